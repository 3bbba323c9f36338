"""How a person has arranged their registers: views with a name, and which columns they show."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

QUERY_LENGTH = 1_000


class Register(models.TextChoices):
    """A register that is shown as a table."""

    FAMILIES = "families", _("Families")
    VOLUNTEERS = "volunteers", _("Volunteers")
    MATCHES = "matches", _("Matches")


class SavedView(models.Model):
    """Filters and order of a register under a name, for one person."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name=_("owner")
    )
    register = models.CharField(_("register"), max_length=20, choices=Register)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("filters and order"), max_length=QUERY_LENGTH, blank=True)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("owner", "register", "name"), name="saved_view_has_its_own_name"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_a_name"),
        )

    class Privacy:
        """Words that a person searched for may be a name."""

        personal = ("name", "query")
        operational = ("id", "owner", "register")

    def __str__(self) -> str:
        return f"{self.register} {self.pk}"


class ColumnChoice(models.Model):
    """The columns of a register that a person wants to see, in their order."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="column_choices", verbose_name=_("owner")
    )
    register = models.CharField(_("register"), max_length=20, choices=Register)
    columns = ArrayField(models.CharField(max_length=30), verbose_name=_("columns"), default=list)

    class Meta:
        verbose_name = _("choice of columns")
        verbose_name_plural = _("choices of columns")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("owner", "register"), name="columns_are_chosen_once_a_register"),
        )

    class Privacy:
        """Says nothing about people."""

        operational = ("id", "owner", "register", "columns")

    def __str__(self) -> str:
        return f"{self.register} {self.owner_id}"

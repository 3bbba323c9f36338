"""Two families in the register that may be one, for a coordinator to decide."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from families.models.family import Family


class PossibleDuplicate(models.Model):
    """A registration that looks like a family that was there before. Nobody but coordinators hears of it."""

    class Outcome(models.TextChoices):
        """What a coordinator found."""

        SAME = "same", _("The same family")
        DIFFERENT = "different", _("Different families")

    family = models.ForeignKey(
        Family, models.CASCADE, related_name="possible_duplicates", verbose_name=_("family")
    )
    earlier = models.ForeignKey(Family, models.CASCADE, related_name="+", verbose_name=_("earlier family"))
    found_at = models.DateTimeField(_("found at"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ("found_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("family", "earlier"), name="a_likeness_is_noted_once"),
            models.CheckConstraint(condition=~Q(family=F("earlier")), name="a_family_is_not_like_itself"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True)
                | (~Q(outcome="") & Q(decided_at__isnull=False)),
                name="a_likeness_is_decided_at_a_moment",
            ),
        )

    class Privacy:
        """Numbers of families, and who decided."""

        operational = ("id", "family", "earlier", "found_at", "outcome", "decided_by", "decided_at")

    def __str__(self) -> str:
        return f"{self.family_id} {self.earlier_id}"

"""The parents' consent, as a record."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from families.models.family import Family


class Consent(models.Model):
    """Who agreed to which text, when, how, in which language. Withdrawn consent stays, with its end."""

    class How(models.TextChoices):
        """How consent was given."""

        WRITTEN = "written", _("In writing")
        ORAL = "oral", _("Orally, recorded by the professional")

    family = models.ForeignKey(Family, models.CASCADE, related_name="consents", verbose_name=_("family"))
    given_by = models.CharField(_("given by"), max_length=100)
    given_on = models.DateField(_("given on"))
    version = models.CharField(_("version of the text"), max_length=20)
    language = models.CharField(_("language of the text"), max_length=10)
    how = models.CharField(_("how"), max_length=10, choices=How)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ("-given_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("family",),
                condition=Q(withdrawn_on__isnull=True),
                name="family_has_one_consent_in_force",
            ),
        )

    class Privacy:
        """Proof that the parents agreed."""

        personal = ("given_by",)
        operational = (
            "id",
            "family",
            "given_on",
            "version",
            "language",
            "how",
            "recorded_by",
            "recorded_at",
            "withdrawn_on",
        )

    def __str__(self) -> str:
        return f"{self.family_id} {self.given_on}"

"""The certificate of conduct (VOG): dates only, never the document."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from volunteers.models.volunteer import Volunteer


class Certificate(models.Model):
    """One request for a certificate: asked for, then seen or refused. No row means: none asked."""

    volunteer = models.OneToOneField(
        Volunteer, models.CASCADE, related_name="certificate", verbose_name=_("volunteer")
    )
    requested_on = models.DateField(_("requested on"))
    seen_on = models.DateField(_("seen on"), null=True, blank=True)
    refused_on = models.DateField(_("refused on"), null=True, blank=True)

    class Meta:
        verbose_name = _("certificate of conduct")
        verbose_name_plural = _("certificates of conduct")
        constraints = (
            models.CheckConstraint(
                condition=Q(seen_on__isnull=True) | Q(refused_on__isnull=True),
                name="certificate_is_seen_or_refused",
            ),
        )

    class Privacy:
        """Judicial data in a wide sense: dates only."""

        sensitive = ("refused_on",)
        operational = ("id", "volunteer", "requested_on", "seen_on")

    def __str__(self) -> str:
        return str(self.seen_on or self.requested_on)

    @property
    def is_answered(self) -> bool:
        """Tell whether what was asked for last was seen or refused."""
        is_seen = self.seen_on is not None and self.seen_on >= self.requested_on
        return is_seen or self.refused_on is not None

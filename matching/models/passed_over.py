"""Why a family was passed over again, in a person's words."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.models.run import MatchingRun

REASON_LENGTH = 500


class PassedOver(models.Model):
    """A written reason, asked for when two runs in a row found no reader for a family."""

    SCOPES: ClassVar[dict[str, str]] = {"region": "run__region_id"}

    run = models.ForeignKey(MatchingRun, models.CASCADE, related_name="passed_over", verbose_name=_("run"))
    family = models.ForeignKey(
        "families.Family", models.CASCADE, related_name="passed_over", verbose_name=_("family")
    )
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("reason for passing over")
        verbose_name_plural = _("reasons for passing over")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("run", "family"), name="passing_over_is_explained_once_a_run"),
            models.CheckConstraint(condition=~Q(reason=""), name="passing_over_has_a_reason"),
        )

    class Privacy:
        """What a person wrote about a family."""

        personal = ("reason",)
        operational = ("id", "run", "family", "written_by", "written_at")

    def __str__(self) -> str:
        return f"{self.run_id}: {self.family_id}"

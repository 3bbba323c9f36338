"""What a coordinator wants otherwise in a run's outcome, collected until it is computed anew."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.models.override import REASON_LENGTH
from matching.models.run import MatchingRun


class ChangeKind(models.TextChoices):
    """What is to be otherwise."""

    PIN = "pin", _("Pin")
    BAN = "ban", _("Exclude")
    SWAP = "swap", _("Swap")


class PendingChange(models.Model):
    """A pin, a ban or a swap that waits for the next computation. It binds nobody before that.

    A swap exchanges the families of two pairs: ``volunteer`` reads with ``with_family``,
    ``with_volunteer`` with ``family``.
    """

    SCOPES: ClassVar[dict[str, str]] = {"region": "run__region_id"}

    run = models.ForeignKey(
        MatchingRun, models.CASCADE, related_name="pending_changes", verbose_name=_("run")
    )
    kind = models.CharField(_("kind"), max_length=5, choices=ChangeKind)
    volunteer = models.ForeignKey(
        "volunteers.Volunteer", models.CASCADE, related_name="+", verbose_name=_("volunteer")
    )
    family = models.ForeignKey("families.Family", models.CASCADE, related_name="+", verbose_name=_("family"))
    with_volunteer = models.ForeignKey(
        "volunteers.Volunteer",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("volunteer of the other pair"),
    )
    with_family = models.ForeignKey(
        "families.Family",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("family of the other pair"),
    )
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH)
    until = models.DateField(_("last day"), null=True, blank=True)
    change = ArrayField(models.IntegerField(), verbose_name=_("price"), null=True, blank=True)
    exact = models.BooleanField(_("price is exact"), default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("pending change")
        verbose_name_plural = _("pending changes")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("run", "volunteer", "family"), name="a_pair_is_changed_once_in_a_run"
            ),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.SWAP, with_volunteer__isnull=False, with_family__isnull=False)
                | (~Q(kind=ChangeKind.SWAP) & Q(with_volunteer__isnull=True, with_family__isnull=True)),
                name="only_a_swap_has_another_pair",
            ),
            models.CheckConstraint(
                condition=Q(change__isnull=True) | Q(change__len=5), name="a_price_has_five_levels"
            ),
        )

    class Privacy:
        """Numbers of records, and what a person wrote about two others."""

        personal = ("reason",)
        operational = (
            *("id", "run", "kind", "volunteer", "family", "with_volunteer", "with_family"),
            *("until", "change", "exact", "made_by", "made_at"),
        )

    def __str__(self) -> str:
        return f"{self.run_id}: {self.kind} {self.family_id} - {self.volunteer_id}"

"""A pair that a run puts forward to a person."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.models.run import MatchingRun
from matching.states import PROPOSAL_MOVES, ProposalState
from programmes.states import Moves


def option_field() -> "ArrayField[list[str], list[str]]":
    """Make the field of a chosen option: one slot, or one for weeks A and one for weeks B (``w 1 16:00``)."""
    return ArrayField(models.CharField(max_length=10), verbose_name=_("moment"))


class Proposal(models.Model):
    """Draft until a coordinator publishes or drops it."""

    MOVES: ClassVar[Moves] = PROPOSAL_MOVES
    SCOPES: ClassVar[dict[str, str]] = {"region": "run__region_id"}

    run = models.ForeignKey(MatchingRun, models.CASCADE, related_name="proposals", verbose_name=_("run"))
    volunteer = models.ForeignKey(
        "volunteers.Volunteer", models.PROTECT, related_name="proposals", verbose_name=_("volunteer")
    )
    family = models.ForeignKey(
        "families.Family", models.PROTECT, related_name="proposals", verbose_name=_("family")
    )
    state = models.CharField(_("state"), max_length=10, choices=ProposalState, default=ProposalState.DRAFT)
    option = option_field()
    score = models.PositiveSmallIntegerField(_("quality, 0 to 1000"))
    parts = models.JSONField(_("points per part of the quality"))
    minutes = models.PositiveSmallIntegerField(_("travel, minutes"))
    common_slots = models.PositiveSmallIntegerField(_("moments in common"))
    waiting_days = models.PositiveIntegerField(_("days waiting"))
    urgent = models.BooleanField(_("urgent"))
    pinned = models.BooleanField(_("pinned"), default=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ("-urgent", "-waiting_days", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("run", "family", "volunteer"), name="pair_is_proposed_once_in_a_run"
            ),
            models.CheckConstraint(condition=Q(score__lte=1000), name="proposal_score_is_at_most_1000"),
            models.CheckConstraint(
                condition=Q(option__len__range=(1, 2)), name="proposal_has_one_or_two_slots"
            ),
        )

    class Privacy:
        """Numbers of records and derived facts."""

        operational = (
            *("id", "run", "volunteer", "family", "state", "option"),
            *("pinned", "approved_by", "approved_at"),
        )
        statistical = ("score", "parts", "minutes", "common_slots", "waiting_days", "urgent")

    def __str__(self) -> str:
        return f"{self.run_id}: {self.family_id} - {self.volunteer_id}"

"""Who else could read with a family, and what choosing them would cost in all."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.models.proposal import Proposal
from matching.models.unplaced import Unplaced

MOST = 3


class Alternative(models.Model):
    """One of the next best readers of a family, placed or left out.

    The change is that of the objective of the whole run when this pair is forced: urgent, placed,
    bands, score, kept. Where it is not exact, the true change is at most this.
    """

    proposal = models.ForeignKey(
        Proposal,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="alternatives",
        verbose_name=_("proposal"),
    )
    unplaced = models.ForeignKey(
        Unplaced,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="alternatives",
        verbose_name=_("family without a reader"),
    )
    rank = models.PositiveSmallIntegerField(_("rank"))
    volunteer = models.ForeignKey(
        "volunteers.Volunteer", models.PROTECT, related_name="+", verbose_name=_("volunteer")
    )
    score = models.PositiveSmallIntegerField(_("quality, 0 to 1000"))
    parts = models.JSONField(_("points per part of the quality"))
    minutes = models.PositiveSmallIntegerField(_("travel, minutes"))
    common_slots = models.PositiveSmallIntegerField(_("moments in common"))
    change = ArrayField(models.BigIntegerField(), size=5, verbose_name=_("change of the objective"))
    exact = models.BooleanField(_("change is exact"))

    class Meta:
        verbose_name = _("alternative")
        verbose_name_plural = _("alternatives")
        ordering = ("rank",)
        constraints = (
            models.UniqueConstraint(
                fields=("proposal", "rank"), name="alternatives_of_a_proposal_are_ranked"
            ),
            models.UniqueConstraint(fields=("unplaced", "rank"), name="alternatives_of_a_family_are_ranked"),
            models.CheckConstraint(
                condition=Q(proposal__isnull=False, unplaced__isnull=True)
                | Q(proposal__isnull=True, unplaced__isnull=False),
                name="alternative_belongs_to_one",
            ),
            models.CheckConstraint(condition=Q(rank__range=(1, MOST)), name="alternative_is_one_of_three"),
            models.CheckConstraint(condition=Q(change__len=5), name="alternative_changes_five_levels"),
        )

    class Privacy:
        """Numbers of records and derived facts."""

        operational = ("id", "proposal", "unplaced", "rank", "volunteer", "change", "exact")
        statistical = ("score", "parts", "minutes", "common_slots")

    def __str__(self) -> str:
        return f"{self.rank}: {self.volunteer_id}"

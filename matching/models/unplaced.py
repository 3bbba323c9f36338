"""A family for which a run found no reader, with what stands in the way."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.models.run import MatchingRun
from matching.states import NoReader


class Unplaced(models.Model):
    """A family that waits on: nobody fits, or all who fit read with families that come first.

    What there was no time to work out is empty, never guessed.
    """

    SCOPES: ClassVar[dict[str, str]] = {"region": "run__region_id"}

    run = models.ForeignKey(MatchingRun, models.CASCADE, related_name="unplaced", verbose_name=_("run"))
    rank = models.PositiveIntegerField(_("place in the order of priority"))
    family = models.ForeignKey("families.Family", models.PROTECT, related_name="+", verbose_name=_("family"))
    kind = models.CharField(_("why"), max_length=15, choices=NoReader)
    waiting_days = models.PositiveIntegerField(_("days waiting"))
    urgent = models.BooleanField(_("urgent"))

    blocker = models.CharField(_("rule that took away the last reader"), max_length=15, blank=True)
    lost = models.JSONField(_("readers lost, each at the first rule broken"), null=True, blank=True)
    alone = models.JSONField(_("readers who break this rule only"), null=True, blank=True)

    relaxed_rule = models.CharField(_("smallest change: rule"), max_length=15, blank=True)
    relaxed_volunteer = models.ForeignKey(
        "volunteers.Volunteer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("smallest change: reader who would fit"),
    )
    relaxed_amount = models.PositiveIntegerField(_("smallest change: how much"), null=True, blank=True)
    relaxed_slots = ArrayField(
        models.CharField(max_length=10),
        verbose_name=_("smallest change: moments"),
        default=list,
        blank=True,
    )
    relaxed_places = models.BooleanField(_("smallest change: would give a reader"), null=True, blank=True)

    sharing_families = models.PositiveIntegerField(_("families that share readers"), null=True, blank=True)
    sharing_volunteers = models.PositiveIntegerField(_("readers whom they share"), null=True, blank=True)
    sharing_places = models.PositiveIntegerField(_("places with these readers"), null=True, blank=True)
    lowest_urgent = models.BooleanField(_("last one placed is urgent"), null=True, blank=True)
    lowest_band = models.PositiveSmallIntegerField(
        _("last one placed: band of waiting"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("family without a reader")
        verbose_name_plural = _("families without a reader")
        ordering = ("run", "rank")
        constraints = (
            models.UniqueConstraint(fields=("run", "family"), name="family_is_left_out_once_in_a_run"),
            models.UniqueConstraint(fields=("run", "rank"), name="left_out_families_stand_in_an_order"),
            models.CheckConstraint(
                condition=Q(relaxed_rule="", relaxed_volunteer__isnull=True)
                | (~Q(relaxed_rule="") & Q(relaxed_volunteer__isnull=False)),
                name="smallest_change_names_rule_and_reader",
            ),
            models.CheckConstraint(
                condition=Q(kind=NoReader.COMPETITION, lost__isnull=True, relaxed_rule="")
                | Q(kind=NoReader.NO_PAIR, sharing_families__isnull=True),
                name="family_is_left_out_for_one_reason",
            ),
        )

    class Privacy:
        """Numbers of records, counts and codes."""

        operational = (
            *("id", "run", "rank", "family", "lost", "alone"),
            *("relaxed_rule", "relaxed_volunteer", "relaxed_amount", "relaxed_slots", "relaxed_places"),
            *("sharing_families", "sharing_volunteers", "sharing_places", "lowest_urgent", "lowest_band"),
        )
        statistical = ("kind", "blocker", "waiting_days", "urgent")

    def __str__(self) -> str:
        return f"{self.run_id}: {self.family_id}"

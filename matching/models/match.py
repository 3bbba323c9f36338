"""A published pair with its own life, and the seat and slots that it holds."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from matching.models.proposal import Proposal, option_field
from matching.states import ENDED_MATCH_STATES, MATCH_MOVES, DeclineReason, MatchState
from programmes.models import Programme, Region
from programmes.states import Moves


class Match(models.Model):
    """A volunteer and a family, from proposal to end.

    An open match holds a seat of the volunteer (1 up to the capacity, guarded by a trigger)
    and a reader's place of the family (1 or 2). A duo's match holds a seat of both.
    """

    MOVES: ClassVar[Moves] = MATCH_MOVES
    SCOPES: ClassVar[dict[str, str | tuple[str, ...]]] = {
        "region": "region_id",
        "organisation": "family__organisation_id",
        "own": ("volunteer__account_id", "partner__account_id"),
    }

    region = models.ForeignKey(Region, models.PROTECT, related_name="matches", verbose_name=_("region"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="matches", verbose_name=_("programme")
    )
    proposal = models.OneToOneField(
        Proposal,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="match",
        verbose_name=_("proposal"),
        help_text=_("Only a match that was taken back has none: its proposal is a draft again."),
    )
    guide = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="guided_matches",
        verbose_name=_("coordinator who follows it"),
    )
    volunteer = models.ForeignKey(
        "volunteers.Volunteer", models.PROTECT, related_name="matches", verbose_name=_("volunteer")
    )
    family = models.ForeignKey(
        "families.Family", models.PROTECT, related_name="matches", verbose_name=_("family")
    )
    partner = models.ForeignKey(
        "volunteers.Volunteer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="matches_as_partner",
        verbose_name=_("goes along"),
    )
    seat = models.PositiveSmallIntegerField(_("seat of the volunteer"))
    partner_seat = models.PositiveSmallIntegerField(_("seat of who goes along"), null=True, blank=True)
    reader_number = models.PositiveSmallIntegerField(_("reader number of the family"))
    state = models.CharField(_("state"), max_length=30, choices=MatchState, default=MatchState.PROPOSED)
    option = option_field()
    minutes = models.PositiveSmallIntegerField(_("travel, minutes"))
    proposed_at = models.DateTimeField(_("sent at"))
    reply_by = models.DateField(_("answer before"))
    volunteer_accepted_at = models.DateTimeField(_("volunteer said yes at"), null=True, blank=True)
    family_accepted_at = models.DateTimeField(_("family said yes at"), null=True, blank=True)
    introduction_on = models.DateField(_("first meeting on"), null=True, blank=True)
    started_on = models.DateField(_("first visit on"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=20, choices=DeclineReason, blank=True)

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        ordering = ("-id",)
        indexes = (models.Index(fields=("region", "state"), name="match_in_region_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("volunteer", "seat"),
                condition=~Q(state__in=ENDED_MATCH_STATES),
                name="a_seat_is_taken_once",
            ),
            models.UniqueConstraint(
                fields=("family", "programme", "reader_number"),
                condition=~Q(state__in=ENDED_MATCH_STATES),
                name="a_family_has_one_open_match_per_reader",
            ),
            models.UniqueConstraint(
                fields=("family", "volunteer"),
                condition=~Q(state__in=ENDED_MATCH_STATES),
                name="two_readers_differ",
            ),
            models.UniqueConstraint(
                fields=("partner", "partner_seat"),
                condition=~Q(state__in=ENDED_MATCH_STATES),
                name="a_seat_of_a_partner_is_taken_once",
            ),
            models.CheckConstraint(
                condition=Q(state=MatchState.TAKEN_BACK, proposal__isnull=True)
                | (~Q(state=MatchState.TAKEN_BACK) & Q(proposal__isnull=False)),
                name="only_a_match_taken_back_has_no_proposal",
            ),
            models.CheckConstraint(condition=Q(seat__range=(1, 4)), name="match_has_a_seat"),
            models.CheckConstraint(
                condition=Q(partner__isnull=True, partner_seat__isnull=True)
                | Q(partner__isnull=False, partner_seat__isnull=False, partner_seat__range=(1, 4)),
                name="partner_of_a_match_has_a_seat",
            ),
            models.CheckConstraint(
                condition=Q(partner__isnull=True) | ~Q(partner=F("volunteer")),
                name="partner_is_another_volunteer",
            ),
            models.CheckConstraint(
                condition=Q(reader_number__range=(1, 2)), name="match_has_a_reader_number"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED_MATCH_STATES, ended_at__isnull=False)
                | (~Q(state__in=ENDED_MATCH_STATES) & Q(ended_at__isnull=True)),
                name="match_has_ended_when_it_says_so",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(MatchState.DECLINED, MatchState.NO_CLICK, MatchState.ENDED_EARLY))
                | ~Q(end_reason=""),
                name="match_ends_with_a_reason",
            ),
        )

    class Privacy:
        """Numbers of records and derived facts."""

        operational = (
            "id",
            "proposal",
            "guide",
            "volunteer",
            "partner",
            "family",
            "seat",
            "partner_seat",
            "reader_number",
            "state",
            "option",
            "reply_by",
            "end_reason",
        )
        statistical = (
            "region",
            "programme",
            "minutes",
            "proposed_at",
            "volunteer_accepted_at",
            "family_accepted_at",
            "introduction_on",
            "started_on",
            "ended_at",
        )

    def __str__(self) -> str:
        return f"{self.family_id} - {self.volunteer_id}"

    @property
    def readers(self) -> tuple[int, ...]:
        """Numbers of the volunteer and of the one who goes along, if there is one."""
        return (self.volunteer_id,) if self.partner_id is None else (self.volunteer_id, self.partner_id)

    @property
    def accounts(self) -> set[int]:
        """Numbers of the accounts of those who read; either of a duo answers for both."""
        readers = (self.volunteer,) if self.partner is None else (self.volunteer, self.partner)
        return {reader.account_id for reader in readers if reader.account_id is not None}

    @property
    def is_open(self) -> bool:
        """Tell whether the match still holds its seat and slots."""
        return self.state not in ENDED_MATCH_STATES


class HeldSlot(models.Model):
    """One weekly or fortnightly visit that a match holds; a volunteer's open ones never overlap.

    ``weeks`` is [0,1) for weeks A, [1,2) for weeks B, [0,2) for every week; ``minutes`` counts
    from Monday 00:00 and includes the gap to the next visit.
    """

    match = models.ForeignKey(Match, models.CASCADE, related_name="held_slots", verbose_name=_("match"))
    volunteer = BigIntegerRangeField(_("volunteer, as a range of one number"))
    weeks = IntegerRangeField(_("weeks"))
    minutes = IntegerRangeField(_("minutes of the week"))
    is_open = models.BooleanField(_("held"), default=True)

    class Meta:
        verbose_name = _("held slot")
        verbose_name_plural = _("held slots")
        constraints = (
            ExclusionConstraint(
                name="a_volunteer_is_at_one_visit_at_a_time",
                expressions=(
                    ("volunteer", RangeOperators.OVERLAPS),
                    ("weeks", RangeOperators.OVERLAPS),
                    ("minutes", RangeOperators.OVERLAPS),
                ),
                condition=Q(is_open=True),
            ),
        )

    class Privacy:
        """Says nothing without the match."""

        operational = ("id", "match", "volunteer", "weeks", "minutes", "is_open")

    def __str__(self) -> str:
        return f"{self.match_id}: {self.weeks} {self.minutes}"

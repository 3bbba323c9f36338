"""Claim and free a seat of a volunteer, a reader's place of a family and the slots of a match.

The only place that locks several rows: volunteers first, then families, each in the order of
their numbers, before anything is checked. What two claims at once could both take, the database
gives to one.
"""

from datetime import datetime, timedelta
from itertools import count

from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import QuerySet
from django.utils import timezone

from matching.domain.occupied import minute_of_week
from matching.models import HeldSlot, Match, Proposal
from matching.solver.slots import Slot
from matching.states import OPEN_MATCH_STATES

REPLY_DAYS = 7
WEEKS = {"w": (0, 2), "a": (0, 1), "b": (1, 2)}


def lock_people(rows: QuerySet[Proposal] | QuerySet[Match]) -> None:
    """Lock the volunteers and families of proposals or matches, sorted."""
    for side in ("volunteer", "family"):
        list(rows.order_by(f"{side}_id").select_related(side).select_for_update(of=(side,)))


def claim(*, proposal: Proposal, now: datetime) -> Match:
    """Make the match of a proposal on the lowest free seat and place; its people are locked.

    Raises
    ------
    django.db.IntegrityError
        When there is no seat, place or consent, or a running visit clashes: the constraint's name tells.
    """
    match = Match.objects.create(
        region=proposal.run.region,
        programme=proposal.run.programme,
        proposal=proposal,
        volunteer_id=proposal.volunteer_id,
        family_id=proposal.family_id,
        seat=_lowest_free("seat", volunteer_id=proposal.volunteer_id),
        reader_number=_lowest_free(
            "reader_number", family_id=proposal.family_id, programme=proposal.run.programme
        ),
        option=proposal.option,
        minutes=proposal.minutes,
        proposed_at=now,
        reply_by=timezone.localdate(now) + timedelta(days=REPLY_DAYS),
    )
    HeldSlot.objects.bulk_create(_held(match, Slot.parse(text)) for text in match.option)
    return match


def free(match: Match) -> None:
    """Give the slots of an ended match back; its seat is free as soon as it has ended."""
    HeldSlot.objects.filter(match=match).update(is_open=False)


def _lowest_free(number: str, **whose: object) -> int:
    open_matches = Match.objects.filter(state__in=OPEN_MATCH_STATES, **whose)
    taken = set(open_matches.order_by().values_list(number, flat=True))
    return next(candidate for candidate in count(1) if candidate not in taken)


def _held(match: Match, slot: Slot) -> HeldSlot:
    first = minute_of_week(slot.bit)
    length = match.programme.visit_minutes + match.programme.gap_minutes
    return HeldSlot(
        match=match,
        volunteer=NumericRange(match.volunteer_id, match.volunteer_id + 1),
        weeks=NumericRange(*WEEKS[slot.rhythm]),
        minutes=NumericRange(first, first + length),
    )

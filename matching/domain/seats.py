"""Claim and free a seat of a volunteer, a reader's place of a family and the slots of a match.

The only place that locks several rows: volunteers first, then families, each in the order of
their numbers, before anything is checked. What two claims at once could both take, the database
gives to one.
"""

from datetime import date, datetime, timedelta
from itertools import count

from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import QuerySet
from django.utils import timezone

from matching.domain.occupied import minute_of_week
from matching.models import HeldSlot, Match, Proposal
from matching.solver.slots import Slot
from matching.states import OPEN_MATCH_STATES
from programmes.models import User
from volunteers.domain import queries as volunteers

REPLY_DAYS = 7
WEEKS = {"w": (0, 2), "a": (0, 1), "b": (1, 2)}


def lock_people(rows: QuerySet[Proposal] | QuerySet[Match]) -> None:
    """Lock the volunteers, with their partners, and the families of proposals or matches, sorted."""
    numbers = set(rows.order_by().values_list("volunteer_id", flat=True))
    along = Match.objects.filter(proposal__in=rows.values("pk" if rows.model is Proposal else "proposal"))
    partners = along.filter(partner__isnull=False).order_by().values_list("partner_id", flat=True)
    volunteers.lock(numbers.union(partners, *volunteers.duos(numbers)))
    list(rows.order_by("family_id").select_related("family").select_for_update(of=("family",), no_key=True))


def usual_reply_day(now: datetime) -> date:
    """Give the day for the answers where nobody chose another: a week from now."""
    return timezone.localdate(now) + timedelta(days=REPLY_DAYS)


def claim(
    *,
    proposal: Proposal,
    partner: int | None = None,
    reply_by: date | None = None,
    guide: User | None = None,
    now: datetime,
) -> Match:
    """Make the match of a proposal on the lowest free seats and place; its people are locked.

    Parameters
    ----------
    partner
        Number of the volunteer who goes along: holds a seat and the slots too.
    reply_by
        Last day for the answers; without it, a week from now.
    guide
        The coordinator who follows it.

    Raises
    ------
    django.db.IntegrityError
        When there is no seat, place or consent, or a running visit clashes: the constraint's name tells.
    """
    match = Match.objects.create(
        region=proposal.run.region,
        programme=proposal.run.programme,
        proposal=proposal,
        volunteer=proposal.volunteer,
        partner_id=partner,
        family_id=proposal.family_id,
        **_lowest(proposal, partner),
        option=proposal.option,
        minutes=proposal.minutes,
        proposed_at=now,
        reply_by=reply_by or usual_reply_day(now),
        guide=guide,
    )
    _hold(match)
    return match


def free(match: Match) -> None:
    """Give the slots of an ended match back; its seat is free as soon as it has ended."""
    HeldSlot.objects.filter(match=match).update(is_open=False)


def _lowest(proposal: Proposal, partner: int | None) -> dict[str, int | None]:
    return {
        "seat": _lowest_seat(proposal.volunteer_id),
        "partner_seat": None if partner is None else _lowest_seat(partner),
        "reader_number": _lowest_place(proposal),
    }


def _lowest_seat(volunteer: int) -> int:
    """Give the first seat that a volunteer holds neither in a match of their own nor as a partner."""
    matches = Match.objects.filter(state__in=OPEN_MATCH_STATES).order_by()
    own = matches.filter(volunteer=volunteer).values_list("seat", flat=True)
    along = matches.filter(partner=volunteer).values_list("partner_seat", flat=True)
    return _lowest_free({*own, *along})


def _lowest_place(proposal: Proposal) -> int:
    matches = Match.objects.filter(
        state__in=OPEN_MATCH_STATES, family=proposal.family_id, programme=proposal.run.programme
    )
    return _lowest_free(set(matches.order_by().values_list("reader_number", flat=True)))


def _lowest_free(taken: set[int | None]) -> int:
    return next(candidate for candidate in count(1) if candidate not in taken)


def _hold(match: Match) -> None:
    HeldSlot.objects.bulk_create(
        _held(match, volunteer, Slot.parse(text)) for text in match.option for volunteer in match.readers
    )


def _held(match: Match, volunteer: int, slot: Slot) -> HeldSlot:
    first = minute_of_week(slot.bit)
    length = match.programme.visit_minutes + match.programme.gap_minutes
    return HeldSlot(
        match=match,
        volunteer=NumericRange(volunteer, volunteer + 1),
        weeks=NumericRange(*WEEKS[slot.rhythm]),
        minutes=NumericRange(first, first + length),
    )

"""Which days a match still has: the first meeting, and the visits of the rest of its trajectory."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from matching.domain.school_calendar import DAY, is_free
from matching.domain.trail import Trail, trails_of
from matching.models import Match
from matching.solver.slots import Slot
from matching.states import MatchState
from programmes.values.availability import Rhythm, clock, rhythm_of

LOOK_AHEAD = timedelta(days=3 * 366)
"""No trajectory lasts longer; a match that is paused has no days at all."""
LOOK_BACK = timedelta(weeks=3)
"""As long as the link of a message works."""
MOVED_DAYS = 3
"""A visit on another day than theirs, at most so far from a planned one, was held or missed in its place."""
HOUR = 60
PLANNED_IN = (MatchState.INTRODUCTION_PLANNED, MatchState.ACTIVE)
_WEEK_OF = {Rhythm.WEEK_A: "a", Rhythm.WEEK_B: "b"}


@dataclass(frozen=True, order=True)
class Planned:
    """A day on which the two are together.

    Attributes
    ----------
    start
        Minutes after midnight by the clock on the wall; none for a first meeting on another weekday
        than theirs, of which only the day is known.
    """

    on: date
    start: int | None
    is_first_meeting: bool = False

    @property
    def at(self) -> str:
        """Write the time as ``16:00``; empty when only the day is known."""
        return "" if self.start is None else clock(self.start)


def coming_of(matches: Iterable[Match], *, day: date) -> dict[int, list[Planned]]:
    """List the days of each match from a day on, in four queries.

    Parameters
    ----------
    matches
        With region and programme loaded.
    """
    rows = list(matches)
    trails = trails_of(rows)
    return {match.pk: coming(match, trails[match.pk], day=day) for match in rows}


def coming(match: Match, trail: Trail, *, day: date) -> list[Planned]:
    """List the days of a match from a day on: as many visits as are left of those that are planned.

    School holidays, pauses and days that were logged are passed over; in a pause there are none.
    """
    if match.state not in PLANNED_IN:
        return []
    meeting = _first_meeting(match, day)
    left = max(match.programme.visits_planned - len(trail.held), 0)
    visits = _days(match, trail, first=max(day, _begins(match)), last=day + LOOK_AHEAD)
    return [*meeting, *(visit for visit, _number in zip(visits, range(left), strict=False))]


def next_of(match: Match, trail: Trail, *, now: datetime) -> Planned | None:
    """Give the next day of a match: that of today until it is over."""
    minutes = match.programme.visit_minutes
    days = coming(match, trail, day=timezone.localdate(now))
    return next((planned for planned in days if _end(planned, minutes) > now), None)


def planned_before(match: Match, trail: Trail, *, day: date, until: date) -> list[Planned]:
    """List the visits that should have been from a day up to and including another, not logged yet."""
    if match.state not in PLANNED_IN or len(trail.held) >= match.programme.visits_planned:
        return []
    return list(_days(match, trail, first=max(day, _begins(match)), last=until))


def last_begun(match: Match, trail: Trail, *, now: datetime) -> Planned | None:
    """Give the last visit that has begun and is not logged: the one that there is something to tell of."""
    today = timezone.localdate(now)
    begun = planned_before(match, trail, day=today - LOOK_BACK, until=today)
    return next((visit for visit in reversed(begun) if moment(visit) <= now), None)


def moment(planned: Planned, *, minutes: int = 0) -> datetime:
    """Give the instant at which a visit begins, or `minutes` after it: 16:00 in summer and in winter."""
    whole = planned.start or 0
    begin = datetime.combine(planned.on, time(whole // HOUR, whole % HOUR))
    return timezone.make_aware(begin + timedelta(minutes=minutes))


def slot_on(option: Sequence[str], day: date) -> Slot | None:
    """Give the slot of an option that falls on a day, in weeks A and B by their own count."""
    slots = (Slot.parse(text) for text in option)
    rhythms = {"w", _WEEK_OF[rhythm_of(day)]}
    return next((slot for slot in slots if slot.day == day.isoweekday() and slot.rhythm in rhythms), None)


def _first_meeting(match: Match, day: date) -> list[Planned]:
    on = match.introduction_on
    if match.state != MatchState.INTRODUCTION_PLANNED or on is None or on < day:
        return []
    slot = slot_on(match.option, on)
    return [Planned(on, slot.start if slot else None, is_first_meeting=True)]


def _begins(match: Match) -> date:
    """Give the first day on which a visit can be: when reading began, or after the first meeting."""
    if match.state == MatchState.INTRODUCTION_PLANNED and match.introduction_on:
        return match.introduction_on + DAY
    return match.started_on or timezone.localdate(match.proposed_at)


def _end(planned: Planned, minutes: int) -> datetime:
    return moment(planned, minutes=minutes if planned.start is not None else 24 * HOUR)


def _days(match: Match, trail: Trail, *, first: date, last: date) -> Iterator[Planned]:
    logged = {*trail.held, *trail.missed}
    done = logged | {_planned_near(match, on) for on in logged - {match.introduction_on}}
    day = first
    while day <= last:
        slot = slot_on(match.option, day)
        if slot and day not in done and not is_free(day, trail.free):
            yield Planned(day, slot.start)
        day += DAY


def _planned_near(match: Match, on: date) -> date | None:
    """Give the planned day nearest to a logged one: itself, or at most some days off."""
    near = sorted(range(-MOVED_DAYS, MOVED_DAYS + 1), key=abs)
    return next((on + days * DAY for days in near if slot_on(match.option, on + days * DAY)), None)

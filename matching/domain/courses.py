"""How far the reading of families is, for those who registered them: nothing in it is about a reader."""

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from families.domain.course import Course
from families.states import FamilyState
from matching.domain.guidance import assess
from matching.domain.parent_calls import asks_family
from matching.domain.todo.days import days_on, working_day
from matching.domain.todo.intakes import WORKING_DAYS
from matching.domain.trail import Trail, trails_of
from matching.domain.visit_plan import next_of
from matching.models import Match
from matching.states import OPEN_MATCH_STATES, MatchState
from programmes.models import SchoolHoliday

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from families.models import Family

_FURTHEST_FIRST = (
    MatchState.ACTIVE,
    MatchState.PAUSED,
    MatchState.INTRODUCTION_PLANNED,
    MatchState.ACCEPTED,
)


def courses_of(families: "Collection[Family]", now: datetime) -> dict[int, Course]:
    """Tell how far the reading of each family is, by number, in a constant number of queries."""
    found = {family.pk: Course() for family in families}
    numbers = [family.pk for family in families]
    matches = Match.objects.filter(family__in=numbers, state__in=OPEN_MATCH_STATES).order_by("pk")
    rows = list(matches.select_related("region", "programme"))
    trails = trails_of(rows)
    for match in sorted(rows, key=_how_far, reverse=True):
        # The one that got furthest is written last.
        found[match.family_id] = _course(match, trails[match.pk], now)
    for family in asks_family(matches).values_list("family_id", flat=True):
        found[family] = replace(found[family], asks_parents=True)
    for pk, day in _call_by(families, localdate(now)).items():
        found[pk] = replace(found[pk], call_by=day)
    return found


def _how_far(match: Match) -> tuple[int, int]:
    states = [*_FURTHEST_FIRST, match.state]
    return states.index(match.state), match.pk


def _course(match: Match, trail: Trail, now: datetime) -> Course:
    if match.state not in _FURTHEST_FIRST:
        return Course()
    guidance, planned = assess(match, trail, localdate(now)), next_of(match, trail, now=now)
    return Course(
        first_meeting_on=match.introduction_on,
        next_visit_on=planned.on if planned and not planned.is_first_meeting else None,
        week=guidance.week,
        weeks=guidance.weeks,
        is_paused=match.state == MatchState.PAUSED,
    )


def _call_by(families: "Iterable[Family]", today: date) -> dict[int, date]:
    """Give the day by which parents are called, who wait for that and not too long yet."""
    registered = {
        family.pk: localdate(family.registered_at)
        for family in families
        if family.state == FamilyState.CONSENT_CONFIRMED
    }
    if not registered:
        return {}
    free = SchoolHoliday.objects.filter(kind=SchoolHoliday.Kind.PUBLIC, end__gte=min(registered.values()))
    counts = working_day(list(free.values_list("start", "end")))
    last = {pk: days_on(day, WORKING_DAYS, counts=counts) for pk, day in registered.items()}
    return {pk: day for pk, day in last.items() if day >= today}

"""Which days a match still has: by the clock on the wall, in weeks A and B, without holidays and pauses."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching.domain import matches
from matching.domain.trail import trails_of
from matching.domain.visit_plan import Planned, coming_of, last_begun, moment, next_of, slot_on
from matching.models import Match
from matching.states import MatchState
from tests.factories.matching import MatchFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.visits import VisitFactory, holiday, running

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WEEK = timedelta(weeks=1)
# A Wednesday in a week B.
FIRST = date(2026, 9, 2)
pytestmark = pytest.mark.django_db


def plan(match: Match, day: date) -> list[Planned]:
    fresh = Match.objects.select_related("region", "programme").get(pk=match.pk)
    return coming_of([fresh], day=day)[match.pk]


def days(match: Match, day: date) -> list[date]:
    return [planned.on for planned in plan(match, day)]


def begun(match: Match, now: datetime) -> date | None:
    found = last_begun(match, trails_of([match])[match.pk], now=now)
    return found.on if found else None


def reading(*option: str, started_on: date = FIRST) -> Match:
    return running(started_on=started_on, proposal__option=list(option) or ["w 3 14:00"])


def test_a_weekly_pair_has_as_many_visits_as_are_left() -> None:
    match = reading()
    for number in range(3):
        VisitFactory(match=match, on=FIRST + number * WEEK)

    found = days(match, FIRST + 3 * WEEK)

    assert found == [FIRST + number * WEEK for number in range(3, 20)]


def test_a_visit_that_was_missed_is_still_to_come_later() -> None:
    match = reading()
    VisitFactory(match=match, on=FIRST, held=False)

    assert days(match, FIRST)[0] == FIRST + WEEK
    assert len(days(match, FIRST)) == 20


def test_a_visit_on_another_day_takes_the_place_of_the_planned_one() -> None:
    match = reading()
    VisitFactory(match=match, on=FIRST - timedelta(days=2))

    assert days(match, FIRST)[0] == FIRST + WEEK


def test_a_visit_far_from_the_planned_day_does_not() -> None:
    match = reading()
    VisitFactory(match=match, on=FIRST - timedelta(days=4))

    assert days(match, FIRST)[0] == FIRST


def test_a_visit_on_another_day_takes_the_place_of_one_planned_visit_only() -> None:
    match = reading("b 5 16:30", "a 1 14:00")
    friday, monday = date(2026, 9, 4), date(2026, 9, 7)
    VisitFactory(match=match, on=friday + timedelta(days=1))

    assert friday not in days(match, FIRST)
    assert days(match, FIRST)[0] == monday


def test_a_first_meeting_takes_the_place_of_no_visit() -> None:
    meeting = FIRST - timedelta(days=2)
    match = running(started_on=meeting, introduction_on=meeting, proposal__option=["w 3 14:00"])
    VisitFactory(match=match, on=meeting)

    assert days(match, FIRST)[0] == FIRST


def test_the_next_visit_is_that_of_today_until_it_is_over() -> None:
    match = reading(started_on=date(2026, 11, 18))
    trail = trails_of([match])[match.pk]
    end = datetime(2026, 11, 25, 15, tzinfo=AMSTERDAM)

    found = [next_of(match, trail, now=now) for now in (end - timedelta(minutes=1), end)]

    assert [planned.on for planned in found if planned] == [date(2026, 11, 25), date(2026, 12, 2)]


def test_a_first_meeting_of_which_only_the_day_is_known_is_next_all_day() -> None:
    match = MatchFactory(state=MatchState.INTRODUCTION_PLANNED, introduction_on=date(2026, 11, 24))
    evening = datetime(2026, 11, 24, 23, 59, tzinfo=AMSTERDAM)

    found = next_of(match, trails_of([match])[match.pk], now=evening)

    assert found == Planned(date(2026, 11, 24), None, is_first_meeting=True)


def test_a_fortnight_goes_on_over_week_53() -> None:
    match = reading("a 3 14:00", started_on=date(2026, 12, 16))

    found = days(match, date(2026, 12, 16))

    # Weeks 51, 53, 2 and 4: by the calendar's own numbers the rhythm would flip in January.
    assert found[:4] == [date(2026, 12, 16), date(2026, 12, 30), date(2027, 1, 13), date(2027, 1, 27)]
    assert len(found) == 20


def test_two_moments_alternate() -> None:
    match = reading("b 3 14:00", "a 5 16:30")

    found = plan(match, FIRST)

    assert found[:3] == [
        Planned(FIRST, 14 * 60),
        Planned(date(2026, 9, 11), 16 * 60 + 30),
        Planned(date(2026, 9, 16), 14 * 60),
    ]


def test_holidays_are_passed_over_to_their_last_day() -> None:
    match = reading()
    holiday(FIRST, FIRST + WEEK)

    assert days(match, FIRST)[0] == FIRST + 2 * WEEK


def test_holidays_of_another_zone_do_not_count() -> None:
    match = reading()
    holiday(FIRST, FIRST, zone="Noord")

    assert days(match, FIRST)[0] == FIRST


def test_in_a_pause_there_are_no_days_and_after_it_there_are() -> None:
    match = reading()
    matches.pause(match=match, by=None, now=NOW)
    paused = days(match, TODAY)
    matches.resume(match=match, by=None, now=NOW)

    assert paused == []
    assert days(match, TODAY)[0] == date(2026, 11, 25)


def test_a_first_meeting_on_their_weekday_has_their_time_and_visits_follow() -> None:
    match = MatchFactory(state=MatchState.INTRODUCTION_PLANNED, introduction_on=date(2026, 11, 25))

    found = plan(match, TODAY)

    assert found[0] == Planned(date(2026, 11, 25), 14 * 60, is_first_meeting=True)
    assert [planned.on for planned in found[1:3]] == [date(2026, 12, 2), date(2026, 12, 9)]
    assert len(found) == 21


def test_of_a_first_meeting_on_another_weekday_only_the_day_is_known() -> None:
    match = MatchFactory(state=MatchState.INTRODUCTION_PLANNED, introduction_on=date(2026, 11, 24))

    assert plan(match, TODAY)[0] == Planned(date(2026, 11, 24), None, is_first_meeting=True)
    assert plan(match, TODAY)[0].at == ""


@pytest.mark.parametrize("state", [MatchState.PROPOSED, MatchState.ACCEPTED, MatchState.COMPLETED])
def test_before_and_after_there_are_no_days(state: MatchState) -> None:
    assert days(MatchFactory(state=state), TODAY) == []


def test_two_is_two_on_the_clock_in_summer_and_in_winter() -> None:
    summer, winter = Planned(date(2026, 10, 21), 14 * 60), Planned(date(2026, 10, 28), 14 * 60)

    assert moment(summer) == datetime(2026, 10, 21, 14, tzinfo=AMSTERDAM)
    assert moment(winter) == datetime(2026, 10, 28, 14, tzinfo=AMSTERDAM)
    # In between the clock went back: an hour more has passed.
    assert (
        moment(winter).timestamp() - moment(summer).timestamp() == (WEEK + timedelta(hours=1)).total_seconds()
    )
    assert timezone.localtime(moment(winter, minutes=60)).hour == 15


def test_a_visit_is_told_of_once_it_has_begun() -> None:
    match = reading(started_on=date(2026, 11, 18))
    start = datetime(2026, 11, 25, 14, tzinfo=AMSTERDAM)

    assert begun(match, start - timedelta(minutes=1)) == date(2026, 11, 18)
    assert begun(match, start) == date(2026, 11, 25)


def test_nothing_is_left_to_tell_when_all_is_logged() -> None:
    match = reading(started_on=date(2026, 11, 18))
    VisitFactory(match=match, on=date(2026, 11, 18))

    assert begun(match, NOW) is None


def test_weeks_a_and_b_are_counted_from_a_fixed_monday() -> None:
    assert slot_on(["a 1 16:00"], date(2024, 1, 1)) is not None
    assert slot_on(["a 1 16:00"], date(2024, 1, 8)) is None
    assert slot_on(["b 1 16:00"], date(2024, 1, 8)) is not None


@pytest.mark.parametrize("number", [1, 4])
def test_any_number_of_matches_takes_as_many_queries(number: int) -> None:
    for _ in range(number):
        reading()
    rows = list(Match.objects.select_related("region", "programme"))

    with CaptureQueriesContext(connection) as asked:
        coming_of(rows, day=TODAY)

    assert len(asked) == 4

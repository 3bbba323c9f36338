"""In which week two are, what is due, and whether it goes well."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.domain import guidance, matches
from matching.domain.guidance import Attention, Due, DueKind, Guidance, Status
from matching.domain.school_calendar import days_between, week_number
from matching.models import Impression, Match, MilestoneKind
from matching.states import MatchState
from tests.factories.matching import MatchFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.visits import MilestoneFactory, VisitFactory, holiday, running

WEEK = timedelta(weeks=1)
TALKS = {DueKind.CLICK, DueKind.START_TALK, DueKind.WEEK_5_CALL, DueKind.LIBRARY_VISIT, DueKind.END_TALK}


def of(match: Match, day: date = TODAY) -> Guidance:
    fresh = Match.objects.select_related("region", "programme").get(pk=match.pk)
    return guidance.guidance_of([fresh], day)[match.pk]


def kinds(items: tuple[Due, ...]) -> set[DueKind]:
    return {item.kind for item in items}


def read_weekly(match: Match, weeks: int) -> None:
    assert match.started_on is not None
    for number in range(weeks):
        VisitFactory(match=match, on=match.started_on + number * WEEK)


@pytest.mark.parametrize(("days", "week"), [(0, 1), (6, 1), (7, 2), (42, 7)])
def test_the_week_counts_from_the_first_visit(days: int, week: int) -> None:
    assert week_number(TODAY, day=TODAY + timedelta(days=days), free=()) == week


def test_a_holiday_does_not_count() -> None:
    free = [(TODAY + timedelta(days=5), TODAY + timedelta(days=15))]

    numbers = [week_number(TODAY, day=TODAY + number * WEEK, free=free) for number in range(5)]

    # Days 7 and 14 are in the holiday.
    assert numbers == [1, 1, 1, 2, 3]


@pytest.mark.parametrize(
    "begin",
    [
        # Over the change to summer time, over week 53 of 2026, over 29 February.
        date(2026, 3, 26),
        date(2026, 12, 24),
        date(2028, 2, 25),
    ],
)
def test_weeks_are_seven_days_whatever_clock_and_calendar_do(begin: date) -> None:
    assert [week_number(begin, day=begin + number * WEEK, free=()) for number in range(4)] == [1, 2, 3, 4]


def test_overlapping_holidays_come_off_once() -> None:
    free = [
        (TODAY + timedelta(days=3), TODAY + timedelta(days=9)),
        (TODAY + timedelta(days=5), TODAY + timedelta(days=12)),
        (TODAY - timedelta(days=9), TODAY + timedelta(days=1)),
    ]

    assert days_between(TODAY, TODAY + timedelta(days=20), free=free) == 20 - 10 - 1


@pytest.mark.django_db
def test_at_the_beginning_the_talk_is_due_and_the_rest_comes_later() -> None:
    match = running(started_on=TODAY)
    VisitFactory(match=match, on=TODAY)

    found = of(match)

    assert (found.week, found.weeks, found.held, found.status) == (1, 20, 1, Status.ON_SCHEDULE)
    assert kinds(found.due) == {DueKind.START_TALK}
    assert kinds(found.ahead) == (TALKS - {DueKind.START_TALK}) | {DueKind.VISIT}


@pytest.mark.django_db
def test_calls_are_put_off_by_the_holidays_of_the_region() -> None:
    match = running(started_on=TODAY)
    holiday(TODAY + timedelta(days=6), TODAY + timedelta(days=20))
    holiday(TODAY + timedelta(days=27), TODAY + timedelta(days=40), zone="Noord")

    call = next(item for item in of(match).ahead if item.kind == DueKind.WEEK_5_CALL)

    assert call.on == TODAY + 6 * WEEK


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("weeks", "kind"),
    [(4, DueKind.WEEK_5_CALL), (9, DueKind.LIBRARY_VISIT), (19, DueKind.END_TALK)],
)
def test_each_talk_is_due_in_its_week(weeks: int, kind: DueKind) -> None:
    match = running(started_on=TODAY - weeks * WEEK)

    assert kind in kinds(of(match).due)
    assert kind in kinds(of(match, TODAY - timedelta(days=1)).ahead)


@pytest.mark.django_db
def test_what_took_place_is_not_due_any_more() -> None:
    match = running(started_on=TODAY - 4 * WEEK)
    MilestoneFactory(match=match, kind=MilestoneKind.WEEK_5_CALL)

    found = of(match)

    assert DueKind.WEEK_5_CALL not in kinds(found.due + found.ahead)


@pytest.mark.django_db
def test_three_weeks_of_silence_need_attention_but_not_in_a_holiday() -> None:
    match = running(started_on=TODAY - 4 * WEEK)
    VisitFactory(match=match, on=TODAY - 3 * WEEK)

    found = of(match)
    assert (found.silent_days, found.attention, found.status) == (
        21,
        Attention.SILENT,
        Status.NEEDS_ATTENTION,
    )
    assert found.next is not None
    assert found.next.kind == DueKind.SILENT

    holiday(TODAY - 2 * WEEK, TODAY - WEEK)
    assert of(match).attention != Attention.SILENT


@pytest.mark.django_db
def test_contact_in_the_last_days_breaks_the_silence() -> None:
    match = running(started_on=TODAY - 4 * WEEK)
    MilestoneFactory(match=match, kind=MilestoneKind.CONTACT, on=TODAY - timedelta(days=2))

    assert of(match).attention != Attention.SILENT


@pytest.mark.django_db
def test_three_missed_in_a_row_need_attention_until_one_is_held() -> None:
    match = running(started_on=TODAY - 4 * WEEK)
    for number in (3, 2, 1):
        VisitFactory(match=match, on=TODAY - number * WEEK, held=False)
    assert of(match).attention == Attention.MISSED

    VisitFactory(match=match, on=TODAY)

    assert of(match).attention != Attention.MISSED


@pytest.mark.django_db
def test_a_bad_impression_needs_attention() -> None:
    match = running(started_on=TODAY - WEEK)
    MilestoneFactory(match=match, kind=MilestoneKind.CLICK, impression=Impression.NOT_GOOD)

    assert of(match).attention == Attention.NOT_GOOD


@pytest.mark.django_db
def test_a_talk_is_overdue_after_a_week() -> None:
    match = running(started_on=TODAY - WEEK - timedelta(days=1))
    read_weekly(match, 2)

    assert of(match).attention == Attention.OVERDUE


@pytest.mark.django_db
def test_after_all_visits_and_the_last_talk_a_match_is_to_be_finished() -> None:
    match = running(started_on=TODAY - 19 * WEEK)
    read_weekly(match, 20)
    for kind in MilestoneKind:
        MilestoneFactory(match=match, kind=kind, on=TODAY)

    found = of(match)

    assert (found.week, found.held) == (20, 20)
    assert kinds(found.due) == {DueKind.FINISH}


@pytest.mark.django_db
def test_children_who_are_there_every_other_week_take_twice_as_long() -> None:
    match = running(started_on=TODAY - 4 * WEEK, proposal__option=["a 3 14:00"])

    assert of(match).week == 3


@pytest.mark.django_db
def test_a_pause_does_not_count() -> None:
    match = running(started_on=TODAY - 4 * WEEK)
    matches.pause(match=match, by=None, now=NOW - timedelta(days=22))
    assert of(match).status == Status.PAUSED
    assert kinds(of(match).due) == {DueKind.RESUME}

    matches.resume(match=match, by=None, now=NOW - timedelta(days=6))

    found = of(match)
    # Of the weeks since, three fell into the pause.
    assert (found.week, found.silent_days) == (2, 28 - 17)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "kind", "late"),
    [
        (MatchState.PROPOSED, DueKind.ANSWER, Attention.UNANSWERED),
        (MatchState.ACCEPTED_BY_FAMILY, DueKind.ANSWER, Attention.UNANSWERED),
        (MatchState.ACCEPTED, DueKind.INTRODUCTION, Attention.NO_MEETING),
        (MatchState.INTRODUCTION_PLANNED, DueKind.FIRST_VISIT, Attention.NO_FIRST_VISIT),
    ],
)
def test_before_the_reading_one_step_is_next(state: MatchState, kind: DueKind, late: Attention) -> None:
    match = MatchFactory(state=state, introduction_on=TODAY + timedelta(days=2))

    found = of(match)
    assert (found.next and found.next.kind, found.week, found.status) == (kind, None, Status.NOT_STARTED)
    assert of(match, TODAY + timedelta(days=30)).attention == late


@pytest.mark.django_db
def test_of_an_ended_match_nothing_is_due() -> None:
    found = of(MatchFactory(state=MatchState.COMPLETED, started_on=TODAY))

    assert (found.next, found.status) == (None, Status.ENDED)


@pytest.mark.django_db
def test_many_take_as_many_queries_as_one() -> None:
    def queries() -> int:
        rows = list(Match.objects.select_related("region", "programme"))
        with CaptureQueriesContext(connection) as asked:
            guidance.guidance_of(rows, TODAY)
        return len(asked)

    read_weekly(running(started_on=TODAY - 4 * WEEK), 3)
    one = queries()
    for _ in range(4):
        read_weekly(running(started_on=TODAY - 9 * WEEK), 5)

    assert queries() == one


@pytest.mark.django_db
def test_the_narrowed_rows_hold_all_that_are_silent_or_due() -> None:
    silent = running(started_on=TODAY - 5 * WEEK)
    fresh = running(started_on=TODAY - 5 * WEEK)
    VisitFactory(match=fresh, on=TODAY - WEEK)
    MilestoneFactory(match=fresh, kind=MilestoneKind.WEEK_5_CALL)

    rows = Match.objects.all()

    assert set(guidance.may_be_silent(rows, TODAY)) == {silent}
    assert set(guidance.may_be_due(rows, DueKind.WEEK_5_CALL, TODAY)) == {silent}
    assert not guidance.may_be_due(rows, DueKind.LIBRARY_VISIT, TODAY).exists()

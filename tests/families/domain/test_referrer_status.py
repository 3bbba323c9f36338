"""The word of five, its line of detail, and the next step with its day."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from families.domain.referrer_status import told, told_of, words_of
from families.models import Family
from families.states import STATUS_OF, FamilyState, FamilyStatus
from matching.models import Match
from matching.states import MatchState
from programmes.models import SchoolHoliday, StateChange
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import ProgrammeFactory

pytestmark = pytest.mark.django_db
LATER, PAST = TODAY + timedelta(days=9), TODAY - timedelta(days=1)
KEPT = [state for state in MatchState if state != MatchState.TAKEN_BACK]
LONG_AGO = NOW - timedelta(days=30)


def day(on: date) -> str:
    return f"{on.day} {on:%B}"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def family_of(match: Match) -> Family:
    return Family.objects.get(pk=match.family_id)


def read_by(state: MatchState, of_family: FamilyState, **fields: Any) -> Family:
    return family_of(MatchFactory(state=state, proposal__family__state=of_family, **fields))


@pytest.mark.parametrize(
    ("fields", "detail", "on"),
    [
        ({"state": FamilyState.REFERRED}, "The consent of the parents is still missing", None),
        ({"state": FamilyState.CONSENT_CONFIRMED, "registered_at": LONG_AGO}, "Consent confirmed", None),
        ({"state": FamilyState.INTAKE_PLANNED, "intake_on": LATER}, f"Intake on {day(LATER)}", LATER),
        ({"state": FamilyState.INTAKE_PLANNED, "intake_on": PAST}, f"Intake on {day(PAST)}", None),
        ({"state": FamilyState.INTAKE_PLANNED}, "Intake planned", None),
        ({"state": FamilyState.INTAKE_DONE}, "Intake done", None),
        ({"waiting_since": TODAY - timedelta(weeks=9)}, "Waits 9 weeks.", None),
        ({"waiting_since": TODAY - timedelta(days=13)}, "Waits 1 week.", None),
        (
            {"state": FamilyState.LOOK_AGAIN, "look_again_on": LATER},
            f"Look again later, on {day(LATER)}",
            LATER,
        ),
        ({"waiting_since": TODAY - timedelta(days=6)}, "Waits less than a week.", None),
        (
            {"state": FamilyState.LOOK_AGAIN, "look_again_on": PAST},
            f"Look again later, on {day(PAST)}",
            None,
        ),
        ({"state": FamilyState.FINISHED}, "The visits are done", None),
        ({"state": FamilyState.WITHDRAWN}, "Does not go ahead", None),
    ],
)
def test_a_family_without_a_reader_has_a_detail_and_a_day(
    fields: dict[str, Any], detail: str, on: date | None
) -> None:
    found = told(FamilyFactory(**fields), now=NOW)

    assert (found.detail, found.next_on) == (detail, on)


def test_who_waits_hears_when_the_next_round_is() -> None:
    ProgrammeFactory(round_starts_on=LATER)

    assert told(FamilyFactory(), now=NOW).next_on == LATER


def test_a_round_that_began_is_not_the_next_one() -> None:
    ProgrammeFactory(round_starts_on=TODAY - timedelta(days=1))

    assert told(FamilyFactory(), now=NOW).next_on is None


def test_the_parents_are_called_within_five_working_days() -> None:
    monday = datetime(2026, 11, 23, 9, tzinfo=NOW.tzinfo)
    SchoolHoliday.objects.create(
        kind=SchoolHoliday.Kind.PUBLIC, name="A day off", start=date(2026, 11, 25), end=date(2026, 11, 25)
    )
    family = FamilyFactory(state=FamilyState.CONSENT_CONFIRMED, registered_at=monday)

    assert told(family, now=monday).next_on == date(2026, 12, 1)


def test_a_promise_that_was_not_kept_is_not_repeated() -> None:
    family = FamilyFactory(state=FamilyState.CONSENT_CONFIRMED, registered_at=NOW - timedelta(days=30))

    assert told(family, now=NOW).next_on is None


def test_the_first_meeting_is_named_with_its_day() -> None:
    family = read_by(MatchState.INTRODUCTION_PLANNED, FamilyState.MATCHED, introduction_on=LATER)

    found = told(family, now=NOW)

    assert (found.status, found.detail, found.next_on) == (
        FamilyStatus.READER_FOUND,
        f"First meeting on {day(LATER)}",
        LATER,
    )


def test_after_the_first_meeting_the_next_step_has_no_day_of_the_past() -> None:
    yesterday = TODAY - timedelta(days=1)
    family = read_by(MatchState.INTRODUCTION_PLANNED, FamilyState.MATCHED, introduction_on=yesterday)

    assert told(family, now=NOW).next_on is None


def test_reading_is_counted_in_weeks_and_has_a_next_visit() -> None:
    family = read_by(
        MatchState.ACTIVE,
        FamilyState.ACTIVE,
        introduction_on=TODAY - timedelta(weeks=6),
        started_on=TODAY - timedelta(weeks=6),
    )

    found = told(family, now=NOW)

    assert (found.status, found.detail) == (FamilyStatus.RUNNING, "Week 7 of 20")
    assert found.next_on is not None
    assert found.next_on.isoweekday() == 3


def test_a_pause_is_told_and_promises_no_day() -> None:
    family = read_by(MatchState.PAUSED, FamilyState.ACTIVE, started_on=TODAY - timedelta(weeks=2))

    found = told(family, now=NOW)

    assert (found.detail, found.next_on) == ("The reading is paused", None)


def test_of_two_readers_the_one_that_reads_is_told() -> None:
    family = read_by(MatchState.ACTIVE, FamilyState.ACTIVE, started_on=TODAY - timedelta(weeks=1))
    MatchFactory(proposal__family=family, reader_number=2, state=MatchState.ACCEPTED)

    assert told(family, now=NOW).detail == "Week 2 of 20"


@pytest.mark.parametrize(
    ("state", "asks"),
    [
        (MatchState.PROPOSED, True),
        (MatchState.ACCEPTED_BY_VOLUNTEER, True),
        (MatchState.ACCEPTED_BY_FAMILY, False),
        (MatchState.DECLINED, False),
    ],
)
def test_a_question_to_the_parents_is_told_as_long_as_it_is_open(state: MatchState, asks: bool) -> None:
    assert told(read_by(state, FamilyState.PROPOSED), now=NOW).asks_parents is asks


def test_the_words_of_the_past_are_those_that_changed() -> None:
    family = FamilyFactory(state=FamilyState.WAITING)
    steps = ["intake_planned", "waiting", "proposed", "matched", "waiting"]
    for number, state in enumerate(steps, start=1):
        StateChange.objects.create(
            subject="families.family",
            subject_id=family.pk,
            from_state="",
            to_state=state,
            at=NOW + timedelta(days=number),
        )

    words = words_of([family])[family.pk]

    assert [word.status for word in words] == [
        FamilyStatus.RECEIVED,
        FamilyStatus.WAITING,
        FamilyStatus.READER_FOUND,
        FamilyStatus.WAITING,
    ]
    assert words[-1].at == NOW + timedelta(days=5)


def test_as_long_as_no_first_meeting_is_planned_both_said_yes() -> None:
    assert told(read_by(MatchState.ACCEPTED, FamilyState.MATCHED), now=NOW).detail == "Both said yes"


@pytest.mark.parametrize("state", FamilyState)
def test_every_state_has_a_word_a_detail_and_a_next_step_whatever_the_match(state: FamilyState) -> None:
    families: list[Family] = [
        FamilyFactory(state=state, look_again_on=LATER),
        *(
            read_by(of_match, state, proposal__family__look_again_on=LATER, proposal__family__consented=True)
            for of_match in KEPT
        ),
    ]

    found = told_of(families, now=NOW)

    assert {one.status for one in found.values()} == {STATUS_OF[state]}
    assert all(one.detail and str(one.next_step) for one in found.values())
    assert all(one.next_on is None or one.next_on >= TODAY for one in found.values())


def test_many_families_take_as_many_queries_as_one(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _number in range(4):
        read_by(MatchState.ACTIVE, FamilyState.ACTIVE, started_on=TODAY - timedelta(weeks=2))
        FamilyFactory(state=FamilyState.CONSENT_CONFIRMED, registered_at=NOW)
    families = list(Family.objects.select_related("programme", "region"))

    with django_assert_max_num_queries(8):
        told_of(families, now=NOW)

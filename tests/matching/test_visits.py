"""The visit log: one a day, the first begins the reading, what is corrected is kept."""

from datetime import date, timedelta
from typing import Any

import pytest

from families.states import FamilyState
from matching.domain import visits
from matching.domain.visits import Account
from matching.models import Match, Visit
from matching.states import MatchState
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.domain.versions import StaleError
from programmes.models import StateChange
from tests.factories.matching import MatchFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import coordinator
from tests.factories.visits import VisitFactory, running

HELD = Account(on=TODAY, held=True, minutes=60)
MISSED = Account(on=TODAY, held=False, missed_reason="illness")
pytestmark = pytest.mark.django_db


def meeting(**fields: Any) -> Match:
    match = MatchFactory(
        state=MatchState.INTRODUCTION_PLANNED, proposal__family__state=FamilyState.MATCHED, **fields
    )
    assert isinstance(match, Match)
    return match


def test_the_first_visit_that_was_held_begins_the_reading() -> None:
    match = meeting()

    visits.log(match=match, told=HELD, by=None, now=NOW)

    match.refresh_from_db()
    match.family.refresh_from_db()
    assert (match.state, match.started_on) == (MatchState.ACTIVE, TODAY)
    assert match.family.state == FamilyState.ACTIVE


def test_a_first_visit_that_was_missed_does_not() -> None:
    match = meeting()

    visits.log(match=match, told=MISSED, by=None, now=NOW)

    match.refresh_from_db()
    assert match.state == MatchState.INTRODUCTION_PLANNED


def test_reading_does_not_begin_with_a_reader_who_left() -> None:
    match = meeting(proposal__volunteer__state="left")

    with pytest.raises(Refusal) as refused:
        visits.log(match=match, told=HELD, by=None, now=NOW)

    assert refused.value.code == "reader-left"
    assert not match.visits.exists()


def test_the_same_told_twice_is_one_visit() -> None:
    match = meeting()

    first = visits.log(match=match, told=HELD, by=None, now=NOW)
    again = visits.log(match=match, told=HELD, by=None, now=NOW)

    assert (first.pk, Visit.objects.count()) == (again.pk, 1)


def test_another_story_about_the_same_day_is_refused() -> None:
    match = meeting()
    visits.log(match=match, told=HELD, by=None, now=NOW)

    with pytest.raises(Refusal, match="visit-is-logged"):
        visits.log(match=match, told=MISSED, by=None, now=NOW)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (Account(TODAY + timedelta(days=1), held=True, minutes=60), "on"),
        (Account(TODAY - timedelta(days=1), held=True, minutes=60), "on"),
        (Account(TODAY, held=True), "minutes"),
        (Account(TODAY, held=True, minutes=241), "minutes"),
        (Account(TODAY, held=True, minutes=60, missed_reason="illness"), "missed_reason"),
        (Account(TODAY, held=False), "missed_reason"),
        (Account(TODAY, held=False, missed_reason="rain"), "missed_reason"),
        (Account(TODAY, held=False, missed_reason="illness", minutes=5), "minutes"),
        (Account(TODAY, held=True, minutes=60, note="x" * 201), "note"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(told: Account, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        visits.log(match=meeting(), told=told, by=None, now=NOW)

    assert set(refused.value.errors) == {field}


@pytest.mark.parametrize(
    "state", [MatchState.PROPOSED, MatchState.ACCEPTED, MatchState.DECLINED, MatchState.ENDED_EARLY]
)
def test_a_match_that_is_not_that_far_or_over_has_no_visits(state: MatchState) -> None:
    with pytest.raises(Refusal, match="no-visits"):
        visits.log(match=MatchFactory(state=state), told=HELD, by=None, now=NOW)


def test_after_care_is_five_visits_after_the_end() -> None:
    ended = NOW - timedelta(days=40)
    match = MatchFactory(
        state=MatchState.COMPLETED, ended_at=ended, proposed_at=NOW - timedelta(days=200), started_on=TODAY
    )
    for number in range(visits.AFTER_CARE):
        told = Account(TODAY - timedelta(days=number), held=True, minutes=45)
        visits.log(match=match, told=told, by=None, now=NOW)
    assert not visits.may_log(match)

    with pytest.raises(Refusal, match="after-care-over"):
        visits.log(match=match, told=Account(TODAY - timedelta(days=9), True, 45), by=None, now=NOW)

    forgotten = Account(TODAY - timedelta(days=60), held=True, minutes=45)
    assert visits.log(match=match, told=forgotten, by=None, now=NOW).pk


def test_a_correction_keeps_what_it_was_and_who_changed_it() -> None:
    by = coordinator()
    visit = visits.log(match=meeting(), told=HELD, by=None, now=NOW)

    visits.correct(visit=visit, told=MISSED, by=by, now=NOW)

    visit.refresh_from_db()
    assert (visit.held, visit.missed_reason, visit.minutes, visit.logged_by) == (False, "illness", None, by)
    change = StateChange.objects.get(subject="matching.visit", subject_id=visit.pk)
    assert (change.from_state, change.to_state, change.by) == (
        f"{TODAY}:held:60",
        f"{TODAY}:illness",
        by,
    )


def test_a_correction_of_an_older_version_is_refused() -> None:
    visit = visits.log(match=meeting(), told=HELD, by=None, now=NOW)
    read = visits.version(visit)
    visits.correct(visit=visit, told=MISSED, read=read, by=None, now=NOW)

    with pytest.raises(StaleError):
        visits.correct(visit=visit, told=HELD, read=read, by=None, now=NOW)


def test_a_visit_does_not_move_to_a_day_that_has_one() -> None:
    match = running(started_on=TODAY - timedelta(days=7))
    VisitFactory(match=match, on=TODAY - timedelta(days=7))
    visit = VisitFactory(match=match, on=TODAY)
    told = Account(TODAY - timedelta(days=7), held=True, minutes=60)

    with pytest.raises(Refusal, match="visit-is-logged"):
        visits.correct(visit=visit, told=told, by=None, now=NOW)


@pytest.mark.parametrize("told", [MISSED, Account(date(2026, 11, 22), held=True, minutes=60)])
def test_the_reading_began_with_the_first_visit_that_was_held(told: Account) -> None:
    match = meeting(proposed_at=NOW - timedelta(days=9))
    visit = visits.log(match=match, told=HELD, by=None, now=NOW)
    later = NOW + timedelta(days=7)
    visits.log(
        match=match, told=Account(TODAY + timedelta(days=7), held=True, minutes=60), by=None, now=later
    )

    visits.correct(visit=visit, told=told, by=None, now=later)

    match.refresh_from_db()
    assert match.started_on == (told.on if told.held else TODAY + timedelta(days=7))

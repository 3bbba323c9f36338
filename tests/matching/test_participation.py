"""Who takes part in a run, counted, agrees with whom a run really pairs; others have a reason."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from families.states import FamilyState
from matching.domain import participation, snapshot
from matching.domain.participation import News, Participation
from matching.domain.presets import rules_of
from matching.states import MatchState, ProposalState, RunState
from tests.factories.duos import DuoFactory
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory, OverrideFactory, ProposalFactory, RunFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import ProgrammeFactory, RegionFactory
from tests.factories.volunteers import VolunteerFactory
from volunteers.domain.certificates import months_after
from volunteers.domain.participation import first_valid
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def counted() -> Participation:
    return participation.participation(region=RegionFactory(), programme=ProgrammeFactory(), day=TODAY)


def news() -> News | None:
    return participation.news(region=RegionFactory(), programme=ProgrammeFactory())


def reasons(*lines: participation.LeftOut) -> dict[str, int]:
    return {line.code: line.count for line in lines}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, ""),
        ({"consented": False}, "no_consent"),
        ({"homes": [{"windows": []}]}, "no_moment"),
        ({"homes": []}, "no_moment"),
        ({"children": [date(2018, 11, 1)]}, ""),
        ({"children": [date(2018, 12, 1)]}, "no_child_of_age"),
        ({"children": [date(2013, 12, 1)]}, ""),
        ({"children": [date(2013, 11, 1)]}, "no_child_of_age"),
        ({"children": [date(2005, 1, 1), date(2016, 1, 1)]}, ""),
        ({"state": FamilyState.INTAKE_PLANNED}, "intake_planned"),
        ({"state": FamilyState.LOOK_AGAIN, "look_again_on": TOMORROW}, "look_again"),
        ({"state": FamilyState.REFERRED}, "referred"),
        ({"state": FamilyState.ACTIVE}, None),
    ],
)
def test_a_family_takes_part_or_has_a_reason(fields: dict[str, Any], reason: str | None) -> None:
    FamilyFactory(**fields)

    who = counted()

    assert who.families == (reason == "")
    assert reasons(*who.families_not_yet, *who.families_left_out) == ({reason: 1} if reason else {})


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, ""),
        ({"state": VolunteerState.RESTING}, "resting"),
        ({"state": VolunteerState.INTERVIEW_PLANNED}, "interview_planned"),
        ({"state": VolunteerState.LEFT}, None),
        ({"available_from": TOMORROW}, "not_now"),
        ({"available_from": TODAY}, ""),
        ({"available_until": YESTERDAY}, "not_now"),
        ({"available_until": TODAY}, ""),
        ({"certificate": False}, "no_certificate"),
        ({"certificate": date(2019, 1, 1)}, "certificate_lapsed"),
        ({"training_valid_until": YESTERDAY}, "training_lapsed"),
        ({"training_valid_until": TODAY}, ""),
        ({"windows": []}, "no_moment"),
        ({"programmes": []}, None),
    ],
)
def test_a_volunteer_takes_part_or_has_a_reason(fields: dict[str, Any], reason: str | None) -> None:
    VolunteerFactory(**fields)

    who = counted()

    assert who.volunteers == (reason == "")
    assert reasons(*who.volunteers_not_yet, *who.volunteers_left_out) == ({reason: 1} if reason else {})


def test_somebody_whose_seats_are_taken_has_no_room() -> None:
    MatchFactory(proposal__volunteer=VolunteerFactory(capacity=1), proposal__family__state="proposed")
    MatchFactory(proposal__volunteer=VolunteerFactory(capacity=2), proposal__family__state="proposed")
    MatchFactory(
        proposal__volunteer=VolunteerFactory(capacity=1),
        proposal__family__state="waiting",
        state=MatchState.DECLINED,
    )

    who = counted()

    assert who.volunteers == 2
    assert reasons(*who.volunteers_not_yet, *who.volunteers_left_out) == {"no_room": 1}


def test_both_of_a_duo_stay_out_when_one_of_them_cannot() -> None:
    DuoFactory(second=VolunteerFactory(certificate=False))

    who = counted()

    assert who.volunteers == 0
    assert reasons(*who.volunteers_not_yet, *who.volunteers_left_out) == {
        "no_certificate": 1,
        "half_a_duo": 1,
    }


def test_a_duo_is_full_when_one_of_them_is() -> None:
    duo = DuoFactory(second=VolunteerFactory(capacity=2))
    MatchFactory(proposal__volunteer=duo.first, proposal__family__state="proposed")

    who = counted()

    assert who.volunteers == 0
    assert reasons(*who.volunteers_not_yet, *who.volunteers_left_out) == {"no_room": 2}


def test_who_takes_part_is_whom_a_run_can_pair() -> None:
    VolunteerFactory()
    VolunteerFactory(available_from=TOMORROW)
    VolunteerFactory(certificate=date(2019, 1, 1))
    VolunteerFactory(windows=[])
    MatchFactory(proposal__volunteer=VolunteerFactory(capacity=1), proposal__family__state="proposed")
    DuoFactory(second=VolunteerFactory(state=VolunteerState.RESTING))
    FamilyFactory(children=[date(2005, 1, 1)])
    FamilyFactory(homes=[{"windows": []}])
    FamilyFactory()

    people = snapshot.read(
        region=RegionFactory(), programme=ProgrammeFactory(), rules=rules_of(ProgrammeFactory()), day=TODAY
    )

    who, readers = counted(), people.volunteers
    able = readers.available & (readers.capacity > 0) & readers.free.any(axis=(1, 2))
    assert who.volunteers == able.sum() == 1
    families = people.families
    assert who.families == (families.in_programme & families.free.any(axis=(1, 2))).sum() == 1


def test_families_without_a_moment_are_named_by_their_number() -> None:
    family = FamilyFactory(homes=[{"windows": []}], number=371)

    found = counted().without_moment

    assert found is not None
    assert (found.count, found.first, found.more) == (1, ((family.pk, "G-0371"),), 0)


def test_of_many_who_cannot_be_paired_the_first_are_named() -> None:
    for number in range(10):
        VolunteerFactory(windows=[], last_name=f"Ven {number}")

    (line,) = counted().volunteers_left_out

    assert (line.count, len(line.first), line.more) == (10, 8, 2)
    assert line.first[0][1] == "Noor van de Ven 0"


def test_counting_takes_as_many_queries_for_one_as_for_four() -> None:
    counts = []
    for _ in range(2):
        FamilyFactory()
        FamilyFactory(homes=[{"windows": []}])
        FamilyFactory(consented=False)
        DuoFactory()
        MatchFactory(proposal__volunteer=VolunteerFactory(), proposal__family__state="proposed")
        with CaptureQueriesContext(connection) as asked:
            counted()
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("months", [1, 3, 24, 36])
@pytest.mark.parametrize("day", [date(2027, 2, 28), date(2026, 5, 31), date(2027, 3, 1), date(2028, 2, 29)])
def test_the_first_valid_day_is_the_earliest_that_still_holds(day: date, months: int) -> None:
    first = first_valid(day, months=months)

    assert months_after(first, months) >= day
    assert months_after(first - timedelta(days=1), months) < day


def test_before_the_first_run_nothing_is_old() -> None:
    RunFactory(state=RunState.FAILED)

    assert news() is None


def test_what_came_since_the_last_run_is_counted() -> None:
    RunFactory(state=RunState.SUCCEEDED)
    later = NOW + timedelta(hours=1)
    FamilyFactory()
    FamilyFactory(registered_at=later)
    VolunteerFactory(registered_at=later)
    MatchFactory(proposal__family__state="waiting", state=MatchState.DECLINED, ended_at=later)
    MatchFactory(proposal__family__state="waiting", state=MatchState.EXPIRED)
    OverrideFactory(created_at=later)

    found = news()

    assert found is not None
    # The family and the volunteer of a pin came before the run.
    assert (found.families, found.volunteers, found.fell_through, found.decisions) == (1, 1, 1, 1)
    assert not found.is_none


def test_a_repeat_is_no_last_run() -> None:
    run = RunFactory(state=RunState.SUCCEEDED)
    ProposalFactory(run=run, state=ProposalState.DRAFT)
    RunFactory(state=RunState.SUCCEEDED, repeats=run)

    found = news()

    assert found is not None
    assert found.since == run
    assert found.is_none

"""From the registers to frozen columns."""

from datetime import date, timedelta

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.domain import snapshot
from matching.domain.last_visit import nth_week
from matching.domain.presets import rules_of
from matching.solver.pairing import PLACES, People
from matching.solver.slots import Slot, starts_of
from matching.states import DeclineReason, MatchState
from programmes.models import Programme, Region
from programmes.values.availability import Rhythm, Strength, Window
from programmes.values.languages import languages
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory, RunFactory, town
from tests.factories.moments import TODAY
from tests.factories.programmes import ProgrammeFactory, RegionFactory
from tests.factories.volunteers import VolunteerFactory

pytestmark = pytest.mark.django_db


def read() -> People:
    region, programme = RegionFactory(), ProgrammeFactory()
    assert isinstance(region, Region)
    assert isinstance(programme, Programme)
    return snapshot.read(region=region, programme=programme, rules=rules_of(programme), day=TODAY)


def free_starts(people: People, side: str, week: int = 0) -> set[str]:
    words = getattr(people, side).free[0, week]
    return {str(Slot.of_code(code)) for code in starts_of(words)}


def test_a_volunteer_becomes_a_row() -> None:
    volunteer = VolunteerFactory(
        languages=[("nl", "native"), ("ar", "A2")], capacity=3, age_wish_from=9, age_wish_to=11
    )

    rows = read().volunteers

    codes = list(languages())
    assert rows.id.tolist() == [volunteer.pk]
    assert (bool(rows.in_programme[0]), bool(rows.available[0])) == (True, True)
    assert int(rows.languages[0]) == 1 << codes.index("nl") | 1 << codes.index("ar")
    assert int(rows.languages_good[0]) == 1 << codes.index("nl")
    assert (int(rows.capacity[0]), rows.age_wish[0].tolist()) == (3, [9, 11])
    assert int(rows.places[0]) == 1 << PLACES.index("home")


def test_a_family_becomes_a_row() -> None:
    family = FamilyFactory(waiting_since=TODAY - timedelta(days=90), required_language="ar", readers_needed=2)

    rows = read().families

    assert rows.id.tolist() == [family.pk]
    assert (bool(rows.ready[0]), bool(rows.one_home[0]), bool(rows.urgent[0])) == (True, True, False)
    assert (int(rows.waiting_days[0]), int(rows.need[0])) == (90, 2)
    assert int(rows.required_language[0]) == list(languages()).index("ar")
    assert (int(rows.age_min[0]), int(rows.age_max[0]), int(rows.children[0])) == (9, 9, 1)


def test_coordinates_are_rounded() -> None:
    VolunteerFactory(x=149_213, y=411_088)

    rows = read().volunteers

    assert (rows.x[0].tolist(), rows.y[0].tolist()) == ([149_200, 149_200], [411_100, 411_100])


def test_starts_are_those_that_hold_a_visit() -> None:
    VolunteerFactory(windows=[Window(3, 14 * 60, 15 * 60 + 30)])

    assert free_starts(read(), "volunteers") == {"w 3 14:00", "w 3 14:30"}


def test_strong_starts_are_kept_apart() -> None:
    VolunteerFactory(windows=[Window(3, 14 * 60, 15 * 60), Window(4, 14 * 60, 15 * 60, Strength.IF_NEEDED)])

    rows = read().volunteers

    assert len(starts_of(rows.free[0, 0])) == 2
    assert [Slot.of_code(code).day for code in starts_of(rows.free_yes[0, 0])] == [3]


def test_alternating_homes_have_a_week_each() -> None:
    tuesday, friday = Window(2, 15 * 60, 16 * 60), Window(5, 15 * 60, 16 * 60)
    FamilyFactory(
        homes=[
            {"rhythm": Rhythm.WEEK_A, "x": 149_000, "windows": [tuesday]},
            {"rhythm": Rhythm.WEEK_B, "x": 151_000, "windows": [friday]},
        ]
    )

    people = read()

    assert not people.families.one_home[0]
    assert people.families.x[0].tolist() == [149_000, 151_000]
    assert free_starts(people, "families", 0) == {"w 2 15:00"}
    assert free_starts(people, "families", 1) == {"w 5 15:00"}


def test_running_matches_take_seat_and_starts() -> None:
    volunteer = VolunteerFactory(capacity=2, windows=[Window(3, 12 * 60, 18 * 60)])
    MatchFactory(proposal__volunteer=volunteer)

    people = read()

    assert int(people.volunteers.capacity[0]) == 1
    # A visit from 14:00 to 15:00 and half an hour on both sides of it.
    assert free_starts(people, "volunteers") == {
        *("w 3 12:00", "w 3 12:30", "w 3 15:30", "w 3 16:00", "w 3 16:30", "w 3 17:00")
    }


def test_ended_matches_take_nothing() -> None:
    volunteer = VolunteerFactory(windows=[Window(3, 14 * 60, 15 * 60)])
    MatchFactory(proposal__volunteer=volunteer, state=MatchState.DECLINED)

    people = read()

    assert int(people.volunteers.capacity[0]) == 1
    assert free_starts(people, "volunteers") == {"w 3 14:00"}


def test_two_who_parted_for_good_are_banned() -> None:
    match = MatchFactory(
        state=MatchState.ENDED_EARLY,
        end_reason=DeclineReason.NOT_AGAIN,
        proposal__family__state="waiting",
    )

    people = read()

    assert people.volunteers.id[people.bans[:, 0]].tolist() == [match.volunteer_id]
    assert people.families.id[people.bans[:, 1]].tolist() == [match.family_id]


def test_two_who_parted_otherwise_are_not_banned() -> None:
    MatchFactory(state=MatchState.ENDED_EARLY, proposal__family__state="waiting")

    assert len(read().bans) == 0


def test_the_programme_caps_the_distance() -> None:
    ProgrammeFactory(slug="doorleesexpress", max_metres=1_000)
    VolunteerFactory()

    rows = read().volunteers

    assert int(rows.max_minutes[0]) * int(rows.metres_per_minute[0]) <= 1_000


def test_nobody_at_all_is_a_snapshot_too() -> None:
    people = read()

    assert (len(people.volunteers), len(people.families)) == (0, 0)
    assert len(People.from_bytes(people.to_bytes()).volunteers) == 0


def test_number_of_queries_does_not_grow() -> None:
    counts = []
    for _ in range(2):
        town(volunteers=4, families=4)
        MatchFactory(proposal__volunteer__windows=[])
        with CaptureQueriesContext(connection) as few:
            read()
        counts.append(len(few))

    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_the_same_registers_give_the_same_fingerprint() -> None:
    town()
    run = RunFactory()

    first, second = (snapshot.take(run=run, rules=rules_of(run.programme), day=TODAY) for _ in range(2))
    VolunteerFactory()
    third = snapshot.take(run=run, rules=rules_of(run.programme), day=TODAY)

    assert first.sha256 == second.sha256
    assert first.sha256 != third.sha256


@pytest.mark.django_db(transaction=True)
def test_holds_no_name_and_no_exact_place() -> None:
    VolunteerFactory(first_name="Zonneschijn", x=149_213)

    content = snapshot.take(run=RunFactory(), rules=rules_of(ProgrammeFactory()), day=TODAY).content

    assert b"Zonneschijn" not in content
    assert np.int32(149_213).tobytes() not in content


def test_the_last_visit_skips_holidays() -> None:
    begin = date(2026, 12, 9)
    christmas = (date(2026, 12, 19), date(2027, 1, 3))

    last = nth_week(begin, number=4, without=[christmas])

    assert last == date(2027, 1, 13)

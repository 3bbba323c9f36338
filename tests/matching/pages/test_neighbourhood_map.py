"""The small map of a pair."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from matching.pages.neighbourhood_map import PAPER, PairMap, district_pairs, pair_map
from matching.pages.place_names import Names
from matching.states import RunState
from programmes.models import District
from tests.factories.families import FamilyFactory
from tests.factories.matching import ProposalFactory, RunFactory
from tests.factories.programmes import DistrictFactory
from tests.factories.volunteers import VolunteerFactory

pytestmark = pytest.mark.django_db
NUMBERS = range(6)


@pytest.fixture
def districts() -> list[District]:
    def square(west: float) -> dict[str, Any]:
        ring = [[west, 51.68], [west + 0.02, 51.68], [west + 0.02, 51.70], [west, 51.70], [west, 51.68]]
        return {"type": "Polygon", "coordinates": [ring]}

    return [
        DistrictFactory(
            code=f"52{n}1",
            name=f"Wijk {n}",
            x=149_200 + 1_380 * n,
            y=411_000,
            outline=square(5.30 + 0.02 * n),
        )
        for n in NUMBERS
    ]


def test_the_pair_is_marked_and_named(districts: list[District]) -> None:
    drawn = pair_map(districts, family=districts[1], volunteer=districts[3])

    assert drawn is not None
    assert [shape.is_marked for shape in drawn.shapes] == [n in {1, 3} for n in NUMBERS]
    assert {name.text for name in drawn.names if name.is_marked} == {"Wijk 1", "Wijk 3"}
    assert drawn.family is not None
    assert drawn.volunteer is not None
    assert drawn.family.x < drawn.volunteer.x


def test_two_in_one_district_stand_beside_each_other_under_one_name(districts: list[District]) -> None:
    drawn = pair_map(districts, family=districts[2], volunteer=districts[2])

    assert drawn is not None
    assert drawn.family is not None
    assert drawn.volunteer is not None
    assert drawn.family.x < drawn.volunteer.x
    assert [name.text for name in drawn.names if name.is_marked] == ["Wijk 2"]


def length(drawn: PairMap) -> float:
    assert drawn.family is not None
    assert drawn.volunteer is not None
    return drawn.volunteer.x - drawn.family.x


def test_other_pairs_are_thin_lines_and_the_map_comes_nearer(districts: list[District]) -> None:
    whole = pair_map(districts, family=districts[0], volunteer=districts[1])
    near = pair_map(
        districts, family=districts[0], volunteer=districts[1], others=[(districts[0].pk, districts[1].pk)]
    )

    assert whole is not None
    assert near is not None
    assert len(near.lines) == 1
    assert length(near) > length(whole)


def test_no_name_stands_over_another_or_off_the_paper() -> None:
    names = Names(PAPER.width, 120)

    first = names.add("De Kruiskamp", [(10, 50)])
    over = names.add("Boschveld", [(30, 52)])
    beside = names.add("Boschveld", [(30, 52), (30, 80)])
    off = names.add("Empel", [(200, 5)])

    assert (first, over, beside, off) == (True, False, True, False)
    assert names.placed[0].x > 10


def test_without_outlines_there_is_no_map() -> None:
    assert pair_map([DistrictFactory()], family=None, volunteer=None) is None


def test_the_pairs_of_a_run_are_counted_per_two_districts(
    districts: list[District], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    run = RunFactory(state=RunState.SUCCEEDED)
    own, *_others = [
        ProposalFactory(
            run=run,
            family=FamilyFactory(homes=[{"district": districts[home]}]),
            volunteer=VolunteerFactory(district=districts[start]),
        )
        for home, start in [(0, 1), (2, 3), (2, 3), (4, 5)]
    ]

    with django_assert_num_queries(1):
        found = district_pairs(run, without=own)

    assert found == [(districts[2].pk, districts[3].pk), (districts[4].pk, districts[5].pk)]

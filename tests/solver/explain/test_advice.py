"""Whom to look for, against adding them to the registers and computing everything anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from matching.solver import Control, InstanceError, solve
from matching.solver.explain.advice import Advice, Places, advice
from matching.solver.explain.recruits import Market, Recruits
from matching.solver.generate import SIZES, Size, people
from matching.solver.pairing import Rules, Volunteers, Weights, instance_of, pairs
from tests.solver.pairing.couple import couple, starts
from tests.solver.pairing.populations import populations

if TYPE_CHECKING:
    from matching.solver import Instance, Result
    from matching.solver.pairing import People
    from matching.solver.result import Vector

RULES, WEIGHTS = Rules(), Weights()


def solved(everybody: People) -> tuple[Instance, Result]:
    instance = instance_of(everybody, pairs(everybody, RULES, WEIGHTS, Control()), RULES)
    return instance, solve(instance)


def advised(
    everybody: People, places: Places, *, most: int = 20, control: Control | None = None
) -> tuple[Advice, ...]:
    return advice(everybody, RULES, WEIGHTS, *solved(everybody), places, most=most, control=control)


def places_of(everybody: People, count: int) -> Places:
    """Homes of some families."""
    return Places(everybody.families.x[:count, 0].copy(), everybody.families.y[:count, 0].copy())


def with_recruit(everybody: People, places: Places, recruit: Advice) -> People:
    kind = Recruits(*(np.array([value]) for value in (recruit.place, recruit.language, recruit.daypart)))
    hired = Market(places, everybody.volunteers, 0).volunteers(kind)
    columns = {
        name: np.concatenate([getattr(everybody.volunteers, name), getattr(hired, name)])
        for name in Volunteers.SPEC
    }
    return replace(everybody, volunteers=Volunteers(**columns))


def gained(everybody: People, places: Places, recruit: Advice) -> Vector:
    before, after = solved(everybody)[1], solved(with_recruit(everybody, places, recruit))[1]
    one, two, three, four, five = (
        new - old for new, old in zip(after.objective, before.objective, strict=True)
    )
    return one, two, three, four, five


@pytest.mark.parametrize("seed", range(4))
def test_in_a_city_the_first_gains_are_those_of_computing_everything_anew(seed: int) -> None:
    city = people(SIZES["city"], seed)
    places = places_of(city, 8)

    found = advised(city, places, most=6)

    assert len(found) == 6
    assert all(recruit.exact for recruit in found)
    assert [recruit.gain for recruit in found] == [gained(city, places, recruit) for recruit in found]


@pytest.mark.parametrize("seed", range(4))
def test_where_volunteers_are_scarce_a_recruit_helps_through_others(seed: int) -> None:
    town = people(Size(120, 60, 1), seed)
    places = places_of(town, 5)

    found = advised(town, places, most=8)

    assert [recruit.gain for recruit in found] == [gained(town, places, recruit) for recruit in found]


@settings(
    max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(populations)
def test_gains_are_right_in_odd_neighbourhoods(everybody: People) -> None:
    places = places_of(everybody, 2)

    for recruit in advised(everybody, places, most=3):
        assert recruit.exact
        assert recruit.gain == gained(everybody, places, recruit)


def test_nobody_outside_the_list_would_help_more() -> None:
    town = people(Size(40, 25, 1), 2)
    places = places_of(town, 2)

    found = advised(town, places, most=1)

    everywhere = [
        gained(town, places, Advice(place, -1, daypart, found[0].gain, 0, exact=True))
        for place in range(2)
        for daypart in range(21)
    ]
    assert found[0].gain >= max(everywhere)


def test_better_recruits_come_first_and_each_place_and_part_of_the_week_once() -> None:
    town = people(Size(120, 60, 1), 1)

    found = advised(town, places_of(town, 6), most=40)

    assert [recruit.gain for recruit in found] == sorted((recruit.gain for recruit in found), reverse=True)
    assert len({(recruit.place, recruit.daypart) for recruit in found}) == len(found) == 40


HERE = Places(np.array([1_000], np.int32), np.array([0], np.int32))
NOBODY_FREE = {"free": [starts()] * 2, "free_yes": [starts()] * 2}


def test_the_part_of_the_week_is_that_of_the_family() -> None:
    late = starts("3 17:00", "3 17:30")
    found = advised(
        couple(NOBODY_FREE, {"free": [late] * 2, "free_yes": [late] * 2, "waiting_days": 60}), HERE
    )

    assert [(recruit.daypart, recruit.language, recruit.families) for recruit in found] == [
        (2 * 3 + 2, -1, 1)
    ]
    assert found[0].gain[:3] == (0, 1, 2)
    assert found[0].exact


def test_a_language_is_named_where_a_family_asks_for_it() -> None:
    found = advised(couple(NOBODY_FREE, {"required_language": 5}), HERE)

    assert {recruit.language for recruit in found} == {5}


def test_no_language_is_named_where_dutch_does() -> None:
    found = advised(couple(NOBODY_FREE, {"home_languages": 1 << 5}), HERE)

    assert {recruit.language for recruit in found} == {-1}


def test_dutch_has_the_number_that_is_told() -> None:
    asking = couple(NOBODY_FREE, {"required_language": 5})

    found = advice(asking, RULES, WEIGHTS, *solved(asking), HERE, dutch=5)

    assert {recruit.language for recruit in found} == {-1}


def test_nobody_is_advised_where_everybody_is_placed() -> None:
    assert advised(couple(), HERE) == ()


def test_nobody_is_advised_out_of_reach() -> None:
    away = Places(np.array([90_000], np.int32), np.array([0], np.int32))

    assert advised(couple(NOBODY_FREE), away) == ()


def test_one_recruit_does_not_place_a_family_that_needs_two() -> None:
    assert advised(couple(NOBODY_FREE, {"need": 2}), HERE) == ()


def test_one_recruit_is_the_second_reader_of_a_family_that_has_one() -> None:
    later = starts("1 16:00", "1 18:00")
    found = advised(couple({}, {"need": 2, "free": [later] * 2, "free_yes": [later] * 2}), HERE)

    assert [(recruit.gain[:3], recruit.exact) for recruit in found] == [((0, 1, 0), True)] * len(found)
    assert [recruit.daypart for recruit in found] == [2]


def test_a_programme_without_volunteers_is_advised_too() -> None:
    empty = couple({"available": False})

    assert advised(empty, HERE)[0].gain[:2] == (0, 1)


def test_without_places_there_is_no_advice() -> None:
    nowhere = Places(np.empty(0, np.int32), np.empty(0, np.int32))

    assert advised(couple(NOBODY_FREE), nowhere) == ()


def test_places_need_both_coordinates() -> None:
    with pytest.raises(InstanceError, match="as many x as y"):
        Places(np.zeros(2, np.int32), np.zeros(1, np.int32))


def test_after_a_stop_gains_are_estimates() -> None:
    town = people(Size(120, 60, 1), 3)

    found = advised(town, places_of(town, 5), control=Control(stop=lambda: True))

    assert found
    assert not all(recruit.exact for recruit in found)


@pytest.mark.parametrize("seed", range(3))
def test_gains_count_pins_and_published_pairs(seed: int) -> None:
    town = people(Size(90, 50, 1), seed)
    found = pairs(town, RULES, WEIGHTS, Control())
    _, first = np.unique(found.family, return_index=True)
    ends = np.stack([found.volunteer, found.family], axis=1)[first]
    decided = replace(town, pins=ends[:1], published=ends[::4])
    places = places_of(decided, 4)

    recruits = advised(decided, places, most=5)

    assert [recruit.gain for recruit in recruits] == [gained(decided, places, one) for one in recruits]

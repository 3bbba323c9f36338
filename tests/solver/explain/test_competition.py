"""The set that a family competes in, against following every exchange by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from matching.solver import PinError, solve
from matching.solver.explain.competition import Competition, competition
from matching.solver.generate import SIZES, Size, generate
from tests.solver.documents import document, instance, pair, problem
from tests.solver.strategies import CLASH_FREE, PINNED, TWO_READERS, instances

if TYPE_CHECKING:
    from matching.solver import Instance, Result

quick = settings(
    max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def unplaced(of: Instance, result: Result) -> list[int]:
    served = set(of.family[result.pair].tolist())
    return sorted(set(of.family.tolist()) - served)


def by_hand(of: Instance, result: Result, start: int) -> tuple[set[int], set[int]]:
    """Families and volunteers reached from one family, pair by pair."""
    pairs = list(zip(of.volunteer.tolist(), of.family.tolist(), strict=True))
    matched = [pairs[row] for row in result.pair.tolist()]
    families, volunteers = {start}, set[int]()
    while True:
        volunteers |= {volunteer for volunteer, family in pairs if family in families}
        reached = families | {family for volunteer, family in matched if volunteer in volunteers}
        if reached == families:
            return families, volunteers
        families = reached


@quick
@given(instances(TWO_READERS))
def test_the_set_is_what_exchanges_reach_and_nobody_more(tiny: Instance) -> None:
    result = solve(tiny)

    found = competition(tiny, result)

    assert sorted(found) == unplaced(tiny, result)
    for family, shared in found.items():
        families, volunteers = by_hand(tiny, result, family)
        # A volunteer without room is nobody's; what is left of the pairs decides further on.
        assert set(shared.families) <= families
        assert set(shared.volunteers) <= volunteers
        assert {*tiny.volunteer[tiny.family == family].tolist()} <= set(shared.volunteers)


@quick
@given(instances(CLASH_FREE))
def test_where_only_room_is_scarce_there_are_more_families_than_places(tiny: Instance) -> None:
    for family, shared in competition(tiny, solve(tiny)).items():
        assert shared.places == sum(tiny.capacity[list(shared.volunteers)])
        assert shared.places == len(shared.families) - 1
        assert shared.lowest >= (int(tiny.urgent[family]), int(tiny.band[family]))


@quick
@given(instances(CLASH_FREE))
def test_families_in_the_set_have_no_other_volunteers_with_room(tiny: Instance) -> None:
    for shared in competition(tiny, solve(tiny)).values():
        theirs = np.isin(tiny.family, shared.families) & (tiny.capacity > 0)[tiny.volunteer]
        assert set(tiny.volunteer[theirs].tolist()) <= set(shared.volunteers)


@quick
@given(instances(PINNED))
def test_pins_and_clashes_and_two_readers_leave_no_more_places_than_the_families_need(tiny: Instance) -> None:
    try:
        result = solve(tiny)
    except PinError:
        return
    for shared in competition(tiny, result).values():
        assert shared.places < tiny.need[list(shared.families)].sum()


def test_a_city_is_told_apart_by_its_towns() -> None:
    town = generate(Size(300, 150, 3), 1)
    result = solve(town)

    found = competition(town, result)

    assert len(found) > 20
    for family, shared in found.items():
        families, volunteers = by_hand(town, result, family)
        assert (set(shared.families), set(shared.volunteers)) == (families, volunteers)


def crowd(*waiting: int, urgent: tuple[int, ...] = ()) -> Instance:
    """Families who waited so many days and share one volunteer; another volunteer has one of them only."""
    families = {
        f"f{row}": {"waiting_days": days, "urgent": row in urgent} for row, days in enumerate(waiting)
    }
    pairs = [pair("v1", name, 500, ["w 1 16:00"]) for name in families]
    return instance(problem({"v1": 1, "v2": 1}, families, [*pairs, pair("v2", "f0", 900, ["w 1 16:00"])]))


def test_the_lowest_priority_served_is_told() -> None:
    few = crowd(300, 56, 28)

    assert competition(few, solve(few)) == {2: Competition(2, (1, 2), (0,), 1, (0, 2))}


def test_urgency_goes_before_waiting() -> None:
    few = crowd(300, 0, 280, urgent=(1,))

    assert competition(few, solve(few))[2].lowest == (1, 0)


def test_a_family_for_two_with_one_reader_competes_with_nobody() -> None:
    alone = instance(
        problem({"v1": 1}, {"f1": {"need": 2, "waiting_days": 60}}, [pair("v1", "f1", 5, ["w 1 16:00"])])
    )

    assert competition(alone, solve(alone)) == {0: Competition(0, (0,), (0,), 0, (0, 2))}


def test_a_pinned_family_keeps_its_place_without_looking_further() -> None:
    pairs = [
        pair(v, f, 5, ["w 1 16:00"]) for v, f in (("v1", "f1"), ("v1", "f2"), ("v2", "f1"), ("v2", "f3"))
    ]
    families = {"f1": {"waiting_days": 0}, "f2": {"waiting_days": 90}, "f3": {"waiting_days": 90}}
    pinned = instance(problem({"v1": 1, "v2": 1}, families, pairs, pins=[["v1", "f1"]]))

    assert competition(pinned, solve(pinned)) == {1: Competition(1, (0, 1), (0,), 1, (0, 0))}


def test_nobody_competes_when_all_are_placed() -> None:
    assert competition(instance(document()), solve(instance(document()))) == {}


@pytest.mark.parametrize("seed", range(3))
def test_in_a_proven_city_nobody_of_a_lower_priority_was_preferred(seed: int) -> None:
    town = generate(SIZES["city"], seed)
    result = solve(town)
    assert result.certificate is not None

    for family, shared in competition(town, result).items():
        assert shared.lowest >= (int(town.urgent[family]), int(town.band[family])) or shared.places < sum(
            town.capacity[list(shared.volunteers)]
        )

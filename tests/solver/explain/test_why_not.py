"""Why a family has nobody, against looking at every volunteer and every change one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from matching.solver import Control, Slot, solve
from matching.solver.explain.enlarged import Neighbourhoods
from matching.solver.explain.given_way import given_way
from matching.solver.explain.relaxation import ORDER, Relaxation
from matching.solver.explain.terms import Terms
from matching.solver.explain.why_not import Blockers, why_not
from matching.solver.generate import Size, people
from matching.solver.pairing import RULE_CODES, People, Rules, Weights, check, instance_of, pairs
from matching.solver.pairing.rules import PREDICATES
from tests.solver.pairing.couple import couple, starts
from tests.solver.pairing.populations import populations

if TYPE_CHECKING:
    from matching.solver import Instance, Result

quick = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
RULES, WEIGHTS = Rules(), Weights()
TERMS = Terms(RULES, WEIGHTS)
NOTHING = starts()


def solved(everybody: People) -> tuple[Instance, Result]:
    instance = instance_of(everybody, pairs(everybody, RULES, WEIGHTS, Control()), RULES)
    return instance, solve(instance)


def explained(everybody: People, control: Control | None = None) -> dict[int, Blockers]:
    return why_not(everybody, RULES, WEIGHTS, *solved(everybody), control=control)


def broken_by(everybody: People, volunteer: int, family: int) -> list[str]:
    """Every rule that the two break; the moment is looked for as if travel had no end, if it is too far."""
    rows = np.array([volunteer]), np.array([family])
    found = [code for code in RULE_CODES if not PREDICATES[code](everybody, *rows, RULES)[0]]
    if "distance" in found and "slot" in found:
        limit = np.full_like(everybody.volunteers.max_minutes, 32_000)
        tireless = replace(everybody, volunteers=replace(everybody.volunteers, max_minutes=limit))
        if PREDICATES["slot"](tireless, *rows, RULES)[0]:
            found.remove("slot")
    return found


@quick
@given(populations)
def test_every_family_without_a_pair_that_takes_part_is_told_about_and_no_other(everybody: People) -> None:
    found = explained(everybody)

    with_pair = set(pairs(everybody, RULES, WEIGHTS, Control()).family.tolist())
    here = np.flatnonzero(everybody.families.in_programme & everybody.families.ready).tolist()
    assert sorted(found) == [family for family in here if family not in with_pair]
    assert all(blockers.family == family for family, blockers in found.items())


@quick
@given(populations)
def test_volunteers_are_counted_at_the_first_rule_and_where_it_is_the_only_one(everybody: People) -> None:
    for family, blockers in explained(everybody).items():
        rules = [broken_by(everybody, volunteer, family) for volunteer in range(len(everybody.volunteers))]
        first = [
            RULE_CODES[int(check(everybody, np.array([row]), np.array([family]), RULES)[0]) - 1]
            for row in range(len(everybody.volunteers))
        ]

        assert blockers.lost == {code: first.count(code) for code in RULE_CODES}
        assert blockers.alone == {code: rules.count([code]) for code in RULE_CODES}


@quick
@given(populations)
def test_after_the_smallest_change_the_two_are_a_pair(everybody: People) -> None:
    for family, blockers in explained(everybody).items():
        if blockers.smallest is not None:
            assert len(TERMS.pairs(*given_way(everybody, family, blockers.smallest))) == 1


@quick
@given(populations)
def test_a_minute_less_would_not_do(everybody: People) -> None:
    for family, blockers in explained(everybody).items():
        change = blockers.smallest
        if change is not None and change.rule == "distance":
            less = replace(change, amount=change.amount - 1)
            assert len(TERMS.pairs(*given_way(everybody, family, less))) == 0


def told(change: Relaxation | None) -> tuple[str, int, tuple[str, ...]] | None:
    return None if change is None else (change.rule, change.amount, tuple(map(str, change.slots)))


@pytest.mark.parametrize(
    ("volunteer", "family", "change"),
    [
        ({"max_minutes": 9}, {}, ("distance", 1, ())),
        ({"max_minutes": 2}, {"x": [9_000, 700], "one_home": False}, ("distance", 5, ())),
        ({"valid_until": 92}, {}, ("certificate", 8, ())),
        ({}, {"required_language": 3}, ("language", 1, ())),
        ({"places": 1}, {"places": 6}, ("place", 1, ())),
        ({"places": 8}, {"places": 0}, ("place", 3, ())),
        (
            {"max_children": 1, "age_min": 9, "age_max": 10},
            {"children": 3, "age_max": 12},
            ("children", 5, ()),
        ),
        ({"capacity": 0}, {}, ("capacity", 1, ())),
        ({"free": [starts("1 19:00")] * 2}, {}, ("slot", 150, ("w 1 16:30",))),
        ({"free": [starts("2 16:00")] * 2}, {}, ("slot", 780, ("w 1 16:00",))),
        ({"places": 8}, {"places": 6, "required_language": 3}, None),
        ({"in_programme": False}, {}, None),
        ({"available": False}, {}, None),
        ({"restrictions": 1}, {"restrictions": 1}, None),
        ({"places": 0}, {"places": 0}, None),
        ({"free": [NOTHING] * 2}, {"free": [NOTHING] * 2}, None),
    ],
)
def test_the_smallest_change_tells_how_much(
    volunteer: dict[str, Any], family: dict[str, Any], change: tuple[str, int, tuple[str, ...]] | None
) -> None:
    found = explained(couple(volunteer, family))

    assert told(found[0].smallest) == change


def test_a_ban_does_not_give_way() -> None:
    assert explained(couple(bans=[[0, 0]]))[0].smallest is None


def test_too_near_does_not_give_way() -> None:
    near, rules = couple(), Rules(min_metres=1_001)
    instance = instance_of(near, pairs(near, rules, WEIGHTS, Control()), rules)

    found = why_not(near, rules, WEIGHTS, instance, solve(instance))

    assert found[0].alone["distance"] == 1
    assert found[0].smallest is None


def crowd(*volunteers: dict[str, Any], family: dict[str, Any] | None = None) -> People:
    """Several volunteers around one family."""
    everybody = [couple({"id": number} | values, family) for number, values in enumerate(volunteers, start=1)]
    columns = {
        name: np.concatenate([getattr(each.volunteers, name) for each in everybody])
        for name in everybody[0].volunteers.SPEC
    }
    return replace(everybody[0], volunteers=type(everybody[0].volunteers)(**columns))


# A change of each size, in the order in which they are preferred.
STEPS: list[dict[str, Any]] = [
    {"max_minutes": 5},
    {"free": [starts("1 17:30")] * 2, "free_yes": [NOTHING] * 2},
    {"places": 8},
    {"free": [starts("2 16:00")] * 2},
    {"x": [4_000, 4_000]},
    {"max_children": 0},
    {"languages": 4},
    {"capacity": 0},
    {"valid_until": 99},
    {"x": [9_000, 9_000]},
]


def test_there_is_a_step_for_each_change_in_the_order() -> None:
    assert len(STEPS) == len(ORDER)


@pytest.mark.parametrize("step", range(len(STEPS)))
def test_smaller_changes_go_before_larger_ones(step: int) -> None:
    everybody = crowd(*reversed(STEPS[step:]), family={"required_language": 0})

    change = explained(everybody)[0].smallest

    assert change is not None
    assert change.volunteer == len(STEPS) - 1 - step
    assert change.rule == ORDER[step][0]


def test_of_equal_changes_the_shorter_way_is_asked_for_then_the_lower_number() -> None:
    far, near = {"places": 8, "x": [500, 500]}, {"places": 8}

    assert explained(crowd(near, far, far))[0].smallest == Relaxation("place", 1, 0, (), places=True)


def test_of_equal_changes_one_that_surely_places_the_family_is_asked_for() -> None:
    everybody = crowd({"max_minutes": 9}, {"max_minutes": 9, "capacity": 2})
    busy = replace(
        everybody,
        families=replace(
            everybody.families,
            **{
                name: np.concatenate([getattr(everybody.families, name)] * 2)
                for name in everybody.families.SPEC
                if name not in {"id", "x"}
            },
            id=np.array([7, 8]),
            x=np.array([[1_000, 1_000], [500, 500]], np.int32),
        ),
    )

    found = explained(busy)

    assert list(found) == [0]
    assert found[0].smallest is not None
    assert found[0].smallest.places


def test_nothing_is_worked_out_after_a_stop() -> None:
    change = explained(couple({"max_minutes": 9}), Control(stop=lambda: True))[0].smallest

    assert change == Relaxation("distance", 0, 1, (), places=None)


def test_one_more_reader_does_not_place_a_family_that_needs_two() -> None:
    change = explained(couple({"max_minutes": 9}, {"need": 2}))[0].smallest

    assert change == Relaxation("distance", 0, 1, (), places=False)


def test_a_moment_keeps_its_rhythm() -> None:
    monday, tuesday = starts("1 16:00"), starts("2 16:00")
    change = explained(couple({"free": [monday, NOTHING]}, {"free": [monday, tuesday]}))[0].smallest

    assert change is not None
    assert change.slots == (Slot("b", 2, 960),)


@pytest.mark.parametrize("seed", range(6))
def test_whether_a_family_would_be_placed_is_what_solving_everything_says(seed: int) -> None:
    everybody = people(Size(60, 45, 1), seed)
    instance, result = solved(everybody)

    found = why_not(everybody, RULES, WEIGHTS, instance, result)

    around, every_row = Neighbourhoods(instance), np.arange(instance.pair_count)
    for family, blockers in found.items():
        if blockers.smallest is not None:
            added = TERMS.instance(*given_way(everybody, family, blockers.smallest))
            outcome = solve(around.enlarged(added, every_row))
            served = any(match.family == added.families[0] for match in outcome.matches)
            assert blockers.smallest.places == served


@quick
@given(populations)
def test_the_same_holds_in_odd_neighbourhoods(everybody: People) -> None:
    instance, result = solved(everybody)
    around, every_row = Neighbourhoods(instance), np.arange(instance.pair_count)

    for family, blockers in why_not(everybody, RULES, WEIGHTS, instance, result).items():
        if blockers.smallest is not None:
            added = TERMS.instance(*given_way(everybody, family, blockers.smallest))
            outcome = solve(around.enlarged(added, every_row))
            assert blockers.smallest.places == (outcome.objective > result.objective)

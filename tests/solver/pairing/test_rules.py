"""Each rule by itself: two people who fit, one thing changed, the rule that says so."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from matching.solver import Control, InstanceError
from matching.solver.pairing import KINDS, RULE_CODES, People, Rules, check
from matching.solver.pairing.pairs import pairs
from matching.solver.pairing.rules import MOST_METRES, check_rules, common_words, kinds, metres, reachable
from matching.solver.pairing.score import Weights
from tests.solver.pairing.couple import couple, starts

ROW = np.array([0])


USUAL = Rules()


def first_broken(people: People, rules: Rules = USUAL) -> str:
    answer = int(check(people, ROW, ROW, rules)[0])
    return RULE_CODES[answer - 1] if answer else "fits"


def test_two_who_fit_break_no_rule() -> None:
    assert first_broken(couple()) == "fits"


@pytest.mark.parametrize(
    ("volunteer", "family", "rule"),
    [
        ({"in_programme": False}, {}, "programme"),
        ({}, {"in_programme": False}, "programme"),
        ({"available": False}, {}, "state"),
        ({}, {"ready": False}, "state"),
        ({"valid_until": 99}, {"last_visit": 100}, "certificate"),
        ({"max_minutes": 9}, {}, "distance"),
        ({}, {"required_language": 3}, "language"),
        ({"free": [starts("1 09:00"), starts("1 09:00")]}, {}, "slot"),
        ({"places": 2}, {"places": 5}, "place"),
        ({"max_children": 1}, {"children": 2}, "children"),
        ({"age_min": 9}, {"age_min": 8}, "children"),
        ({"age_max": 11}, {"age_max": 12}, "children"),
        ({"restrictions": 3}, {"restrictions": 2}, "restriction"),
        ({"capacity": 0}, {}, "capacity"),
        ({"capacity": 0, "available": False}, {"required_language": 3}, "state"),
    ],
)
def test_the_first_broken_rule_is_told(volunteer: dict[str, Any], family: dict[str, Any], rule: str) -> None:
    assert first_broken(couple(volunteer, family)) == rule


@pytest.mark.parametrize(
    ("volunteer", "family"),
    [
        ({"valid_until": 100}, {"last_visit": 100}),
        ({"max_minutes": 10}, {}),
        ({"languages": 0b1001}, {"required_language": 3}),
        ({"languages": 1 << 63}, {"required_language": 63}),
        ({"x": [9_000, 1_000]}, {}),
        ({"restrictions": 1}, {"restrictions": 2}),
    ],
)
def test_who_just_fits_fits(volunteer: dict[str, Any], family: dict[str, Any]) -> None:
    assert first_broken(couple(volunteer, family)) == "fits"


def test_a_ban_is_a_rule() -> None:
    assert first_broken(couple(bans=[[0, 0]])) == "ban"


def test_too_near_is_a_matter_of_distance() -> None:
    assert first_broken(couple(), Rules(min_metres=1_001)) == "distance"
    assert first_broken(couple(), Rules(min_metres=1_000)) == "fits"


@pytest.mark.parametrize("least", [-1, MOST_METRES + 1])
def test_a_least_distance_that_cannot_be_is_refused(least: int) -> None:
    with pytest.raises(InstanceError, match=r"rules\.min_metres"):
        check_rules(Rules(min_metres=least))


@pytest.mark.parametrize(
    ("x", "y", "expected"), [(3, 4, 5), (1, 1, 2), (0, 0, 0), (9_999_999, 9_999_999, 14_142_135)]
)
def test_metres_are_rounded_up_exactly(x: int, y: int, expected: int) -> None:
    people = couple({"x": [0, 0], "y": [0, 0]}, {"x": [x, x], "y": [y, y]})

    assert metres(people, ROW, ROW, 0).tolist() == [expected]


A, B, C = starts("1 16:00"), starts("2 16:00"), starts("3 16:00")
BOTH_DAYS, NOTHING = A | B, starts()


@pytest.mark.parametrize(
    ("volunteer", "family", "one_home", "kind"),
    [
        ([A, A], [A, A], True, "w"),
        ([BOTH_DAYS, A], [A, BOTH_DAYS], True, "w"),
        ([BOTH_DAYS, BOTH_DAYS], [A, B], True, "ab"),
        ([A, NOTHING], [A, NOTHING], True, "a"),
        ([A, B], [NOTHING, B], True, "b"),
        ([A, NOTHING], [A, A], True, None),
        ([A, A], [A, A], False, "ab"),
        ([A, NOTHING], [A, A], False, "a"),
        ([A, B], [C, B], False, "b"),
        ([A, B], [C, C], False, None),
    ],
)
def test_how_two_can_meet(volunteer: list[Any], family: list[Any], one_home: bool, kind: str | None) -> None:
    people = couple({"free": volunteer}, {"free": family, "one_home": one_home})

    near = reachable(people, ROW, ROW, Rules())
    answer = int(kinds(people.families, ROW, common_words(people, ROW, ROW, near))[0])

    assert (KINDS[answer] if answer >= 0 else None) == kind


def test_a_home_out_of_reach_leaves_the_weeks_of_the_other() -> None:
    people = couple({}, {"one_home": False, "x": [1_000, 9_000], "free": [A, A]})

    found = pairs(people, Rules(), Weights(), Control())

    assert [str(slot) for option in found.options_of(0) for slot in option] == ["a 1 16:00"]


def test_travel_is_told_to_the_farther_of_two_homes() -> None:
    people = couple({"max_minutes": 30}, {"one_home": False, "x": [1_000, 2_001], "free": [A, A]})

    found = pairs(people, Rules(), Weights(), Control())

    assert found.minutes.tolist() == [21]

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.solver import Control, PinError, Progress
from matching.solver.generate import SIZES, Size, people
from matching.solver.pairing import (
    KINDS,
    PART_NAMES,
    RULE_CODES,
    Pairs,
    People,
    Rules,
    Weights,
    check,
    instance_of,
    pairs,
)
from matching.solver.pairing.rules import BOTH
from matching.solver.slots import Slot, starts_of
from tests.solver.pairing.populations import population, populations

quick = settings(
    max_examples=120, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
rules = st.builds(Rules, min_metres=st.sampled_from([0, 0, 800]))


def naive(everybody: People, by: Rules) -> tuple[list[tuple[int, int]], Counter[str]]:
    """Every volunteer with every family, one after the other."""
    found, lost = [], Counter[str]()
    for volunteer in range(len(everybody.volunteers)):
        for family in range(len(everybody.families)):
            answer = int(check(everybody, np.array([volunteer]), np.array([family]), by)[0])
            if answer:
                lost[RULE_CODES[answer - 1]] += 1
            else:
                found.append((volunteer, family))
    return found, lost


@quick
@given(populations, rules)
def test_the_range_join_finds_what_a_double_loop_finds(everybody: People, by: Rules) -> None:
    found = pairs(everybody, by, Weights(), Control())

    expected, lost = naive(everybody, by)
    assert list(zip(found.volunteer.tolist(), found.family.tolist(), strict=True)) == expected
    assert Counter(found.lost) == lost


@quick
@given(populations)
def test_a_score_is_the_sum_of_its_parts_and_each_part_within_its_weight(everybody: People) -> None:
    weights = Weights()

    found = pairs(everybody, Rules(), weights, Control())

    limits = [getattr(weights, name) for name in PART_NAMES]
    assert (found.parts.sum(axis=1) == found.score).all()
    assert ((found.parts >= 0) & (found.parts <= limits)).all()


@quick
@given(populations)
def test_the_instance_lists_every_common_moment_and_no_other(everybody: People) -> None:
    found = pairs(everybody, Rules(), Weights(), Control())

    instance = instance_of(everybody, found, Rules())

    for pair in range(len(found)):
        options = instance.options_of(pair)
        assert len(set(options)) == len(options) <= 182
        assert sorted(options) == sorted(found.options_of(pair))
        assert found.kind[pair] == BOTH or len(options) == found.common[pair] == moments(
            everybody, found, pair
        )
        assert {"".join(slot.rhythm for slot in option) for option in options} == {KINDS[found.kind[pair]]}
        assert all(suits(everybody, found.volunteer[pair], found.family[pair], option) for option in options)


def moments(everybody: People, found: Pairs, pair: int) -> int:
    """Number of starts that suit both in all weeks of the pair's kind, counted one by one."""
    sides = ((everybody.volunteers, found.volunteer[pair]), (everybody.families, found.family[pair]))
    weeks = {"w": (0, 1), "a": (0,), "b": (1,)}[KINDS[found.kind[pair]]]
    return len(
        set.intersection(*(set(starts_of(side.free[row, week])) for side, row in sides for week in weeks))
    )


def suits(everybody: People, volunteer: np.int32, family: np.int32, option: tuple[Slot, ...]) -> bool:
    """Both can start at each slot of the option, in each of its weeks."""
    weeks = {"w": (0, 1), "a": (0,), "b": (1,)}
    return all(
        slot.bit in starts_of(side.free[row, week])
        for slot in option
        for week in weeks[slot.rhythm]
        for side, row in ((everybody.volunteers, volunteer), (everybody.families, family))
    )


def test_no_volunteer_and_no_family_make_no_pairs() -> None:
    found = pairs(people(Size(0, 0, 1), 1), Rules(), Weights(), Control())

    assert len(found) == 0
    assert instance_of(found.people, found, Rules()).pair_count == 0


def test_a_larger_town_equals_the_double_check_in_bulk() -> None:
    town = people(SIZES["city"], 5)
    volunteer, family = np.divmod(np.arange(300 * 200), 200)

    found = pairs(town, Rules(), Weights(), Control())

    answers = check(town, volunteer, family, Rules())
    assert np.array_equal(found.volunteer, volunteer[answers == 0])
    assert np.array_equal(found.family, family[answers == 0])
    assert found.lost == {code: int((answers == n).sum()) for n, code in enumerate(RULE_CODES, start=1)}


def test_progress_of_pairing_is_told() -> None:
    told: list[Progress] = []

    pairs(people(SIZES["city"], 1), Rules(), Weights(), Control(on_progress=told.append))

    assert {step.phase for step in told} == {"pairing"}


def test_pins_and_published_pairs_reach_the_instance_in_their_order() -> None:
    everybody = population(3)
    found = pairs(everybody, Rules(), Weights(), Control())
    ends = np.stack([found.volunteer, found.family], axis=1)[[2, 0]]

    instance = instance_of(replace(everybody, pins=ends, published=ends), found, Rules())

    assert instance.pins.tolist() == [2, 0]
    assert instance.published.tolist() == [0, 2]


def test_a_published_pair_that_is_no_longer_feasible_is_let_go() -> None:
    everybody = population(3)
    found = pairs(everybody, Rules(), Weights(), Control())
    gone = replace(everybody, published=everybody.bans)

    assert not len(instance_of(gone, found, Rules()).published)


def test_a_pin_on_two_who_may_not_be_paired_names_the_rule() -> None:
    everybody = population(3)
    found = pairs(everybody, Rules(), Weights(), Control())
    ends = np.array([[found.volunteer[0], found.family[0]]])
    banned = replace(everybody, bans=ends, pins=ends)

    with pytest.raises(PinError, match="rule ban") as refusal:
        instance_of(banned, pairs(banned, Rules(), Weights(), Control()), Rules())

    assert refusal.value.rule == "ban"

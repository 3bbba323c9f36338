"""What must not change an answer, what may only change it one way, and what a person who stops it gets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from matching.solver import Control, Instance, PinError, Progress, Result, solve
from matching.solver.generate import Size, generate
from tests.solver.answers import check, outcome, shuffle, without
from tests.solver.exhaustive import best
from tests.solver.strategies import ALL, SHIFTED, SINGLE_READERS, instances

if TYPE_CHECKING:
    from random import Random


thorough = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)


def solved(tiny: Instance) -> Result:
    """The answer, of instances whose pins can hold."""
    try:
        return solve(tiny)
    except PinError:
        assume(False)
        raise


@settings(thorough, max_examples=200)
@given(instances(ALL), st.integers(0, 5))
def test_one_more_volunteer_never_lowers_the_objective(tiny: Instance, number: int) -> None:
    volunteer = number % len(tiny.volunteers)
    assume(not (tiny.pinned & (tiny.volunteer == volunteer)).any())

    fewer = solved(without(tiny, tiny.volunteer == volunteer))

    assert fewer.objective <= solved(tiny).objective


@settings(thorough, max_examples=200)
@given(instances(ALL), st.integers(0, 30))
def test_a_ban_never_raises_the_objective(tiny: Instance, number: int) -> None:
    loose = np.flatnonzero(~tiny.pinned)
    assume(len(loose))
    banned = np.arange(tiny.pair_count) == loose[number % len(loose)]

    less = solved(without(tiny, banned))

    assert less.objective <= solved(tiny).objective


@settings(thorough, max_examples=200)
@given(instances(ALL), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(tiny: Instance, random: Random) -> None:
    assert outcome(shuffle(tiny, random)) == outcome(tiny)


@settings(thorough, max_examples=3)
@given(st.randoms(use_true_random=False))
def test_the_order_of_a_whole_season_changes_nothing(random: Random) -> None:
    season = generate(Size(300, 150, 3), 1)

    assert outcome(shuffle(season, random)) == outcome(season)


@settings(thorough, max_examples=150)
@given(instances(SHIFTED), st.integers(1, 500))
def test_scores_raised_by_a_constant_place_as_many_as_urgent_and_as_long_waiting(
    tiny: Instance, constant: int
) -> None:
    raised = replace(tiny, score=tiny.score + np.int32(constant))

    assert solved(raised).objective[:3] == solved(tiny).objective[:3]


@settings(thorough, max_examples=150)
@given(instances(SINGLE_READERS), st.integers(1, 500))
def test_scores_raised_by_a_constant_raise_the_fourth_level_by_that_for_each_family(
    tiny: Instance, constant: int
) -> None:
    """With one reader each: where some need two, the number of pairs is not settled by the first levels."""
    raised = replace(tiny, score=tiny.score + np.int32(constant))

    urgent, placed, bands, score, kept = solved(tiny).objective

    assert solved(raised).objective == (urgent, placed, bands, score + constant * placed, kept)


class Patience:
    """Somebody who stops a solve after so many questions, and counts those that are asked after that."""

    def __init__(self, looks: int) -> None:
        self._left = looks
        self.asked_in_vain = 0

    def __call__(self) -> bool:
        self._left -= 1
        self.asked_in_vain += self._left < -1
        return self._left < 0


@settings(thorough, max_examples=150)
@given(instances(ALL), st.integers(0, 6))
def test_stopped_at_any_moment_the_answer_is_feasible_and_the_bound_honest(
    tiny: Instance, looks: int
) -> None:
    truth = best(tiny)
    assume(truth is not None)

    result = solve(tiny, Control(stop=Patience(looks)))

    assert truth is not None
    assert result.objective <= truth <= result.bound
    check(tiny, result)


def hard() -> Instance:
    """Two towns with too few volunteers, of whom each can take three, and many families of two readers."""
    drawn = generate(Size(400, 160, 2), 1)
    return replace(drawn, capacity=np.full(160, 3), need=np.where(np.arange(400) % 6 == 0, 2, 1))


@pytest.mark.parametrize("looks", [0, 1, 3, 10])
def test_who_stops_a_hard_solve_is_asked_no_more_and_gets_the_best_found(looks: int) -> None:
    patience = Patience(looks)

    result = solve(hard(), Control(stop=patience))

    check(hard(), result)
    assert patience.asked_in_vain <= 2 * result.components.total
    assert (result.status, result.objective[1] > 150) == ("feasible", True)


def test_a_stop_after_the_first_report_keeps_what_was_reported() -> None:
    told: list[Progress] = []
    asked_after: list[bool] = []

    def stop() -> bool:
        asked_after.extend([True] * bool(told))
        return bool(told)

    result = solve(hard(), Control(on_progress=told.append, stop=stop))

    check(hard(), result)
    assert result.objective[1] >= told[0].found
    assert len(asked_after) <= 2 * result.components.total
    assert told[-1].done == told[-1].total == result.components.total

"""Answers against exhaustive search, other solvers, and disturbances that must not matter."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from matching.solver import Control, Instance, PinError, solve
from matching.solver.generate import Size, generate
from tests.solver import peer
from tests.solver.answers import check, matrix, outcome, shuffle
from tests.solver.exhaustive import best
from tests.solver.strategies import CLASH_FREE, CLASHING, PINNED, SINGLE, TWO_READERS, instances

if TYPE_CHECKING:
    from random import Random


thorough = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)


@settings(thorough, max_examples=700)
@given(instances(CLASH_FREE))
def test_without_clashes_the_answer_equals_exhaustive_search_and_is_proven(tiny: Instance) -> None:
    result = solve(tiny)

    assert (result.objective, result.status) == (best(tiny), "optimal")


@settings(thorough, max_examples=500)
@given(instances(SINGLE))
def test_fortnightly_options_of_single_capacity_equal_exhaustive_search(tiny: Instance) -> None:
    result = solve(tiny)

    assert (result.objective, result.status) == (best(tiny), "optimal")


@settings(thorough, max_examples=500)
@given(st.sampled_from([CLASHING, TWO_READERS]).flatmap(instances))
def test_with_clashes_and_two_readers_the_best_lies_between_objective_and_bound(tiny: Instance) -> None:
    truth, result = best(tiny), solve(tiny)

    assert truth is not None
    assert result.objective <= truth <= result.bound
    assert result.status == ("optimal" if result.objective == result.bound else "feasible")
    check(tiny, result)


@settings(thorough, max_examples=300)
@given(instances(PINNED))
def test_pins_are_kept_or_refused_just_when_they_cannot_hold(tiny: Instance) -> None:
    truth = best(tiny)

    if truth is None:
        with pytest.raises(PinError):
            solve(tiny)
    else:
        result = solve(tiny)
        assert result.objective <= truth <= result.bound
        assert set(tiny.pins.tolist()) <= set(result.pair.tolist())
        check(tiny, result)


@settings(thorough, max_examples=150)
@given(instances(TWO_READERS), st.integers(0, 6))
def test_stopped_at_any_moment_the_answer_is_feasible_and_the_bound_honest(
    tiny: Instance, patience: int
) -> None:
    asked = count()

    result = solve(tiny, Control(stop=lambda: next(asked) >= patience))

    truth = best(tiny)
    assert truth is not None
    assert result.objective <= truth <= result.bound
    check(tiny, result)


@settings(thorough, max_examples=150)
@given(st.sampled_from([CLASHING, TWO_READERS, PINNED]).flatmap(instances), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(tiny: Instance, random: Random) -> None:
    shuffled = shuffle(tiny, random)

    assert outcome(shuffled) == outcome(tiny)


@settings(thorough, max_examples=3)
@given(st.randoms(use_true_random=False))
def test_the_order_of_a_whole_season_changes_nothing(random: Random) -> None:
    season = generate(Size(300, 150, 3), 1)

    assert outcome(shuffle(season, random)) == outcome(season)


@pytest.mark.parametrize("seed", range(5))
def test_scores_equal_those_of_an_assignment_solver(seed: int) -> None:
    score = np.random.default_rng(seed).integers(0, 1_001, (40, 40))
    rows, columns = linear_sum_assignment(score, maximize=True)

    result = solve(matrix(score, score >= 0))

    assert result.objective == (0, 40, 0, int(score[rows, columns].sum()), 0)
    assert result.status == "optimal"


@pytest.mark.parametrize("seed", range(5))
def test_scores_equal_those_of_a_sparse_matching_solver(seed: int) -> None:
    chance = np.random.default_rng(seed)
    score, here = chance.integers(0, 1_001, (60, 60)), chance.random((60, 60)) < 0.1
    np.fill_diagonal(here, val=True)
    costs = csr_array(np.where(here, 2_000 - score, 0))
    rows, columns = min_weight_full_bipartite_matching(costs)

    result = solve(matrix(score, here))

    assert result.objective == (0, 60, 0, int(score[rows, columns].sum()), 0)


@pytest.mark.parametrize("seed", range(8))
def test_a_town_with_clashes_and_two_readers_equals_integer_programming(seed: int) -> None:
    town = generate(Size(48, 15, 1), seed)
    town = replace(town, capacity=np.full(15, 3), need=np.where(np.arange(48) % 8 == 0, 2, 1))

    truth, found = peer.best(town), solve(town)

    assert found.objective <= truth <= found.bound
    assert found.status == "feasible" or found.objective == truth

"""Answers against exhaustive search and other solvers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from matching.solver import Instance, PinError, solve
from matching.solver.files import instance_from
from matching.solver.generate import Size, generate
from tests.solver import exhaustive, peer
from tests.solver.answers import check
from tests.solver.documents import assignment
from tests.solver.tiny import COUNT, tiny

BATCH = 100


def found_and_proven(drawn: Instance) -> tuple[int, ...] | None:
    """The objective of the solver's answer, when verified and called best; None when the pins cannot hold."""
    try:
        result = solve(drawn)
    except PinError:
        return None
    assert check(drawn, result).proven == result.components.total
    return result.objective


@pytest.mark.parametrize("first", range(0, COUNT, BATCH))
def test_every_level_equals_exhaustive_search(first: int) -> None:
    answers = {seed: found_and_proven(tiny(seed)) for seed in range(first, first + BATCH)}

    truths = {seed: exhaustive.best(tiny(seed)) for seed in answers}
    assert answers == truths


def test_what_is_drawn_holds_all_that_makes_it_hard() -> None:
    drawn = [tiny(seed) for seed in range(300)]

    shares = {
        "pins": sum(len(one.pins) > 0 for one in drawn),
        "published": sum(len(one.published) > 0 for one in drawn),
        "two readers": sum(bool((one.need > 1).any()) for one in drawn),
        "several families": sum(bool((one.capacity > 1).any()) for one in drawn),
        "no room": sum(bool((one.capacity == 0).any()) for one in drawn),
        "two homes": sum(bool((one.option[:, 1] >= 0).any()) for one in drawn),
        "one week of two": sum(bool((one.option[:, 0] >= 182).any()) for one in drawn),
        "pins that cannot hold": sum(exhaustive.best(one) is None for one in drawn),
    }
    assert min(shares.values()) > 15, shares


@pytest.mark.parametrize("first", range(3_000, 3_060, 20))
def test_the_exhaustive_search_itself_equals_integer_programming(first: int) -> None:
    drawn = [replace(tiny(seed), pins=np.empty(0, np.int64)) for seed in range(first, first + 20)]

    assert [exhaustive.best(one) for one in drawn] == [peer.best(one) for one in drawn]


@pytest.mark.parametrize("seed", range(8))
def test_a_town_with_clashes_and_two_readers_equals_integer_programming(seed: int) -> None:
    town = generate(Size(48, 15, 1), seed)
    town = replace(town, capacity=np.full(15, 3), need=np.where(np.arange(48) % 8 == 0, 2, 1))

    assert found_and_proven(town) == peer.best(town)


@pytest.mark.parametrize("shape", [(100, 100), (60, 90), (90, 60)])
@pytest.mark.parametrize("seed", range(3))
def test_a_plain_assignment_costs_what_an_assignment_solver_says(seed: int, shape: tuple[int, int]) -> None:
    cost = np.random.default_rng(seed).integers(1, 101, shape)
    rows, columns = linear_sum_assignment(cost)

    result = solve(instance_from(assignment(cost, cost > 0)))

    placed = min(shape)
    assert result.objective == (0, placed, 0, int(100 * placed - cost[rows, columns].sum()), 0)
    assert result.status == "optimal"


@pytest.mark.parametrize("shape", [(60, 60), (40, 70), (70, 40)])
@pytest.mark.parametrize("seed", range(3))
def test_an_assignment_with_forbidden_pairs_costs_what_a_sparse_solver_says(
    seed: int, shape: tuple[int, int]
) -> None:
    chance = np.random.default_rng(seed)
    cost, allowed = chance.integers(1, 101, shape), chance.random(shape) < 0.1
    np.fill_diagonal(allowed, val=True)
    rows, columns = min_weight_full_bipartite_matching(csr_array(np.where(allowed, cost, 0)))

    result = solve(instance_from(assignment(cost, allowed)))

    placed = min(shape)
    assert result.objective == (0, placed, 0, int(100 * placed - cost[rows, columns].sum()), 0)
    assert result.status == "optimal"

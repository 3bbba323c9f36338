"""The peers solve the same problem as we do: on small instances all reach the same vector."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.instances import without
from benchmarks.peers.gather_and import gather_and, nearby, week_words
from benchmarks.peers.integer_program import integer_program
from benchmarks.peers.intervals import intervals, relative_gap
from benchmarks.peers.sparse_matching import sparse_matching
from benchmarks.peers.whole_flow import whole_flow
from benchmarks.worth import LEVELS, ranked, reached, weighted
from matching.solver import Control, solve
from matching.solver.generate import Size, generate, people
from matching.solver.pairing import Rules, Weights, pairs
from tests.solver.exhaustive import best
from tests.solver.tiny import tiny

PLAIN = Size(60, 45, 2, plain=True)
LIMIT = 30.0
NOTHING = (0, 0, 0, 0, 0)


@pytest.mark.parametrize("seed", range(25))
def test_the_naive_model_proves_the_best_of_a_tiny_instance(seed: int) -> None:
    truth, answer = best(tiny(seed)), intervals(tiny(seed), LIMIT)

    assert answer.proven == (truth is not None)
    assert answer.levels == LEVELS
    assert reached(tiny(seed), answer.pairs) == (truth or NOTHING)


@pytest.mark.parametrize("seed", range(25))
def test_the_integer_program_proves_the_best_of_a_tiny_instance(seed: int) -> None:
    truth, answer = best(tiny(seed)), integer_program(tiny(seed), LIMIT)

    assert answer.proven == (0 if truth is None else LEVELS)
    assert reached(tiny(seed), answer.pairs) == (truth or NOTHING)


@pytest.mark.parametrize("seed", range(5))
def test_sparse_matching_equals_ours_without_clashes(seed: int) -> None:
    town = generate(PLAIN, seed)

    assert reached(town, sparse_matching(town)) == solve(town).objective


@pytest.mark.parametrize("seed", range(5))
def test_the_whole_flow_equals_ours_without_clashes(seed: int) -> None:
    town = generate(PLAIN, seed)

    assert reached(town, whole_flow(town)) == solve(town).objective


def test_strict_weights_put_one_more_of_a_level_above_all_that_follow() -> None:
    town = generate(Size(60, 45, 2), 1)
    folded = weighted(town, 1 << 60)

    assert folded.levels == LEVELS
    assert folded.family.min() > town.score.astype(np.int64).max() * folded.pair.min()
    assert folded.pair[town.kept].min() > folded.pair[~town.kept].min()


def test_what_does_not_fit_under_the_limit_leaves_the_last_levels_out() -> None:
    town = generate(Size(60, 45, 2), 1)

    assert weighted(town, 1 << 60).levels == LEVELS
    assert weighted(town, 1 << 20).levels < LEVELS


def test_ranks_follow_urgency_first_and_waiting_next() -> None:
    town = generate(PLAIN, 1)
    worth, urgent = ranked(town), town.urgent[town.family]

    assert worth[urgent].min() > worth[~urgent].max()


def test_a_gap_is_a_share_of_the_bound() -> None:
    assert relative_gap(90.0, 100.0) == pytest.approx(0.1)
    assert relative_gap(0.0, float("inf")) == 1.0


def test_a_gather_pass_meets_at_least_the_pairs_that_can_be() -> None:
    everybody = people(PLAIN, 1)
    found = pairs(everybody, Rules(), Weights(), Control())

    common = gather_and(
        week_words(everybody.volunteers.free), week_words(everybody.families.free), nearby(everybody)
    )

    assert common >= len(found) > 0


def test_without_a_pair_the_rest_is_as_it_was() -> None:
    town = generate(Size(60, 45, 2), 1)
    pinned = replace(town, pins=np.array([7], np.int64))

    fewer = without(pinned, [3])

    assert fewer.pair_count == town.pair_count - 1
    assert fewer.options_of(3) == town.options_of(4)
    assert fewer.pins.tolist() == [6]
    assert len(without(pinned, [7]).pins) == 0

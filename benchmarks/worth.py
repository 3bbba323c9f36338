"""Objective vectors of a choice of pairs, and their levels folded into one number for solvers that want one.

Written for the peers and for checking; shares no code with the solver.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver import Instance, Vector

    Integers = NDArray[np.int64]

LEVELS = 5


@dataclass(frozen=True, eq=False)
class Folded:
    """Worth of a placed family and of a chosen pair in one number, and how many levels are in it."""

    family: Integers
    pair: Integers
    levels: int


def reached(instance: Instance, pairs: Integers) -> Vector:
    """The vector of a choice in which every family has all its readers or none."""
    families = np.unique(instance.family[pairs])
    return (
        int(instance.urgent[families].sum()), len(families), int(instance.band[families].sum()),
        int(instance.score[pairs].sum()), int(instance.kept[pairs].sum()),
    )  # fmt: skip


def of_families(instance: Instance) -> list[Integers]:
    """What a placed family is worth on each of the first three levels."""
    return [instance.urgent.astype(np.int64), np.ones(len(instance.families), np.int64), instance.band]


def of_pairs(instance: Instance) -> list[Integers]:
    """What a chosen pair is worth on each of the last two levels."""
    return [instance.score.astype(np.int64), instance.kept.astype(np.int64)]


def weighted(instance: Instance, limit: int) -> Folded:
    """Strict weights: a unit of a level outweighs all that the levels after it can add up to.

    As many levels, from the first, as stay under the limit.
    """
    for levels in range(LEVELS, 0, -1):
        factors = _factors(_most(instance)[:levels])
        if factors[0] * (_most(instance)[0] + 1) < limit:
            break
    factors = factors + [0] * (LEVELS - levels)
    return Folded(
        _sum(of_families(instance), factors[:3]),
        _sum(of_pairs(instance), factors[3:]),
        levels,
    )


def ranked(instance: Instance) -> Integers:
    """One number per pair for instances without clashes in which every family needs one reader.

    The families that can be served together form a matroid, so that the order of their weights decides, not
    the size: distinct (urgent, band) classes count 1, 2, and so on, and the last two levels come below.
    """
    keys = instance.urgent.astype(np.int64) * (int(instance.band.max(initial=0)) + 1) + instance.band
    rank = np.unique(keys, return_inverse=True)[1] + 1
    most = _most(instance)
    score, kept = of_pairs(instance)
    worth: Integers = (rank[instance.family] * (most[3] + 1) + score) * (most[4] + 1) + kept
    return worth


def _most(instance: Instance) -> list[int]:
    """The most that each level can add up to."""
    best = np.zeros(len(instance.families), np.int64)
    np.maximum.at(best, instance.family, instance.score)
    readable = np.unique(instance.family)
    of_family = [int(level[readable].sum()) for level in of_families(instance)]
    return [*of_family, int((best * instance.need).sum()), int(instance.kept.sum())]


def _factors(most: list[int]) -> list[int]:
    factors = [1]
    for units in reversed(most[1:]):
        factors.insert(0, factors[0] * (units + 1))
    return factors


def _sum(levels: list[Integers], factors: list[int]) -> Integers:
    total: Integers = np.zeros(len(levels[0]), np.int64)
    for level, factor in zip(levels, factors, strict=True):
        total += level * factor
    return total

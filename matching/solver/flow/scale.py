"""Objective vectors as single numbers, for sums over chains of exchanges.

A chain of exchanges (a simple path or cycle of the residual network) passes the hub once at most: one family
leaves and one enters, and each family on its way changes readers once. That bounds what it can change on each
level, however large the network is. With factors beyond three times these bounds, sums of chains, and what
two of them differ, are ordered as the vectors are. So a flow is lexicographically best when no cycle has a
negative sum (Ahuja, Magnanti and Orlin, Network Flows, 1993, theorem 9.1), and the sum of any chain can be
read back as a vector.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.errors import CostRangeError
from matching.solver.instance import TOP_SCORE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.components import Part

    Integers = NDArray[np.int64]

MUST = 0
"""Place of the level above all: families that have to be served."""
_HALVES = 2
_MOST = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Scale:
    """Vectors of six levels (families that must be served, then L1 to L5, in halves) as numbers.

    Attributes
    ----------
    factor : int64[6]
        What a unit of each level counts.
    """

    factor: Integers

    @classmethod
    def of(cls, part: Part) -> Scale:
        """The scale on which all chains of a part can be told apart.

        Raises
        ------
        CostRangeError
            If they cannot in 64 bits: beyond some ten thousand families in one part.
        """
        families = part.family_count + 1
        share = _HALVES // part.need
        bounds = [
            2 * _HALVES,
            2 * _HALVES,
            2 * int((part.band * share).max(initial=0)),
            _HALVES * TOP_SCORE * families,
            _HALVES * min(families, int(part.kept.sum())),
        ]
        factors = [1]
        for bound in reversed(bounds):
            factors.insert(0, factors[0] * (6 * bound + 1))
        if 6 * factors[0] > _MOST:
            raise CostRangeError(f"a part of {part.family_count} families is too large to be proven")
        return cls(np.array(factors, np.int64))

    def numbers(self, vectors: Integers) -> Integers:
        """Numbers of vectors ``[..., 6]``."""
        numbers: Integers = vectors @ self.factor
        return numbers

    def vectors(self, numbers: Integers) -> Integers:
        """Vectors ``[..., 6]`` of numbers: the inverse of `numbers`."""
        left, levels = numbers, []
        for factor in self.factor:
            level = (left + factor // 2) // factor
            levels.append(level)
            left = left - level * factor
        return np.stack(levels, axis=-1)


def worth_of_families(part: Part) -> Integers:
    """What one reader of each family is worth, in halves: vectors ``[m, 6]``."""
    share = _HALVES // part.need
    nothing = np.zeros_like(share)
    return np.stack([nothing, part.urgent * share, share, part.band * share, nothing, nothing], axis=1)


def worth_of_pairs(part: Part) -> Integers:
    """What each pair is worth beside its family, in halves: vectors ``[p, 6]``."""
    nothing = np.zeros_like(part.score)
    return np.stack([nothing] * 4 + [_HALVES * part.score, _HALVES * part.kept], axis=1)

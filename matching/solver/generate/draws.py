"""Whole numbers from a seed, the same on every machine: SplitMix64 as a function of (seed, name, place).

Steele, Lea and Flood, Fast splittable pseudorandom number generators, 2014, doi:10.1145/2660193.2660195.
Every column has a name of its own, so adding a column later changes no other.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

_STEP = 0x9E3779B97F4A7C15
_MIXES = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
_LAST_SHIFT = 31
_ALL = (1 << 64) - 1


class Draws:
    """Columns of drawn numbers."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def below(self, name: str, count: int, limit: int) -> Integers:
        """`count` numbers from 0 to `limit` - 1."""
        state = (self._seed * _STEP + zlib.crc32(name.encode()) * _MIXES[0][1]) & _ALL
        values = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(_STEP) + np.uint64(state)
        for shift, factor in _MIXES:
            values = (values ^ (values >> np.uint64(shift))) * np.uint64(factor)
        values ^= values >> np.uint64(_LAST_SHIFT)
        return ((values >> np.uint64(1)) % np.uint64(limit)).astype(np.int64)

    def chance(self, name: str, count: int, percent: int) -> NDArray[np.bool_]:
        """`count` truths, each with this chance."""
        return self.below(name, count, 100) < percent

    def among(self, name: str, count: int, values: Sequence[int], weights: Sequence[int]) -> Integers:
        """`count` of the values, as often as their weights say."""
        edges = np.cumsum(weights)
        places = np.searchsorted(edges, self.below(name, count, int(edges[-1])), side="right")
        return np.array(values, np.int64)[places]

    def near(self, name: str, count: int, spread: int) -> Integers:
        """`count` numbers from -spread to spread, mostly near 0: the mean of three."""
        total = sum(self.below(f"{name} {turn}", count, 2 * spread + 1) for turn in range(3))
        return np.asarray(total, np.int64) // 3 - spread

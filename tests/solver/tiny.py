"""Tiny instances drawn from a number, with all that can make matching hard, for exhaustive search."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from matching.solver import Instance, Settings, Slot
from matching.solver.instance import NO_SLOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

COUNT = 3_000
Value = TypeVar("Value")

_STARTS = range(960, 1_111, 30)
_SETTINGS = [Settings()] * 6 + [Settings(gap_minutes=0), Settings(45, 60), Settings(90, 15, 7)]
_BANDS = (0, 27, 28, 28, 56, 90, 200, 5_000)
_SCORES = (0, 1, 500, 500, 501, 999, 1_000)
# Which mixtures of rhythms families ask for: weekly only, fortnightly, two homes (c), all.
_RHYTHMS = ("w", "wab", "wwc", "wabc")


def tiny(seed: int) -> Instance:
    """Up to 5 volunteers and 7 families: clashes, A and B weeks, two homes, two readers, pins, published."""
    draw = _Draw(seed)
    volunteers, families = draw.one(range(1, 7)), draw.one(range(1, 10))
    percent = draw.one((30, 50, 80))
    here = [draw.chance(percent) for _ in range(volunteers * families)]
    pairs = [divmod(place, families) for place, wanted in enumerate(here) if wanted]
    options = draw.options(len(pairs))
    return Instance(
        settings=draw.one(_SETTINGS),
        volunteers=tuple(f"v{row}" for row in range(volunteers)),
        families=tuple(f"f{row}" for row in range(families)),
        capacity=np.array(draw.many((0, 1, 1, 2, 2, 3), volunteers), np.int64),
        need=np.array(draw.many(draw.one([(1,), (1, 1, 1, 2), (1, 2)]), families), np.int64),
        urgent=np.array([draw.chance(20) for _ in range(families)], np.bool_),
        waiting_days=np.array(draw.many(_BANDS, families), np.int64),
        volunteer=np.array([volunteer for volunteer, _ in pairs], np.int32),
        family=np.array([family for _, family in pairs], np.int32),
        score=np.array(draw.many(_SCORES, len(pairs)), np.int32),
        minutes=np.full(len(pairs), -1, np.int32),
        option_start=np.cumsum([0, *map(len, options)]),
        option=np.array([row for rows in options for row in rows], np.int16).reshape(-1, 2),
        pins=draw.some(len(pairs), draw.one((0, 0, 0, 0, 0, 1, 2))),
        published=draw.some(len(pairs), draw.one(range(5))),
    )


class _Draw:
    def __init__(self, seed: int) -> None:
        self._numbers = np.random.default_rng(seed)

    def one(self, values: Sequence[Value]) -> Value:
        return values[int(self._numbers.integers(len(values)))]

    def many(self, values: Sequence[int], count: int) -> list[int]:
        return [self.one(values) for _ in range(count)]

    def chance(self, percent: int) -> bool:
        return bool(self._numbers.integers(100) < percent)

    def some(self, count: int, most: int) -> NDArray[np.int64]:
        """Different numbers below `count`, at most so many."""
        return np.sort(self._numbers.permutation(count)[:most]).astype(np.int64)

    def options(self, pairs: int) -> list[list[tuple[int, int]]]:
        """One to four options for each pair, all within one to three days."""
        rhythms, days = self.one(_RHYTHMS), self.one((1, 2, 2, 3))
        most = self.one((1, 2, 4))
        return [
            sorted({self._option(rhythms, days) for _ in range(self.one(range(1, most + 1)))})
            for _ in range(pairs)
        ]

    def _option(self, rhythms: str, days: int) -> tuple[int, int]:
        rhythm = self.one(rhythms)
        one, other = ((1 + self.one(range(days)), self.one(_STARTS)) for _ in range(2))
        if rhythm != "c":
            return Slot(rhythm, *one).code, NO_SLOT
        return Slot("a", *one).code, Slot("b", *other).code

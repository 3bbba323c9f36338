"""Bounds on what every other pair of a component would change, and whether they are reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.solver.changes import Fitting
from matching.solver.components import ceiling
from matching.solver.flow import Detours
from matching.solver.flow.scale import Scale
from matching.solver.result import vector

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matching.solver.changes import Changing, Solved
    from matching.solver.control import Control
    from matching.solver.flow import Exchange
    from matching.solver.result import Vector

    Integers = NDArray[np.int64]

_NOTHING_KNOWN = np.iinfo(np.int64).min
_HALVES = 2


class Candidates:
    """The pairs of a component that are not chosen.

    Every flow from which changes start stands for some solutions, and together they stand for all. So the
    best detour through a pair, over these flows, bounds every solution with the pair. Where the pairs of that
    detour go together, it is a solution.
    """

    def __init__(self, solved: Solved, changing: Changing, control: Control) -> None:
        self._solved = solved
        self._ceiling = ceiling(solved.part)
        self._flows = changing.start
        self._detours = [Detours(flow, lambda: control.should_stop) for flow in self._flows]
        self._fitting = [Fitting(solved, flow.chosen) for flow in self._flows]
        self._reached: dict[int, bool] = {}
        count = solved.part.pair_count
        self._halves = np.zeros((count, len(vector([0] * 5))), np.int64)
        self._number = np.full(count, _NOTHING_KNOWN)
        self._flow_of = np.zeros(count, np.int64)
        for place, (flow, detours) in enumerate(zip(self._flows, self._detours, strict=True)):
            self._compare(place, flow, detours)
        self._number[solved.chosen] = _NOTHING_KNOWN

    def ranked(self) -> dict[int, list[int]]:
        """Per family (local row) the pairs that some flow holds, those with the best bound first."""
        part = self._solved.part
        rows = np.flatnonzero(self._number > _NOTHING_KNOWN)
        rows = rows[np.lexsort((rows, -self._number[rows], part.family[rows]))]
        families, first = np.unique(part.family[rows], return_index=True)
        pieces = np.split(rows, first[1:])
        return {family: pairs.tolist() for family, pairs in zip(families.tolist(), pieces, strict=False)}

    def bound(self, pair: int) -> Vector:
        """The most that the objective can change when this pair must be."""
        levels = self._halves[pair].tolist()
        for level, halves in enumerate(levels):
            levels[level], odd = divmod(halves, _HALVES)
            if odd:
                most = self._ceiling[level + 1 :], self._solved.value[level + 1 :]
                levels[level + 1 :] = [high - now for high, now in zip(*most, strict=True)]
                break
        return vector(levels)

    def reached(self, pair: int) -> bool:
        """Whether a solution with this pair reaches the bound."""
        if pair not in self._reached:
            self.look_at([pair])
        return self._reached[pair]

    def look_at(self, pairs: Sequence[int]) -> None:
        """See at once for several pairs whether their bounds are reached."""
        of_flow = self._flow_of[list(pairs)]
        for place, detours in enumerate(self._detours):
            here = [pair for pair, flow in zip(pairs, of_flow.tolist(), strict=True) if flow == place]
            loose = [pair for pair in here if detours.possible[pair] and detours.known[pair]]
            self._reached.update(dict.fromkeys(here, False))
            for pair, detour in zip(loose, detours.detours(loose), strict=True):
                self._reached[pair] = self._fitting[place].holds(detour.gained, detour.lost)
            inside = [pair for pair in here if self._flows[place].chosen[pair]]
            self._reached.update(dict.fromkeys(inside, self._fitting[place].holds()))

    def _compare(self, place: int, flow: Exchange, detours: Detours) -> None:
        """Take over what this flow allows for, where it is more than what others do."""
        base = np.array(flow.halves) - _HALVES * np.array(self._solved.value)
        halves = np.where(flow.chosen[:, None], 0, detours.halves) + base
        number = Scale.of(self._solved.part).numbers(
            np.concatenate([np.zeros((len(halves), 1), np.int64), halves], axis=1)
        )
        better = (detours.possible | flow.chosen) & (number > self._number)
        self._number[better] = number[better]
        self._halves[better] = halves[better]
        self._flow_of[better] = place

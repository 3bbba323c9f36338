"""The next best volunteers of every family, with what choosing them would change in all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.changes import Changing, solved
from matching.solver.control import Control
from matching.solver.errors import PinError
from matching.solver.explain.candidates import Candidates

if TYPE_CHECKING:
    from matching.solver.changes import Solved
    from matching.solver.instance import Instance
    from matching.solver.result import Result, Vector

_TURNS = 12


@dataclass(frozen=True)
class Alternative:
    """Another pair of a family.

    Attributes
    ----------
    pair : int
        Row of the instance.
    change : tuple of 5 int
        Objective when this pair must be in the assignment minus objective of the result.
    exact : bool
        If not, the change is at most this.
    """

    pair: int
    change: Vector
    exact: bool


def alternatives(
    instance: Instance,
    result: Result,
    *,
    most: int = 3,
    search: bool = True,
    control: Control | None = None,
) -> dict[int, tuple[Alternative, ...]]:
    """The best other pairs of every family that has pairs.

    Parameters
    ----------
    instance : Instance
    result : Result
        An answer to it.
    most : int, optional
        How many for each family at most.
    search : bool, optional
        Whether to search where visits would clash on the cheapest chain of exchanges; if not, such
        alternatives are told with their bounds, which takes about as long as solving.
    control : Control, optional
        When it stops, it is as if `search` were false from then on.

    Returns
    -------
    dict of int to tuple of Alternative
        By row of the family, the best first; pairs that no solution can hold are left out.
    """
    control = Control() if control is None else control
    found: dict[int, tuple[Alternative, ...]] = dict.fromkeys(np.unique(instance.family).tolist(), ())
    with control.phase("alternatives"):
        for one in solved(instance, result):
            found.update(_Ranking(one, control, most, search=search).of_families())
    return found


class _Ranking:
    """Alternatives of one component."""

    def __init__(self, one: Solved, control: Control, most: int, *, search: bool) -> None:
        self._part = one.part
        self._search = search
        self._control = control
        self._most = most
        self._changing = Changing(one, control)
        self._changing.spread()
        self._candidates = Candidates(one, self._changing, control)

    def of_families(self) -> dict[int, tuple[Alternative, ...]]:
        """By row of the family in the instance."""
        ranked = self._candidates.ranked()
        if not self._search:
            ranked = {family: pairs[: self._most] for family, pairs in ranked.items()}
        self._look_ahead(ranked)
        instance = self._part.instance
        return {
            int(instance.family[self._part.row[pairs[0]]]): tuple(self._of_family(pairs))
            for pairs in ranked.values()
        }

    def _look_ahead(self, ranked: dict[int, list[int]]) -> None:
        """Work through all families together as long as many lack some: it is faster than one by one."""
        lacking = dict.fromkeys(ranked, self._most)
        begin = dict.fromkeys(ranked, 0)
        for _ in range(_TURNS):
            slices = {
                family: ranked[family][begin[family] : begin[family] + lacking[family]] for family in lacking
            }
            self._candidates.look_at([pair for pairs in slices.values() for pair in pairs])
            for family, pairs in slices.items():
                begin[family] += len(pairs)
                lacking[family] -= sum(map(self._candidates.reached, pairs))
            lacking = {
                family: number
                for family, number in lacking.items()
                if number and begin[family] < len(ranked[family])
            }

    def _of_family(self, pairs: list[int]) -> list[Alternative]:
        """The best of a family's pairs, which come in the order of their bounds."""
        certain: list[Alternative] = []
        doubtful = []
        for pair in pairs:
            if len(certain) == self._most:
                break
            if self._candidates.reached(pair):
                certain.append(self._told(pair, self._candidates.bound(pair), exact=self._changing.proven))
            else:
                doubtful.append(pair)
        for pair in doubtful:
            floor = certain[-1].change if len(certain) == self._most else None
            alternative = self._worked_out(pair, floor)
            if alternative is not None:
                certain = sorted([*certain, alternative], key=_best_first)[: self._most]
        return certain

    def _worked_out(self, pair: int, floor: Vector | None) -> Alternative | None:
        """A pair whose bound may not be reached; None if no solution as good as the floor holds it."""
        bound = self._candidates.bound(pair)
        if floor is not None and bound < floor:
            return None
        if not self._search or self._control.should_stop:
            return self._told(pair, bound, exact=False)
        try:
            change = self._changing.at_least(floor, pair)
        except PinError:
            return None
        if change is None:
            return None
        return self._told(pair, change.vector if change.exact else bound, exact=change.exact)

    def _told(self, pair: int, change: Vector, *, exact: bool) -> Alternative:
        return Alternative(int(self._part.row[pair]), change, exact)


def _best_first(alternative: Alternative) -> tuple[int, ...]:
    return *(-level for level in alternative.change), alternative.pair

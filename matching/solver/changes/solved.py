"""The components of an instance that has a result, one by one, ready to be changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.changes.rooms import Rooms
from matching.solver.clashes import Moments, objective
from matching.solver.components import part_of, shares
from matching.solver.errors import CostRangeError
from matching.solver.flow import Exchange
from matching.solver.result import vector

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from matching.solver.clashes import Timetable
    from matching.solver.components import Part
    from matching.solver.instance import Instance
    from matching.solver.result import Result, Vector

    Option = tuple[int, int]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Solved:
    """One component and what a result makes of it.

    Attributes
    ----------
    part : Part
        The component alone.
    options : dict of int to (int, int)
        The chosen pairs (local rows) with the slot codes of their options.
    proven : bool
        Whether the result is known to be a best one.
    certified : bool
        Whether it is known to be a best flow of the relaxation.
    """

    part: Part
    options: dict[int, Option]
    proven: bool
    certified: bool

    @cached_property
    def value(self) -> Vector:
        """What the result reaches here."""
        return objective(self.part, self.options)

    @cached_property
    def chosen(self) -> Flags:
        """The pairs that the result chooses."""
        chosen = np.zeros(self.part.pair_count, np.bool_)
        chosen[list(self.options)] = True
        return chosen

    @cached_property
    def moments(self) -> Moments:
        """The options of this component, ready for comparison."""
        return Moments(self.part)

    def timetable(self, group: tuple[int, ...]) -> Timetable:
        """Options of pairs that share people, or which of them clash; each group is worked out once."""
        if group not in self._timetables:
            self._timetables[group] = self.moments.timetable(group)
        return self._timetables[group]

    @cached_property
    def _timetables(self) -> dict[tuple[int, ...], Timetable]:
        return {}

    @cached_property
    def rooms(self) -> Rooms:
        """How many families volunteers can serve, as far as it was asked."""
        return Rooms(self.part, self.moments)

    @cached_property
    def relaxed(self) -> Exchange | None:
        """A best flow of the relaxation, None if it was not found or is too large for exact distances."""
        try:
            return Exchange.relaxed(self.part)
        except CostRangeError:
            return None

    @cached_property
    def flow(self) -> Exchange | None:
        """The result as a best flow of the relaxation; None where it is none, because visits clash."""
        if not self.certified:
            best = self.relaxed is not None and self.relaxed.halves == doubled(self.value)
            return Exchange.of(self.part, self.chosen) if best else None
        try:
            return Exchange.of(self.part, self.chosen)
        except CostRangeError:
            return None

    def local(self, rows: Sequence[int]) -> list[int]:
        """Local rows of the pairs among these rows of the instance that belong to this component."""
        return np.flatnonzero(np.isin(self.part.row, np.array(rows, np.int64))).tolist()


def solved(instance: Instance, result: Result, pairs: NDArray[np.integer] | None = None) -> Iterator[Solved]:
    """Components with their part of the result: all, or those in which some of these pairs are."""
    place = np.full(instance.pair_count, -1)
    place[result.pair] = np.arange(len(result.pair))
    wanted = None if pairs is None else np.isin(np.arange(instance.pair_count), pairs)
    certified = np.zeros(len(instance.families), np.bool_)
    if result.certificate is not None and result.instance is instance:
        certified[result.certificate.family] = True
    for share in shares(instance):
        numbers = np.unique(share.component if wanted is None else share.component[wanted[share.row]])
        for number in numbers.tolist():
            rows = share.row[share.component == number]
            part = part_of(instance, rows, np.zeros(len(rows), np.int64))
            options = _options(result, place[rows])
            yield Solved(part, options, result.status == "optimal", bool(certified[instance.family[rows[0]]]))


def doubled(value: Vector) -> Vector:
    """A vector in halves."""
    return vector([2 * level for level in value])


def _options(result: Result, places: NDArray[np.int64]) -> dict[int, Option]:
    chosen = np.flatnonzero(places >= 0)
    codes = result.code[places[chosen]].tolist()
    return {pair: (one, other) for pair, (one, other) in zip(chosen.tolist(), codes, strict=True)}

"""The plain integer program of an instance as a matrix.

A column per option where options matter (a volunteer with room for several, a family with two readers), else
one per pair; then one per family. Clashes are rows: of the visits under way at one time, at most one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from benchmarks.worth import of_families, of_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from matching.solver import Instance, Slot

    Integers = NDArray[np.int64]
    Entry = tuple[int, float]

WEEKS = {"w": (0, 1), "a": (0,), "b": (1,)}


class Program:
    """Columns and rows of the program; columns are choices first and then families."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self.pair_of: list[int] = []
        self._starts: list[list[tuple[int, int, int]]] = []
        for pair in range(instance.pair_count):
            options = list(dict.fromkeys(instance.options_of(pair))) if self._matter(pair) else [()]
            self.pair_of.extend([pair] * len(options))
            self._starts.extend(_starts(option) for option in options)
        self.choices = len(self.pair_of)
        self.columns = self.choices + len(instance.families)
        self._rows: list[list[Entry]] = []
        self._lower: list[float] = []
        self._upper: list[float] = []

    def rows(self) -> tuple[csr_array, NDArray[np.float64], NDArray[np.float64]]:
        """The matrix with the least and the most of each row."""
        self._sides()
        self._pairs()
        settings = self._instance.settings
        apart = settings.visit_minutes + settings.gap_minutes
        self._clashes(self._instance.volunteer, self._instance.capacity > 1, apart)
        self._clashes(self._instance.family, self._instance.need > 1, settings.visit_minutes)
        lengths = [len(row) for row in self._rows]
        entries = [entry for row in self._rows for entry in row]
        columns, values = np.array([e[0] for e in entries]), np.array([e[1] for e in entries])
        pointers = np.concatenate([[0], np.cumsum(lengths)])
        matrix = csr_array((values, columns, pointers), shape=(len(lengths), self.columns))
        return matrix, np.array(self._lower), np.array(self._upper)

    def worth(self) -> list[Integers]:
        """What each column is worth on each level."""
        no_choice = np.zeros(self.choices, np.int64)
        no_family = np.zeros(len(self._instance.families), np.int64)
        families = [np.concatenate([no_choice, level]) for level in of_families(self._instance)]
        return families + [
            np.concatenate([level[self.pair_of], no_family]) for level in of_pairs(self._instance)
        ]

    def _matter(self, pair: int) -> bool:
        volunteer, family = self._instance.volunteer[pair], self._instance.family[pair]
        return bool(self._instance.capacity[volunteer] > 1 or self._instance.need[family] > 1)

    def _row(self, entries: list[Entry], lower: float, upper: float) -> None:
        self._rows.append(entries)
        self._lower.append(lower)
        self._upper.append(upper)

    def _sides(self) -> None:
        instance = self._instance
        for volunteer, choices in self._grouped(instance.volunteer[self.pair_of]):
            self._row([(choice, 1.0) for choice in choices], 0.0, float(instance.capacity[volunteer]))
        of_family = dict(self._grouped(instance.family[self.pair_of]))
        for family, need in enumerate(instance.need.tolist()):
            readers = [(choice, 1.0) for choice in of_family.get(family, [])]
            self._row([*readers, (self.choices + family, -float(need))], 0.0, 0.0)

    def _pairs(self) -> None:
        for pair, choices in self._grouped(np.array(self.pair_of, np.int64)):
            pinned = bool(self._instance.pinned[pair])
            if len(choices) > 1 or pinned:
                self._row([(choice, 1.0) for choice in choices], float(pinned), 1.0)

    def _clashes(self, side: NDArray[np.int32], several: NDArray[np.bool_], minutes: int) -> None:
        for one, choices in self._grouped(side[self.pair_of]):
            if not several[one]:
                continue
            visits = [(*start, choice) for choice in choices for start in self._starts[choice]]
            for under_way in _under_way(visits, minutes):
                self._row([(choice, 1.0) for choice in under_way], 0.0, 1.0)

    def _grouped(self, keys: NDArray[np.integer]) -> list[tuple[int, list[int]]]:
        groups: dict[int, list[int]] = {}
        for choice, key in enumerate(keys.tolist()):
            groups.setdefault(key, []).append(choice)
        return list(groups.items())


def _starts(option: tuple[Slot, ...]) -> list[tuple[int, int, int]]:
    return [(week, slot.day, slot.start) for slot in option for week in WEEKS[slot.rhythm]]


def _under_way(visits: list[tuple[int, int, int, int]], minutes: int) -> Iterator[list[int]]:
    """Groups of choices of which one at most can be taken: all that start within `minutes` of a start."""
    days: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for week, day, start, choice in visits:
        days.setdefault((week, day), []).append((start, choice))
    for starts in days.values():
        for first in {start for start, _ in starts}:
            group = sorted({choice for start, choice in starts if first <= start < first + minutes})
            if len(group) > 1:
                yield group

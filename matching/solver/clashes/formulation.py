"""A component as a 0-1 programme, exact where the block flow is a relaxation.

A column per pair, per family that needs two readers, and per option of the pairs that can clash: those of
volunteers who can get several families, and of families that need two readers. Starts of visits that would
clash lie in one window, so that at most one option of a window can be chosen; such cliques of intervals are
much stronger than a row per couple of options (time-indexed formulation; Dyer and Wolsey, Discrete Applied
Mathematics 26, 1990, doi:10.1016/0166-218X(90)90104-K). So is a row ``pair <= family`` per reader of a
family for two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from matching.solver.components import option_starts
from matching.solver.instance import NO_SLOT
from matching.solver.slots import DAY_STARTS, WEEK_STARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from matching.solver.components import Part

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

NO_LIMIT = 1 << 40
_SEVERAL = 1


@dataclass(frozen=True, eq=False)
class Programme:
    """Maximise ``levels`` in turn over 0-1 columns with ``least <= matrix @ columns <= most``.

    Attributes
    ----------
    matrix : int64[rows, columns]
    least, most : int64[rows]
        Without limit: minus or plus `NO_LIMIT`.
    low, high : int64[columns]
        Bounds of the columns; pins have 1 and 1.
    levels : list of int64[columns]
        What a column is worth on each of the five levels.
    pairs : int
        The first columns are the pairs of the part, in their order.
    timed : Timed
        The last columns.
    """

    matrix: csr_array
    least: Integers
    most: Integers
    low: Integers
    high: Integers
    levels: list[Integers]
    pairs: int
    timed: Timed

    def chosen(self, values: Integers) -> list[int]:
        """The pairs (local rows) that these columns choose."""
        rows: list[int] = np.flatnonzero(values[: self.pairs]).tolist()
        return rows

    def columns(self, part: Part, options: Mapping[int, tuple[int, int]]) -> Integers:
        """The columns of a solution: its pairs with the slot codes of their options."""
        values = np.zeros(len(self.low), np.int64)
        values[list(options)] = 1
        couples = np.flatnonzero(part.need > _SEVERAL)
        served = np.bincount(part.family[list(options)], minlength=part.family_count) > 0
        values[self.pairs + np.flatnonzero(served[couples])] = 1
        wanted = {(pair, *starts_of_codes(*option)) for pair, option in options.items()}
        timed = zip(*(column.tolist() for column in (self.timed.pair, *self.timed.starts)), strict=True)
        values[self.timed.column] = [key in wanted for key in timed]
        return values

    def options(self, part: Part, values: Integers) -> dict[int, tuple[int, int]]:
        """The slot codes of the options that these columns choose for pairs that can clash."""
        used = np.flatnonzero(values[self.timed.column])
        starts = zip(*(column[used].tolist() for column in self.timed.starts), strict=True)
        return {
            pair: next(option for option in _options(part, pair) if starts_of_codes(*option) == wanted)
            for pair, wanted in zip(self.timed.pair[used].tolist(), starts, strict=True)
        }


class _Rows:
    """Rows written so far."""

    def __init__(self) -> None:
        self._columns: list[Integers] = []
        self._values: list[Integers] = []
        self._least: list[int] = []
        self._most: list[int] = []

    def add(self, *terms: tuple[Iterable[int], int], least: int = -NO_LIMIT, most: int = NO_LIMIT) -> None:
        """A row of terms, each some columns with one coefficient."""
        columns = [np.fromiter(columns, np.int64) for columns, _ in terms]
        values = [np.full(len(some), value) for some, (_, value) in zip(columns, terms, strict=True)]
        self._columns.append(np.concatenate(columns))
        self._values.append(np.concatenate(values))
        self._least.append(least)
        self._most.append(most)

    def matrix(self, width: int) -> tuple[csr_array, Integers, Integers]:
        """All rows and their limits."""
        ends = np.cumsum([0, *(len(columns) for columns in self._columns)])
        nothing = np.empty(0, np.int64)
        matrix = csr_array(
            (np.concatenate([nothing, *self._values]), np.concatenate([nothing, *self._columns]), ends),
            shape=(len(self._least), width),
        )
        matrix.sort_indices()
        return matrix, np.array(self._least, np.int64), np.array(self._most, np.int64)


@dataclass(frozen=True, eq=False)
class Timed:
    """Options that can clash: column, pair, start in week A and in week B (-1 for none)."""

    column: Integers
    pair: Integers
    starts: tuple[Integers, Integers]


def size(part: Part) -> int:
    """The most columns that the programme of a component can have."""
    counts = np.diff(part.instance.option_start)[part.row]
    return part.pair_count + part.family_count + int(counts[_can_clash(part)].sum())


def programme(part: Part) -> Programme:
    """The programme of a component: its 0-1 solutions are the solutions of the component."""
    pairs, families = part.pair_count, part.family_count
    several = _several(part)
    couples = np.flatnonzero(part.need > _SEVERAL)
    both = np.full(families, -1)
    both[couples] = pairs + np.arange(len(couples))
    timed = _timed(part, pairs + len(couples))
    rows = _Rows()
    _people(rows, part, both)
    for pair, columns in _groups(timed.pair, timed.column):
        rows.add(([pair], 1), (columns, -1), least=0, most=0)
    settings = part.instance.settings
    for volunteer, options in _groups(part.volunteer[timed.pair], np.arange(len(timed.pair))):
        if several[volunteer]:
            for window in _windows(timed, np.array(options), settings.volunteer_apart):
                rows.add((window, 1), most=1)
    for family, options in _groups(part.family[timed.pair], np.arange(len(timed.pair))):
        if both[family] >= 0:
            for window in _windows(timed, np.array(options), settings.family_apart):
                rows.add((window, 1), ([int(both[family])], -1), most=0)
    width = pairs + len(couples) + len(timed.column)
    low = np.zeros(width, np.int64)
    low[:pairs] = part.pinned
    high = np.ones(width, np.int64)
    return Programme(*rows.matrix(width), low, high, _levels(part, both, width), pairs, timed)


def _people(rows: _Rows, part: Part, both: Integers) -> None:
    """Rows of volunteers' capacities and of families' needs."""
    everything = np.arange(part.pair_count)
    for volunteer, pairs in _groups(part.volunteer, everything):
        if len(pairs) > part.capacity[volunteer]:
            rows.add((pairs, 1), most=int(part.capacity[volunteer]))
    for family, pairs in _groups(part.family, everything):
        if both[family] < 0:
            rows.add((pairs, 1), most=1)
            continue
        rows.add((pairs, 1), ([int(both[family])], -int(part.need[family])), least=0, most=0)
        for pair in pairs:
            rows.add(([pair], 1), ([int(both[family])], -1), most=0)


def _several(part: Part) -> Flags:
    """Volunteers who can get several families."""
    pairs = np.bincount(part.volunteer, minlength=len(part.capacity))
    return np.minimum(part.capacity, pairs) > _SEVERAL


def _can_clash(part: Part) -> Flags:
    """Pairs whose moment matters to other pairs."""
    return _several(part)[part.volunteer] | (part.need > _SEVERAL)[part.family]


def _timed(part: Part, first_column: int) -> Timed:
    timed = np.flatnonzero(_can_clash(part))
    options = np.unique(np.stack(option_starts(part, timed), axis=1), axis=0)
    pair, start_a, start_b = options.T
    return Timed(first_column + np.arange(len(pair)), pair, (start_a, start_b))


def _windows(timed: Timed, options: Integers, apart: int) -> list[tuple[int, ...]]:
    """Columns of each window of one person in which several pairs have options, without parts of others."""
    found: set[tuple[int, ...]] = set()
    for starts in timed.starts:
        begin = starts[options]
        for first in np.unique(begin[begin >= 0]).tolist():
            last = min(first + apart, first - first % DAY_STARTS + DAY_STARTS, WEEK_STARTS)
            inside = options[(begin >= first) & (begin < last)]
            if len(np.unique(timed.pair[inside])) > 1:
                found.add(tuple(timed.column[inside].tolist()))
    largest_first = sorted(found, key=lambda window: (-len(window), window))
    kept: list[frozenset[int]] = []
    for window in largest_first:
        columns = frozenset(window)
        if not any(columns <= other for other in kept):
            kept.append(columns)
    return [tuple(sorted(columns)) for columns in kept]


def _levels(part: Part, both: Integers, width: int) -> list[Integers]:
    """What each column is worth: a family for two counts by its own column, quality always by the pairs."""
    alone = both[part.family] < 0
    couples = np.flatnonzero(both >= 0)
    levels = []
    for of_family in (part.urgent, np.ones_like(part.urgent), part.band):
        level = np.zeros(width, np.int64)
        level[: part.pair_count] = np.where(alone, of_family[part.family], 0)
        level[both[couples]] = of_family[couples]
        levels.append(level)
    for of_pair in (part.score, part.kept):
        level = np.zeros(width, np.int64)
        level[: part.pair_count] = of_pair
        levels.append(level)
    return levels


def starts_of_codes(one: int, other: int) -> tuple[int, int]:
    """Start in week A and start in week B of an option, -1 for none."""
    rhythm, start = divmod(one, WEEK_STARTS)
    if rhythm == 0:
        return start, start
    if rhythm == 1:
        return start, -1 if other == NO_SLOT else other % WEEK_STARTS
    return -1, start


def _options(part: Part, pair: int) -> list[tuple[int, int]]:
    instance, row = part.instance, part.row[pair]
    codes = instance.option[instance.option_start[row] : instance.option_start[row + 1]].tolist()
    return [(one, other) for one, other in codes]


def _groups(keys: Integers, values: Integers) -> list[tuple[int, list[int]]]:
    """Values by key, keys ascending."""
    order = np.argsort(keys, kind="stable")
    distinct, first = np.unique(keys[order], return_index=True)
    pieces = np.split(values[order], first[1:]) if len(distinct) else []
    return [(int(key), piece.tolist()) for key, piece in zip(distinct, pieces, strict=True)]

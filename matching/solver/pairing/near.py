"""Which families live within reach of which volunteers, without looking at every pair of them.

The homes are sorted by rows of a grid and by x within a row. A circle around a start address is then a
contiguous range of homes in each row that it touches, found by binary search; the ranges are expanded a
bounded number at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.pairing.rules import MOST_METRES, squared_metres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from matching.solver.pairing.people import People

    Rows = NDArray[np.int64]

MOST_CANDIDATES = 2_000_000
_VOLUNTEERS_AT_ONCE = 2_048
_LEAST_HEIGHT = 50
_WIDTH = 1 << 24


@dataclass(frozen=True)
class _Homes:
    """Homes sorted by grid row and x; `key` is row * width + x."""

    key: Rows
    family: Rows
    second: NDArray[np.bool_]
    height: int
    top_row: int


@dataclass(frozen=True)
class _Starts:
    """Start addresses, a volunteer's two after each other."""

    volunteer: Rows
    second: NDArray[np.bool_]
    x: Rows
    y: Rows
    radius: Rows


def candidates(people: People, volunteer_rows: Rows, family_rows: Rows) -> Iterator[tuple[Rows, Rows, int]]:
    """Pairs with at least one home within at least one start address's travel limit, each once.

    Parameters
    ----------
    people : People
    volunteer_rows, family_rows : int64 arrays, ascending
        Who takes part.

    Yields
    ------
    volunteer rows, family rows : int64 arrays
        Chunks of whole volunteers, in ascending order of volunteers over all chunks.
    done : int
        How many of `volunteer_rows` are behind us.
    """
    if not len(volunteer_rows) or not len(family_rows):
        return
    radius = _radius(people, volunteer_rows)
    homes = _homes(people, family_rows, max(_LEAST_HEIGHT, int(np.median(radius)) // 4))
    for low in range(0, len(volunteer_rows), _VOLUNTEERS_AT_ONCE):
        part = volunteer_rows[low : low + _VOLUNTEERS_AT_ONCE]
        starts = _starts(people, part, radius[low : low + _VOLUNTEERS_AT_ONCE])
        first, last, owner = _ranges(starts, homes)
        for chunk in _chunks(last - first, starts.volunteer[owner]):
            place, start = _expand(first[chunk], last[chunk], owner[chunk])
            family = homes.family[place]
            keep = _first_of_pair(people, starts, start, family, homes.second[place])
            volunteer = starts.volunteer[start[keep]]
            done = low + int(np.searchsorted(part, volunteer[-1])) + 1 if len(volunteer) else low
            yield volunteer, family[keep], done


def _radius(people: People, rows: Rows) -> Rows:
    readers = people.volunteers
    limit: Rows = readers.max_minutes[rows].astype(np.int64) * readers.metres_per_minute[rows]
    return np.minimum(limit, MOST_METRES)


def _homes(people: People, rows: Rows, height: int) -> _Homes:
    families = people.families
    apart = (families.x[rows, 0] != families.x[rows, 1]) | (families.y[rows, 0] != families.y[rows, 1])
    family = np.concatenate([rows, rows[apart]])
    second = np.arange(len(family)) >= len(rows)
    row = families.y[family, second.astype(np.int64)].astype(np.int64) // height
    key = row * _WIDTH + families.x[family, second.astype(np.int64)]
    order = np.lexsort((family, key))
    return _Homes(key[order], family[order], second[order], height, int(row.max()))


def _starts(people: People, rows: Rows, radius: Rows) -> _Starts:
    x = people.volunteers.x[rows].astype(np.int64)
    y = people.volunteers.y[rows].astype(np.int64)
    real = np.ones_like(x, np.bool_)
    real[:, 1] = (x[:, 0] != x[:, 1]) | (y[:, 0] != y[:, 1])
    row, column = np.nonzero(real)
    return _Starts(rows[row], column == 1, x[row, column], y[row, column], radius[row])


def _ranges(starts: _Starts, homes: _Homes) -> tuple[Rows, Rows, Rows]:
    """Per start and grid row that its circle touches: first and last place in the homes, and the start."""
    bottom = np.maximum(starts.y - starts.radius, 0) // homes.height
    top = np.minimum((starts.y + starts.radius) // homes.height, homes.top_row)
    counts = np.maximum(top - bottom + 1, 0)
    owner = np.repeat(np.arange(len(counts)), counts)
    row = bottom[owner] + np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    low, high = row * homes.height, (row + 1) * homes.height - 1
    y, radius = starts.y[owner], starts.radius[owner]
    away = np.maximum(np.maximum(low - y, y - high), 0)
    reach = np.sqrt((radius * radius - away * away).astype(np.float64)).astype(np.int64) + 1
    x = starts.x[owner]
    first = np.searchsorted(homes.key, row * _WIDTH + np.maximum(x - reach, 0), side="left")
    last = np.searchsorted(homes.key, row * _WIDTH + np.minimum(x + reach, _WIDTH - 1), side="right")
    return first.astype(np.int64), last.astype(np.int64), owner


def _chunks(counts: Rows, volunteer: Rows) -> Iterator[slice]:
    """Slices of ranges of whole volunteers with a bounded number of candidates each."""
    total = np.cumsum(counts)
    ends = np.flatnonzero(np.append(volunteer[1:] != volunteer[:-1], True)) + 1
    low = 0
    while low < len(counts):
        budget = (total[low - 1] if low else 0) + MOST_CANDIDATES
        fits = int(np.searchsorted(total[ends - 1], budget, side="right"))
        following = int(np.searchsorted(ends, low, side="right"))
        high = int(ends[max(fits - 1, following)])
        yield slice(low, high)
        low = high


def _expand(first: Rows, last: Rows, owner: Rows) -> tuple[Rows, Rows]:
    counts = last - first
    offset = np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(first, counts) + np.arange(len(offset)) - offset, np.repeat(owner, counts)


def _first_of_pair(
    people: People, starts: _Starts, start: Rows, family: Rows, second_home: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Candidates inside the circle, and of a pair's up to four ways only the first."""
    squared = starts.radius[start] ** 2
    families, home = people.families, second_home.astype(np.int64)
    x, y = families.x[family, home].astype(np.int64), families.y[family, home].astype(np.int64)
    keep: NDArray[np.bool_] = (starts.x[start] - x) ** 2 + (starts.y[start] - y) ** 2 <= squared
    again = np.flatnonzero(keep & starts.second[start])
    volunteer = starts.volunteer[start[again]]
    across = people.volunteers.x[volunteer, 0] - x[again]
    along = people.volunteers.y[volunteer, 0] - y[again]
    keep[again] = across * across + along * along > squared[again]
    other = np.flatnonzero(keep & second_home)
    keep[other] = squared_metres(people, starts.volunteer[start[other]], family[other], 0) > squared[other]
    return keep

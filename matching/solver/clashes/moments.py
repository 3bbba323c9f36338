"""Exact choice of one option per pair among pairs that share volunteers or families, by backtracking.

A start of week A is bit ``start`` and one of week B bit ``182 + start`` of one integer; a weekly slot has
both. An option is that mask of its starts; beside it stands the mask of starts that it makes impossible, so
that two options clash when one's starts meet the other's impossible ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matching.solver.clashes.backtracking import Backtracking, Moment, TooManyStepsError, Visit
from matching.solver.clashes.packing import too_many
from matching.solver.instance import NO_SLOT
from matching.solver.slots import DAY_STARTS, WEEK_STARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matching.solver.clashes.backtracking import Option
    from matching.solver.components import Part

MOST_STEPS = 200_000
_WEEKS = {0: (0, 1), 1: (0,), 2: (1,)}
_WEEK_STARTS = ((1 << WEEK_STARTS) - 1, (1 << WEEK_STARTS) - 1 << WEEK_STARTS)


@dataclass(frozen=True)
class Timetable:
    """Options for the pairs that can be served together, and the groups of pairs that cannot.

    Attributes
    ----------
    options : dict of int to (int, int)
        Per pair that is settled, the slot codes of its option.
    clashes : tuple of tuple of int
        Smallest groups of pairs that no choice of options serves together.
    unsettled : tuple of tuple of int
        Groups for which neither was found within the steps allowed.
    """

    options: dict[int, Option]
    clashes: tuple[tuple[int, ...], ...]
    unsettled: tuple[tuple[int, ...], ...]


class Moments:
    """The options of a part's pairs, earliest first, ready for comparison.

    Parameters
    ----------
    part : Part
    steps : int, optional
        How often one backtracking may hold a pair against another before it gives up.
    """

    def __init__(self, part: Part, steps: int = MOST_STEPS) -> None:
        self._most_steps = steps
        self._part = part
        self._apart = part.instance.settings.volunteer_apart, part.instance.settings.family_apart
        self._known: dict[int, Visit] = {}

    def earliest(self, pair: int) -> Option:
        """The first option of a pair that has nobody to reckon with."""
        return min(self._options(pair), key=_earliest_first)

    def timetable(self, pairs: Sequence[int]) -> Timetable:
        """Options for these pairs (ascending local rows), group by group."""
        chosen = np.array(pairs, np.int64)
        alone = self._alone(chosen)
        options = self._earliest(chosen[alone])
        clashes, unsettled = [], []
        for group in self._groups(chosen[~alone]):
            try:
                found = self.together(group)
                if found is None:
                    clashes.append(self.smallest(group))
                else:
                    options.update(found)
            except TooManyStepsError:
                unsettled.append(tuple(group))
        return Timetable(options, tuple(clashes), tuple(unsettled))

    def fit(self, pairs: Sequence[int], steps: int | None = None) -> dict[int, Option] | None:
        """Options for these pairs, or None when there are none or none is found in the steps allowed."""
        try:
            return self.together(pairs, steps)
        except TooManyStepsError:
            return None

    def together(self, pairs: Sequence[int], steps: int | None = None) -> dict[int, Option] | None:
        """The first options in fixed order with which these pairs go together, None if there are none."""
        if len(pairs) == 1:
            return {pairs[0]: self.earliest(pairs[0])}
        visits = [self._visit(pair) for pair in pairs]
        if too_many(visits, self._apart[0]):
            return None
        found = Backtracking(visits, self._most_steps if steps is None else steps).found()
        return (
            None
            if found is None
            else {pair: moment.option for pair, moment in zip(pairs, found, strict=True)}
        )

    def smallest(self, pairs: Sequence[int]) -> tuple[int, ...]:
        """A group of pairs among these that cannot go together although any one less of them can."""
        group = list(pairs)
        for pair in reversed(pairs):
            rest = [other for other in group if other != pair]
            if self.together(rest) is None:
                group = rest
        return tuple(group)

    def _alone(self, pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether neither the volunteer nor the family of a pair is in another one."""
        volunteer, family = self._part.volunteer[pairs], self._part.family[pairs]
        alone: NDArray[np.bool_] = (np.bincount(volunteer)[volunteer] == 1) & (
            np.bincount(family)[family] == 1
        )
        return alone

    def _earliest(self, pairs: NDArray[np.int64]) -> dict[int, Option]:
        """The first option of each of these pairs, as `earliest` gives it."""
        instance, rows = self._part.instance, self._part.row[pairs]
        counts = instance.option_start[rows + 1] - instance.option_start[rows]
        first = np.cumsum(counts) - counts
        place = np.arange(int(counts.sum())) + np.repeat(instance.option_start[rows] - first, counts)
        one, other = instance.option[place].astype(np.int64).T
        second = np.where(other == NO_SLOT, -1, other % WEEK_STARTS)
        order = np.lexsort((other, second, one, one % WEEK_STARTS, np.repeat(np.arange(len(rows)), counts)))
        best = order[first]
        return dict(
            zip(pairs.tolist(), zip(one[best].tolist(), other[best].tolist(), strict=True), strict=True)
        )

    def _groups(self, pairs: NDArray[np.int64]) -> list[list[int]]:
        """Pairs linked by a volunteer, or by a family with two readers."""
        part, count = self._part, len(pairs)
        readers = len(part.capacity)
        ends = np.concatenate([part.volunteer[pairs], readers + part.family[pairs]])
        links = coo_array(
            (np.ones(2 * count, np.int8), (np.tile(np.arange(count), 2), count + ends)),
            shape=(count + readers + part.family_count,) * 2,
        )
        label = connected_components(links, directed=False)[1][:count]
        order = np.argsort(label, kind="stable")
        pieces = np.split(pairs[order], np.flatnonzero(np.diff(label[order])) + 1) if count else []
        return [piece.tolist() for piece in pieces]

    def _visit(self, pair: int) -> Visit:
        if pair not in self._known:
            ordered = sorted(set(self._options(pair)), key=_earliest_first)
            moments = [self._moment(option) for option in ordered]
            starts = reduce(or_, (moment.starts for moment in moments))
            in_a, in_b = (all(moment.starts & week for moment in moments) for week in _WEEK_STARTS)
            ends = int(self._part.volunteer[pair]), int(self._part.family[pair])
            self._known[pair] = Visit(*ends, moments, starts, (in_a, in_b))
        return self._known[pair]

    def _options(self, pair: int) -> list[Option]:
        instance, row = self._part.instance, self._part.row[pair]
        codes = instance.option[instance.option_start[row] : instance.option_start[row + 1]].tolist()
        return [(one, other) for one, other in codes]

    def _moment(self, option: Option) -> Moment:
        volunteer_apart, family_apart = self._apart
        return Moment(option, _mask(option, 1), _mask(option, volunteer_apart), _mask(option, family_apart))


def _earliest_first(option: Option) -> tuple[int, int, int, int]:
    one, other = option
    return one % WEEK_STARTS, one, other % WEEK_STARTS if other != NO_SLOT else -1, other


@lru_cache(maxsize=4_096)
def _mask(option: Option, apart: int) -> int:
    """Starts less than `apart` half hours from those of an option, on the same day and in the same weeks."""
    mask = 0
    for code in option:
        if code == NO_SLOT:
            continue
        rhythm, start = divmod(code, WEEK_STARTS)
        day = start - start % DAY_STARTS
        for near in range(max(day, start - apart + 1), min(day + DAY_STARTS, start + apart)):
            for week in _WEEKS[rhythm]:
                mask |= 1 << (week * WEEK_STARTS + near)
    return mask

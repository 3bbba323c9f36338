"""Level by level to the end: bound from the linear relaxation, columns fixed by it, search for the rest.

Where visits clash or families need two readers, serving one family can prevent two others, so that no single
weighting of the levels does; each level is settled with all before it as rows. A large programme is first
searched among the columns that lose least in the linear relaxation.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, vstack

from matching.solver.clashes import Moments, best, bound, nearest, objective, programme, size
from matching.solver.clashes.formulation import NO_LIMIT
from matching.solver.components import ceiling
from matching.solver.result import LEVELS, vector
from matching.solver.solve.ledger import Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.clashes import Bound, Programme
    from matching.solver.components import Part
    from matching.solver.control import Control
    from matching.solver.result import Vector

    Integers = NDArray[np.int64]


MOST_COLUMNS = 200_000
FEW_COLUMNS = 20_000


def exact(part: Part, known: Outcome, control: Control) -> Outcome:
    """Best solution of one component, proven on all levels unless time is up or it is huge.

    A component whose programme would have more than `MOST_COLUMNS` columns keeps what is known: its linear
    relaxation alone would take minutes.

    Parameters
    ----------
    part : Part
        One component.
    known : Outcome
        A solution that keeps the pins, and a bound.
    control : Control
    """
    return known if size(part) > MOST_COLUMNS else _Levels(part, known, control).run()


class _Levels:
    def __init__(self, part: Part, known: Outcome, control: Control) -> None:
        self._part = part
        self._known = known
        self._control = control
        self._moments = Moments(part)
        self._options = known.options
        self._value: Vector = known.objective
        self._programme = programme(part)
        self._columns = self._programme.columns(part, known.options)

    def run(self) -> Outcome:
        levels = list(ceiling(self._part))
        for level in range(len(LEVELS)):
            levels[level] = self._settle(level, levels[level])
            if levels[level] > self._value[level]:
                break
        most = min(vector(levels), self._known.bound)
        return Outcome(self._options, self._value, max(most, self._value), 1, self._part.family_count)

    def _settle(self, level: int, ceiling_of_level: int) -> int:
        """Bound on a level; the solution is then the best known on it, and it stays that good."""
        worth = self._programme.levels[level]
        if not worth.any():
            return 0
        if self._control.should_stop:
            return ceiling_of_level
        linear = bound(self._programme, worth, self._control)
        most = min(linear.most, ceiling_of_level)
        self._fix(linear, level)
        if len(worth) > FEW_COLUMNS and most > self._value[level]:
            high = nearest(self._programme, worth, self._columns, FEW_COLUMNS, self._control)
            self._search(replace(self._programme, high=high), level, most)
            self._fix(linear, level)
        if most > self._value[level]:
            most = self._search(self._programme, level, most)
            self._fix(linear, level)
        self._keep(level)
        return most

    def _search(self, among: Programme, level: int, most: int) -> int:
        """Take the best solution of a programme if it is better than the one known; the bound on it."""
        if self._control.should_stop:
            return most
        worth = among.levels[level]
        answer = best(among, worth, most, self._columns, self._control)
        if answer.values is not None and worth @ answer.values > self._value[level]:
            self._take(answer.values)
        return answer.most

    def _fix(self, linear: Bound, level: int) -> None:
        low, high = linear.fixed(self._programme, self._value[level])
        self._programme = replace(self._programme, low=low, high=high)

    def _keep(self, level: int) -> None:
        """From now on, nothing that is worse on this level."""
        known = self._programme
        row = csr_array(known.levels[level][None, :])
        self._programme = replace(
            known,
            matrix=csr_array(vstack([known.matrix, row])),
            least=np.append(known.least, self._value[level]),
            most=np.append(known.most, NO_LIMIT),
        )

    def _take(self, values: Integers) -> None:
        chosen = self._programme.chosen(values)
        timetable = self._moments.timetable(chosen)
        options = timetable.options
        if timetable.unsettled:
            options = {pair: self._moments.earliest(pair) for pair in chosen}
            options.update(self._programme.options(self._part, values))
        self._options, self._columns = options, values
        self._value = objective(self._part, options)

"""Bounds in whole numbers from the linear relaxation of a programme, whatever rounding did to its duals.

GLOP gives duals as floating-point numbers. They are scaled, rounded to integers and put into the dual
function, which is a bound for *any* multipliers of the right sign: nothing that is computed inexactly is
believed (safe dual bounds; Neumaier and Shcherbina, Mathematical Programming 99, 2004,
doi:10.1007/s10107-003-0433-3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.util.python.solve_interrupter import SolveInterrupter

from matching.solver.clashes.interruption import interrupting
from matching.solver.result import LEVELS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.clashes.formulation import Programme
    from matching.solver.control import Control

    Integers = NDArray[np.int64]

SCALE = 1 << 20
_LEVEL_BEFORE_QUALITY = 10_000


@dataclass(frozen=True, eq=False)
class Bound:
    """What no solution can exceed, and what each column loses against it.

    Attributes
    ----------
    most : int
        No solution is worth more.
    scaled : int
        The same before rounding down, times `SCALE`.
    loss : int64[columns]
        How much a solution is below `scaled` if the column has the value that does not suit: positive when
        1 does not suit, negative when 0 does not.
    """

    most: int
    scaled: int
    loss: Integers

    def fixed(self, programme: Programme, value: int) -> tuple[Integers, Integers]:
        """Bounds of the columns in all solutions that are worth at least `value` (reduced cost fixing)."""
        room = self.scaled - value * SCALE
        low, high = programme.low.copy(), programme.high.copy()
        high[(self.loss > room) & (low == 0)] = 0
        low[(-self.loss > room) & (high == 1)] = 1
        return low, high


def bound(programme: Programme, worth: Integers, control: Control) -> Bound:
    """Bound on the worth of any solution; a poor one when the control stops the work on a good one."""
    multiplier = np.rint(_duals(programme, worth, control) * SCALE).astype(np.int64)
    limit = np.where(multiplier > 0, programme.most, programme.least)
    reduced = worth * SCALE - programme.matrix.T @ multiplier
    at_best = np.where(reduced > 0, programme.high, programme.low)
    scaled = int((multiplier * limit).sum()) + int((reduced * at_best).sum())
    return Bound(scaled // SCALE, scaled, -reduced)


def nearest(programme: Programme, worth: Integers, kept: Integers, most: int, control: Control) -> Integers:
    """Upper bounds of the columns that leave about `most` of them free: those that lose least.

    Where a level alone does not tell columns apart (any reader will do), their quality does.

    Parameters
    ----------
    programme : Programme
    worth : int64[columns]
        What they are worth on a level.
    kept : int64[columns]
        A solution; its columns stay.
    most : int
        How many may stay beside those that lose as little as the last of them.
    control : Control
    """
    blended = _LEVEL_BEFORE_QUALITY * worth + programme.levels[LEVELS.index("score")]
    loss = np.abs(blended - programme.matrix.T @ _duals(programme, blended, control))
    stays = (loss <= np.partition(loss, most)[most]) | (kept > 0)
    return np.where(stays, programme.high, programme.low)


def _duals(programme: Programme, worth: Integers, control: Control) -> NDArray[np.float64]:
    """Duals of the rows: at least 0 where only `most` limits, at most 0 where only `least` does."""
    model, interrupter = _model(programme, worth), SolveInterrupter()
    with interrupting(control, interrupter.interrupt):
        result = mathopt.solve(model, mathopt.SolverType.GLOP, interrupter=interrupter)
    duals = np.zeros(len(programme.least))
    if result.has_dual_feasible_solution():
        found = result.dual_values()
        duals[[row.id for row in found]] = list(found.values())
    unlimited_above, unlimited_below = (
        np.abs(limit) >= 1 << 40 for limit in (programme.most, programme.least)
    )
    duals[unlimited_above] = np.minimum(duals[unlimited_above], 0)
    duals[unlimited_below] = np.maximum(duals[unlimited_below], 0)
    return duals


def _model(programme: Programme, worth: Integers) -> mathopt.Model:
    model = model_pb2.ModelProto()
    columns, rows = len(programme.low), len(programme.least)
    model.variables.ids.extend(range(columns))
    model.variables.lower_bounds.extend(programme.low.tolist())
    model.variables.upper_bounds.extend(programme.high.tolist())
    model.variables.integers.extend([False] * columns)
    model.linear_constraints.ids.extend(range(rows))
    model.linear_constraints.lower_bounds.extend(_limits(programme.least))
    model.linear_constraints.upper_bounds.extend(_limits(programme.most))
    entries = programme.matrix.tocoo()
    model.linear_constraint_matrix.row_ids.extend(entries.row.tolist())
    model.linear_constraint_matrix.column_ids.extend(entries.col.tolist())
    model.linear_constraint_matrix.coefficients.extend(entries.data.tolist())
    model.objective.maximize = True
    worthy = np.flatnonzero(worth)
    model.objective.linear_coefficients.ids.extend(worthy.tolist())
    model.objective.linear_coefficients.values.extend(worth[worthy].tolist())
    return mathopt.Model.from_model_proto(model)


def _limits(limits: Integers) -> list[float]:
    values = limits.astype(np.float64)
    values[np.abs(limits) >= 1 << 40] *= np.inf
    answer: list[float] = values.tolist()
    return answer

"""HiGHS on the plain integer program.

Level by level, because floats cannot hold five strict levels in one objective.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import highspy
import numpy as np

from benchmarks.peers.plain_program import Program
from benchmarks.worth import LEVELS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver import Instance

    Integers = NDArray[np.int64]

ALMOST_ONE = 0.9


@dataclass(frozen=True, eq=False)
class Answer:
    """Chosen pairs, how many levels were proven before the time was over, and the seconds it took."""

    pairs: Integers
    proven: int
    seconds: float


def integer_program(instance: Instance, time_limit: float) -> Answer:
    """Solve level after level, each kept while the next is asked; the time of building does not count."""
    program = Program(instance)
    solver = _loaded(program)
    began, proven, worth = time.perf_counter(), 0, program.worth()
    values = np.zeros(program.columns)
    for level in range(LEVELS):
        left = time_limit - (time.perf_counter() - began)
        if left <= 0:
            break
        solver.changeColsCost(program.columns, _all(program.columns), worth[level].astype(np.float64))
        solver.setOptionValue("time_limit", left)
        solver.run()
        solution = solver.getSolution()
        if solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            values = np.array(solution.col_value)
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            break
        proven += 1
        reached = float(worth[level] @ np.rint(values).astype(np.int64))
        used = np.flatnonzero(worth[level]).astype(np.int32)
        solver.addRow(reached, highspy.kHighsInf, len(used), used, worth[level][used].astype(np.float64))
        solver.setSolution(solution)
    chosen = np.flatnonzero(np.rint(values[: program.choices]) > 0)
    pairs = np.array(sorted(program.pair_of[choice] for choice in chosen), np.int64)
    return Answer(pairs, proven, time.perf_counter() - began)


def _loaded(program: Program) -> highspy.Highs:
    matrix, lower, upper = program.rows()
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = program.columns, matrix.shape[0]
    model.col_cost_ = np.zeros(program.columns)
    model.col_lower_, model.col_upper_ = np.zeros(program.columns), np.ones(program.columns)
    model.row_lower_, model.row_upper_ = lower, upper
    model.integrality_ = [highspy.HighsVarType.kInteger] * program.columns
    model.sense_ = highspy.ObjSense.kMaximize
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = matrix.indptr, matrix.indices
    model.a_matrix_.value_ = matrix.data
    solver = highspy.Highs()  # type: ignore[no-untyped-call] # Highs - its constructor has no types
    solver.silent()
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", ALMOST_ONE)
    solver.passModel(model)
    return solver


def _all(count: int) -> NDArray[np.int32]:
    return np.arange(count, dtype=np.int32)

"""The model one writes first: CP-SAT with an optional interval per (pair, option) and slot, big-M priorities.

A volunteer's intervals (visit and gap long) do not overlap, nor do the visits of a family with two readers;
weeks A and B lie one after the other on one time line. All levels that fit under the solver's largest number
are folded into one objective with strict weights.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.worth import weighted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.worth import Folded
    from matching.solver import Instance, Slot

WEEK = 7 * 24 * 60
MOST_OBJECTIVE = 1 << 60


@dataclass(frozen=True)
class Moment:
    """Relative gap of the weighted objective from this second on."""

    second: float
    gap: float


@dataclass(frozen=True, eq=False)
class Answer:
    """What was found; `levels` are in the objective, `trace` is how the gap came down."""

    pairs: NDArray[np.int64]
    proven: bool
    gap: float
    levels: int
    building: float
    seconds: float
    trace: tuple[Moment, ...]

    def until(self, gap: float) -> float:
        """Seconds for which the gap was over this one; all of them when it always was."""
        return next((moment.second for moment in self.trace if moment.gap <= gap), self.seconds)


class _Trace(cp_model.CpSolverSolutionCallback):
    """Writes down when the gap changes."""

    def __init__(self) -> None:
        super().__init__()
        self._began = time.perf_counter()
        self._found = 0.0
        self._bound = float("inf")
        self.moments: list[Moment] = []

    def on_solution_callback(self) -> None:
        self._found, self._bound = self.objective_value, min(self._bound, self.best_objective_bound)
        self._note()

    def bound(self, bound: float) -> None:
        self._bound = min(self._bound, bound)
        self._note()

    def _note(self) -> None:
        seconds = time.perf_counter() - self._began
        self.moments.append(Moment(seconds, relative_gap(self._found, self._bound)))


class _Model:
    """The naive model of an instance."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self.model = cp_model.CpModel()
        self.pair_of: list[int] = []
        self.chosen: list[cp_model.IntVar] = []
        self._of_pair: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        self._of_volunteer: dict[int, list[cp_model.IntervalVar]] = defaultdict(list)
        self._of_family: dict[int, list[cp_model.IntervalVar]] = defaultdict(list)

    def build(self, folded: Folded) -> None:
        """Variables, rows and objective."""
        for pair in range(self._instance.pair_count):
            for option in self._instance.options_of(pair):
                self._choice(pair, option)
        for intervals in (*self._of_volunteer.values(), *self._of_family.values()):
            self.model.add_no_overlap(intervals)
        for pair, choices in self._of_pair.items():
            self.model.add_at_most_one(choices)
            if self._instance.pinned[pair]:
                self.model.add_exactly_one(choices)
        placed = self._sides()
        self.model.maximize(
            cp_model.LinearExpr.weighted_sum(placed, folded.family.tolist())
            + cp_model.LinearExpr.weighted_sum(self.chosen, folded.pair[self.pair_of].tolist())
        )

    def _choice(self, pair: int, option: tuple[Slot, ...]) -> None:
        instance, settings = self._instance, self._instance.settings
        family = int(instance.family[pair])
        choice = self.model.new_bool_var("")
        self.pair_of.append(pair)
        self.chosen.append(choice)
        self._of_pair[pair].append(choice)
        for start in _starts(option):
            away = settings.visit_minutes + settings.gap_minutes
            interval = self.model.new_optional_fixed_size_interval_var(start, away, choice, "")
            self._of_volunteer[int(instance.volunteer[pair])].append(interval)
            if instance.need[family] > 1:
                visit = self.model.new_optional_fixed_size_interval_var(
                    start, settings.visit_minutes, choice, ""
                )
                self._of_family[family].append(visit)

    def _sides(self) -> list[cp_model.IntVar]:
        """Rows of both sides; per family whether it is placed."""
        volunteers: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        families: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for pair, choice in zip(self.pair_of, self.chosen, strict=True):
            volunteers[int(self._instance.volunteer[pair])].append(choice)
            families[int(self._instance.family[pair])].append(choice)
        for volunteer, choices in volunteers.items():
            self.model.add(cp_model.LinearExpr.sum(choices) <= int(self._instance.capacity[volunteer]))
        placed = [self.model.new_bool_var("") for _ in self._instance.families]
        for family, is_placed in enumerate(placed):
            readers = cp_model.LinearExpr.sum(families[family])
            self.model.add(readers == int(self._instance.need[family]) * is_placed)
        return placed


def intervals(instance: Instance, time_limit: float) -> Answer:
    """Solve the naive model with the solver's own choice of workers; building it does not count."""
    began = time.perf_counter()
    folded, naive = weighted(instance, MOST_OBJECTIVE), _Model(instance)
    naive.build(folded)
    building = time.perf_counter() - began
    solver, trace = cp_model.CpSolver(), _Trace()
    solver.parameters.max_time_in_seconds = time_limit
    solver.best_bound_callback = trace.bound
    began = time.perf_counter()
    status = solver.solve(naive.model, trace)
    seconds = time.perf_counter() - began
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    taken = [solver.boolean_value(choice) for choice in naive.chosen] if found else []
    return Answer(
        pairs=np.array(sorted(naive.pair_of[place] for place in np.flatnonzero(taken)), np.int64),
        proven=status == cp_model.OPTIMAL,
        gap=relative_gap(solver.objective_value, solver.best_objective_bound) if found else 1.0,
        levels=folded.levels,
        building=building,
        seconds=seconds,
        trace=tuple(trace.moments),
    )


def relative_gap(found: float, bound: float) -> float:
    """Distance to the bound as a share of the bound."""
    if bound == float("inf"):
        return 1.0
    return (bound - found) / max(1.0, abs(bound))


def _starts(option: tuple[Slot, ...]) -> list[int]:
    weeks = {"w": (0, 1), "a": (0,), "b": (1,)}
    return [week * WEEK + slot.day * 24 * 60 + slot.start for slot in option for week in weeks[slot.rhythm]]

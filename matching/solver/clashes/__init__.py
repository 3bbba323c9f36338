"""Visits that would clash: which pairs a volunteer can serve together, and at which moments."""

from matching.solver.clashes.moments import Moments, Timetable
from matching.solver.clashes.plan import Plan, objective

__all__ = ["Moments", "Plan", "Timetable", "objective"]

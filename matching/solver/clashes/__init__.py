"""Visits that would clash: which pairs go together and when, and the programme that decides among them."""

from matching.solver.clashes.formulation import Programme, programme, size
from matching.solver.clashes.integer import Answer, best
from matching.solver.clashes.linear import Bound, bound, nearest
from matching.solver.clashes.moments import Moments, Timetable
from matching.solver.clashes.plan import HASTY_STEPS, Plan, objective

__all__ = [
    "HASTY_STEPS",
    "Answer",
    "Bound",
    "Moments",
    "Plan",
    "Programme",
    "Timetable",
    "best",
    "bound",
    "nearest",
    "objective",
    "programme",
    "size",
]

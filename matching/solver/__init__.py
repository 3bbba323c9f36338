"""The matching engine: a library of its own, data in and data out; the same input gives the same output.

>>> from matching.solver import solve
>>> from matching.solver.files import read_instance
>>> result = solve(read_instance("instance.json"))  # doctest: +SKIP
"""

from matching.solver.baseline import baseline
from matching.solver.control import Control, Progress
from matching.solver.errors import CostRangeError, FlowError, InstanceError, PinError, SlotError, SolverError
from matching.solver.instance import Instance, Settings
from matching.solver.result import LEVELS, Components, Match, Result, Vector
from matching.solver.slots import Slot
from matching.solver.solve import solve

__all__ = [
    "LEVELS",
    "Components",
    "Control",
    "CostRangeError",
    "FlowError",
    "Instance",
    "InstanceError",
    "Match",
    "PinError",
    "Progress",
    "Result",
    "Settings",
    "Slot",
    "SlotError",
    "SolverError",
    "Vector",
    "baseline",
    "solve",
]

"""Changes of a solved instance: what the best solution becomes when pairs must, or must not, be in it.

Below the explanations and the repair: these ask, here it is worked out. Only the components concerned are
looked at. Where the result is a best flow of the relaxation, a change is a cheapest chain of exchanges; where
visits clash or a family has one of two readers, it is a short search that starts from such flows.
"""

from matching.solver.changes.change import Change, Changing
from matching.solver.changes.fitting import Fitting
from matching.solver.changes.restriction import restricted
from matching.solver.changes.solved import Solved, solved

__all__ = ["Change", "Changing", "Fitting", "Solved", "restricted", "solved"]

"""The strategy: split, solve parts as flows, search only where visits clash or families need two.

The components of an instance are independent. They are solved one after the other, by several processes of
one machine (`solve` with `workers`), or as instances of their own wherever there is room (`divide`, `merge`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.solver.components import shares
from matching.solver.control import Control
from matching.solver.solve.ledger import Ledger
from matching.solver.solve.pieces import Piece, divide, merge
from matching.solver.solve.pins import check_pins
from matching.solver.solve.workers import settle_all

if TYPE_CHECKING:
    from matching.solver.instance import Instance
    from matching.solver.result import Result

__all__ = ["Piece", "divide", "merge", "solve"]


def solve(instance: Instance, control: Control | None = None, *, workers: int = 1) -> Result:
    """Choose pairs and options for the lexicographically greatest objective vector.

    Equal objectives are settled by the fixed order of ids (by length, then character): it is the order in
    which arcs reach the flow solver, whose answer is a function of them, and moments are the earliest that go
    together, families in that order. So the same instance, in whatever order it is written and by however
    many workers it is solved, gives the same result to the byte, as long as no time limit strikes.

    Parameters
    ----------
    instance : Instance
    control : Control, optional
        Time limit, stop and progress. When stopped, what is left gets a quick solution and a bound without
        solving.
    workers : int, optional
        Processes to use.

    Raises
    ------
    PinError
        If a pin cannot hold, with its rule.
    CostRangeError
        If a single level's costs do not fit the flow solver: far beyond a million families in one component.
    """
    control = Control() if control is None else control
    with control.phase("solve"):
        check_pins(instance)
        to_do = shares(instance)
        components = sum(int(share.component.max()) + 1 for share in to_do)
        families = sum(len(np.unique(instance.family[share.row])) for share in to_do)
        ledger = Ledger(control, components, families)
        for settled in settle_all(instance, to_do, control, workers):
            ledger.enter(settled)
    return ledger.result(instance, control.timings)

"""First come, first served: what a coordinator does by hand, on the same instance, for comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.solver.clashes import HASTY_STEPS, Moments, Plan
from matching.solver.components import ceiling, split
from matching.solver.control import Control
from matching.solver.solve.ledger import Ledger, Outcome, Settled
from matching.solver.solve.pins import check_pins, pins_only

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.components import Part
    from matching.solver.instance import Instance
    from matching.solver.result import Result

_FAR = np.iinfo(np.int64).max


def baseline(instance: Instance, control: Control | None = None) -> Result:
    """Longest waiting family first, each with its nearest volunteer with room and a moment free of clashes.

    Urgency is not looked at. Where travel times are unknown, the best score stands for the nearest. Pins are
    kept, so that the outcome is a solution of the same problem; its bound is one that needs no solving.
    """
    control = Control() if control is None else control
    with control.phase("baseline"):
        check_pins(instance)
        parts = split(instance)
        sizes = [(part.components, part.family_count) for part in parts]
        ledger = Ledger(control, *(sum(column) for column in zip((0, 0), *sizes, strict=True)))
        for part, size in zip(parts, sizes, strict=True):
            plan = _by_hand(part)
            ledger.enter(Settled.of(part, Outcome(plan.options, plan.objective, ceiling(part), *size)))
    return ledger.result(instance, control.timings)


def _by_hand(part: Part) -> Plan:
    moments = Moments(part)
    plan = pins_only(part, moments).copy(HASTY_STEPS)
    order = _nearest_first(part)
    of_family = np.split(order, np.cumsum(np.bincount(part.family))[:-1])
    waited: NDArray[np.int64] = np.zeros(part.family_count, np.int64)
    waited[part.family] = part.instance.waiting_days[part.instance.family[part.row]]
    for family in np.argsort(-waited, kind="stable").tolist():
        if not plan.serves(family):
            plan.add_one_of(family, of_family[family].tolist())
    return plan


def _nearest_first(part: Part) -> NDArray[np.intp]:
    minutes = part.instance.minutes[part.row].astype(np.int64)
    minutes[minutes < 0] = _FAR
    order: NDArray[np.intp] = np.lexsort((part.volunteer, -part.score, minutes, part.family))
    return order

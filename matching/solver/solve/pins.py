"""Pins: whether they can hold, and the solution that holds nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.solver.clashes import Plan
from matching.solver.components import usable
from matching.solver.errors import PinError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.clashes import Moments
    from matching.solver.components import Part
    from matching.solver.instance import Instance


def check_pins(instance: Instance) -> None:
    """Refuse pins that break a rule by counting alone.

    Raises
    ------
    PinError
        With rule ``capacity`` (more pins than the volunteer has room for) or ``need`` (more pins than the
        family needs readers, or a second reader is needed and there is none).
    """
    pins = instance.pins
    for place, (volunteer, family) in enumerate(
        zip(instance.volunteer[pins], instance.family[pins], strict=True)
    ):
        before = slice(0, place + 1)
        room, need = int(instance.capacity[volunteer]), int(instance.need[family])
        if int((instance.volunteer[pins[before]] == volunteer).sum()) > room:
            raise PinError(
                f"pins[{place}]", f"breaks rule capacity: this volunteer has room for {room}", "capacity"
            )
        if int((instance.family[pins[before]] == family).sum()) > need:
            raise PinError(f"pins[{place}]", f"breaks rule need: this family needs {need}", "need")
    alone = np.flatnonzero(~usable(instance)[pins])
    if len(alone):
        raise PinError(
            f"pins[{alone[0]}]", "breaks rule need: no second reader can be found for this family", "need"
        )


def pins_only(part: Part, moments: Moments) -> Plan:
    """A feasible solution with the pins, and with a second reader where a pinned family needs one.

    Raises
    ------
    PinError
        With rule ``slot`` (visits that must be would clash) or ``need`` (every second reader would).
    """
    plan, incomplete = Plan(part, moments), []
    for family in np.unique(part.family[part.pinned]).tolist():
        pins = np.flatnonzero(part.pinned & (part.family == family)).tolist()
        if len(pins) < part.need[family]:
            incomplete.append((pins[0], _others(part, family)))
        elif not plan.add(pins):
            raise PinError(
                _path(part, pins[-1]), "breaks rule slot: its visits would clash with other pins", "slot"
            )
    complete = _with_second_readers(plan, incomplete)
    if complete is None:
        raise PinError(
            _path(part, incomplete[0][0]),
            "breaks rule need: no second reader goes together with the pins",
            "need",
        )
    return complete


def _with_second_readers(plan: Plan, incomplete: list[tuple[int, list[int]]]) -> Plan | None:
    if not incomplete:
        return plan
    (pin, others), rest = incomplete[0], incomplete[1:]
    for other in others:
        trial = plan.copy()
        if trial.add([pin, other]):
            complete = _with_second_readers(trial, rest)
            if complete is not None:
                return complete
    return None


def _others(part: Part, family: int) -> list[int]:
    """Pairs of a family that are not pinned, the best first."""
    rows: NDArray[np.intp] = np.flatnonzero((part.family == family) & ~part.pinned)
    best_first: list[int] = rows[np.argsort(-part.score[rows], kind="stable")].tolist()
    return best_first


def _path(part: Part, pair: int) -> str:
    return f"pins[{int(np.flatnonzero(part.instance.pins == part.row[pair])[0])}]"

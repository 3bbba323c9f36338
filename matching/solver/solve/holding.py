"""Which of many pins can hold together: those before others go first, and the rest is told with its rule."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.clashes import Moments
from matching.solver.components import split
from matching.solver.errors import PinError
from matching.solver.solve.pieces import divide
from matching.solver.solve.pins import check_pins, pins_only

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matching.solver.instance import Instance


def left_out(instance: Instance, wanted: Sequence[int]) -> dict[int, str]:
    """Pins that cannot hold beside those that stand before them.

    Parameters
    ----------
    instance : Instance
        Its own pins do not count.
    wanted : sequence of int
        Different pairs that are to be pinned, the most important first.

    Returns
    -------
    dict of int to str
        Per pair that has to be left out the rule that it would break: ``capacity``, ``need`` or ``slot``.
        All others hold together, and no pair that is left out could be added to those before it.
    """
    free = replace(instance, pins=np.empty(0, np.int64))
    broken: dict[int, str] = {}
    settled: set[int] = set()
    for piece in divide(free, 1) if wanted else ():
        place = {row: number for number, row in enumerate(piece.row.tolist())}
        here = [pair for pair in wanted if pair in place]
        _, rules = _added(piece.instance, [], [place[pair] for pair in here])
        broken |= {pair: rules[place[pair]] for pair in here if place[pair] in rules}
        settled.update(here)
    # What is in no piece is in no solution: its volunteer has no room, or its family no second reader.
    alone = [pair for pair in wanted if pair not in settled]
    return broken | {pair: _broken(free, [pair]) for pair in alone}


def _added(instance: Instance, kept: list[int], pins: list[int]) -> tuple[list[int], dict[int, str]]:
    """The pins kept when these are added to others in their order, and the rules of those left out.

    Less holds where more holds, so halves are looked into only where the whole does not hold.
    """
    broken = _without_room(instance, kept, pins)
    pins = [pin for pin in pins if pin not in broken]
    rule = _broken(instance, [*kept, *pins]) if pins else ""
    if not rule:
        return [*kept, *pins], broken
    if len(pins) == 1:
        return kept, {**broken, pins[0]: rule}
    half = len(pins) // 2
    kept, first = _added(instance, kept, pins[:half])
    kept, second = _added(instance, kept, pins[half:])
    return kept, {**broken, **first, **second}


def _without_room(instance: Instance, kept: list[int], pins: list[int]) -> dict[int, str]:
    """The pins whose volunteer or family has nothing left beside those kept."""
    sides = (("capacity", instance.volunteer, instance.capacity), ("need", instance.family, instance.need))
    broken: dict[int, str] = {}
    for rule, side, room in reversed(sides):
        left = room - np.bincount(side[kept], minlength=len(room))
        broken |= {pin: rule for pin in pins if left[side[pin]] <= 0}
    return broken


def _broken(instance: Instance, pins: Sequence[int]) -> str:
    """Rule that keeps these pins from holding together; empty when they hold."""
    pinned = replace(instance, pins=np.array(pins, np.int64))
    try:
        check_pins(pinned)
        for part in split(pinned):
            if part.pinned.any():
                pins_only(part, Moments(part))
    except PinError as error:
        return error.rule
    return ""

"""Pins and approvals that can hold in a run: one that no longer fits must not keep a run from its end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.pairing import RULE_CODES, check, instance_of
from matching.solver.solve.holding import left_out

if TYPE_CHECKING:
    from matching.solver import Instance
    from matching.solver.pairing import Pairs, People, Rules

LeftOut = dict[str, int | str]
# Beside other pins a rule means something else than between two people alone.
AMONG_PINS = {"slot": "clash", "capacity": "room", "need": "need"}


def pins_that_hold(people: People, found: Pairs, rules: Rules) -> tuple[People, Instance, list[LeftOut]]:
    """Keep of the pins as many as go together, those before others first.

    Parameters
    ----------
    people
        With all that should be pinned, in the order in which it counts.
    found
        Their feasible pairs.

    Returns
    -------
    People
        The same, with the pins that hold.
    Instance
        Of these; the solver takes its pins without an error.
    list of dict
        What is left out: the numbers of ``volunteer`` and ``family``, and the ``rule`` that they break: a
        code of ``RULE_CODES``, or, beside the pins before them, ``clash``, ``room`` or ``need``.
    """
    broken = _against_a_rule(people, rules)
    possible = [row for row in range(len(people.pins)) if row not in broken]
    trial = replace(people, pins=people.pins[possible])
    instance = instance_of(trial, found, rules)
    pair_of = dict(zip(possible, instance.pins.tolist(), strict=True))
    rule_of = left_out(instance, instance.pins.tolist())
    broken |= {row: AMONG_PINS[rule_of[pair]] for row, pair in pair_of.items() if pair in rule_of}
    kept = [row for row in possible if row not in broken]
    pins = np.array([pair_of[row] for row in kept], np.int64)
    told = [_told(people, row, broken[row]) for row in sorted(broken)]
    return replace(people, pins=people.pins[kept]), replace(instance, pins=pins), told


def _against_a_rule(people: People, rules: Rules) -> dict[int, str]:
    volunteers, families = (people.pins[:, side].astype(np.int64) for side in (0, 1))
    numbers = check(people, volunteers, families, rules).tolist()
    return {row: RULE_CODES[number - 1] for row, number in enumerate(numbers) if number}


def _told(people: People, row: int, rule: str) -> LeftOut:
    volunteer, family = people.pins[row].tolist()
    return {
        "volunteer": int(people.volunteers.id[volunteer]),
        "family": int(people.families.id[family]),
        "rule": rule,
    }

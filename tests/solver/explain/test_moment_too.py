"""The nearest moment that one of two would have to add, against trying every moment of the week."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import HealthCheck, given, settings

from matching.solver.explain.moment_too import WHOLE_DAY, moments_too
from matching.solver.explain.terms import Side, taken
from matching.solver.pairing import People, Rules
from matching.solver.pairing.rules import PREDICATES, broken
from matching.solver.slots import RHYTHMS, WEEK_STARTS, Slot, bits_of, starts_of, words_of
from tests.solver.pairing.populations import populations

if TYPE_CHECKING:
    from matching.solver.pairing import Families, Volunteers

WEEKS = {"w": (0, 1), "a": (0,), "b": (1,)}
ONLY_SLOT = 1 << 5


def away(side: Volunteers | Families, week: int, start: int) -> int:
    """Minutes to the nearest start that somebody offers on the same day."""
    day = [other for other in starts_of(side.free[0, week]) if other // 26 == start // 26]
    return min((abs(other - start) * 30 for other in day), default=WHOLE_DAY)


def added(side: Side, slot: Slot) -> Side:
    free = side.free.copy()
    free[0, list(WEEKS[slot.rhythm])] |= words_of(bits_of([slot.bit]))
    return replace(side, free=free)


def least(both: People, rules: Rules) -> int:
    """The least minutes over all slots that either of the two could add where the other has time."""
    sides: tuple[Volunteers | Families, ...] = (both.volunteers, both.families)
    found = []
    for code in range(len(RHYTHMS) * WEEK_STARTS):
        slot = Slot.of_code(code)
        for asked, offering in ((0, 1), (1, 0)):
            weeks = WEEKS[slot.rhythm]
            if all(slot.bit in starts_of(sides[offering].free[0, week]) for week in weeks):
                changed = (
                    replace(both, families=added(both.families, slot))
                    if asked
                    else replace(both, volunteers=added(both.volunteers, slot))
                )
                if PREDICATES["slot"](changed, np.array([0]), np.array([0]), rules)[0]:
                    found.append(max(away(sides[asked], week, slot.bit) for week in weeks))
    return min(found, default=-1)


@settings(
    max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(populations)
def test_no_other_moment_is_nearer(everybody: People) -> None:
    rules = Rules()
    bits = broken(everybody, np.arange(14)[:, None], np.arange(12)[None, :], rules)
    volunteer, family = np.nonzero(bits == ONLY_SLOT)

    minutes, _ = moments_too(everybody, volunteer[:4], family[:4], rules)

    nothing = np.empty((0, 2), np.int32)
    for place, answer in enumerate(minutes.tolist()):
        both = People(
            taken(everybody.volunteers, volunteer[place : place + 1]),
            taken(everybody.families, family[place : place + 1]),
            nothing, nothing, nothing,
        )  # fmt: skip
        assert answer == least(both, rules)

"""Slots as they stand in the documents: when they are, and when two are too near each other."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from matching.solver.verify.refusal import VerificationError

if TYPE_CHECKING:
    from collections.abc import Iterable

    Start = tuple[str, int, int]

_WEEKS = {"w": "ab", "a": "a", "b": "b"}


@cache
def starts(slot: str) -> tuple[Start, ...]:
    """Week, day and minutes after midnight of each start of a slot; a weekly one starts in both weeks."""
    rhythm, day, clock = slot.split()
    hours, minutes = clock.split(":")
    if rhythm not in _WEEKS:
        raise VerificationError(f'"{slot}" is no slot')
    return tuple((week, int(day), int(hours) * 60 + int(minutes)) for week in _WEEKS[rhythm])


def too_near(options: Iterable[list[str]], apart: int) -> bool:
    """Whether starts of two of these options are in one week and day and less than `apart` minutes apart."""
    return any(
        one[:2] == other[:2] and abs(one[2] - other[2]) < apart
        for first, second in combinations(options, 2)
        for one in _all(first)
        for other in _all(second)
    )


def _all(option: list[str]) -> list[Start]:
    return [start for slot in option for start in starts(slot)]

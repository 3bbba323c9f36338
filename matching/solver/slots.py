"""The week as numbers: slots, their codes, when two of them clash, and bit words of possible starts.

A slot has a rhythm (``w`` every week, ``a`` or ``b`` every other week), a day (1 is Monday) and a start in
minutes after midnight. The half-hour starts of a week from 08:00 to 20:30 are numbered as bits: ``day0 * 26 +
i`` with ``day0 = day - 1`` and ``i = (start - 480) // 30``. A slot's code is ``rhythm * 182 + bit`` with w,
a, b as 0, 1, 2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.errors import SlotError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

DAYS = 7
FIRST_START = 480
HALF_HOUR = 30
DAY_STARTS = 26
WEEK_STARTS = DAYS * DAY_STARTS
WORDS = 3
WORD_BITS = 64
RHYTHMS = "wab"

_TEXT = re.compile(r"([wab]) ([1-7]) ([0-9]{2}):([0-9]{2})")


def half_hours(minutes: int) -> int:
    """How many half-hour steps cover this many minutes; starts nearer than that are less than it apart."""
    return -(-minutes // HALF_HOUR)


@dataclass(frozen=True, order=True)
class Slot:
    """One visit's place in the week.

    Attributes
    ----------
    rhythm : str
        ``w`` every week, ``a`` in A-weeks, ``b`` in B-weeks.
    day : int
        1 (Monday) to 7.
    start : int
        Minutes after midnight, on a half hour from 08:00 to 20:30.

    Raises
    ------
    SlotError
        If a value is outside the week.
    """

    rhythm: str
    day: int
    start: int

    def __post_init__(self) -> None:
        if self.rhythm not in RHYTHMS or len(self.rhythm) != 1:
            raise SlotError(f"a rhythm is w, a or b, not {self.rhythm!r}")
        if not 1 <= self.day <= DAYS:
            raise SlotError(f"a day is 1 (Monday) to 7, not {self.day}")
        index, rest = divmod(self.start - FIRST_START, HALF_HOUR)
        if rest or not 0 <= index < DAY_STARTS:
            raise SlotError(
                f"a visit starts on a half hour from 08:00 to 20:30, not at {clock_text(self.start)}"
            )

    def __str__(self) -> str:
        return f"{self.rhythm} {self.day} {clock_text(self.start)}"

    @classmethod
    def parse(cls, text: str) -> Slot:
        """Read ``rhythm day start``, for instance ``w 1 16:00``; `SlotError` if it is something else."""
        found = _TEXT.fullmatch(text)
        if found is None:
            raise SlotError(
                f'"{text[:20]}" is no slot: write rhythm, day and start, for instance "w 1 16:00"'
            )
        rhythm, day, hour, minute = found.groups()
        return cls(rhythm, int(day), int(hour) * 60 + int(minute))

    @classmethod
    def of_code(cls, code: int) -> Slot:
        """Slot of a code (0 to 545), see the module's docstring."""
        rhythm, bit = divmod(code, WEEK_STARTS)
        day0, index = divmod(bit, DAY_STARTS)
        return cls(RHYTHMS[rhythm], day0 + 1, FIRST_START + HALF_HOUR * index)

    @property
    def bit(self) -> int:
        """Number of this start in the week, 0 to 181."""
        return (self.day - 1) * DAY_STARTS + (self.start - FIRST_START) // HALF_HOUR

    @property
    def code(self) -> int:
        """Number of this slot, 0 to 545."""
        return RHYTHMS.index(self.rhythm) * WEEK_STARTS + self.bit


def clock_text(minutes: int) -> str:
    """Minutes after midnight as ``16:00``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def clash(one: Slot, other: Slot, apart: int) -> bool:
    """Whether two slots share a day and weeks and start less than `apart` half hours apart."""
    rhythms_overlap = one.rhythm == other.rhythm or "w" in (one.rhythm, other.rhythm)
    return rhythms_overlap and one.day == other.day and abs(one.start - other.start) < apart * HALF_HOUR


def words_of(bits: int) -> NDArray[np.uint64]:
    """A set of starts, written as one integer with bit n for start n, as three words of 64 bits."""
    mask = (1 << WORD_BITS) - 1
    return np.array([bits >> (WORD_BITS * k) & mask for k in range(WORDS)], np.uint64)


def starts_of(words: NDArray[np.uint64]) -> tuple[int, ...]:
    """The numbers of the starts in three words, ascending; the inverse of `words_of` over `bits_of`."""
    bits = sum(int(word) << (WORD_BITS * k) for k, word in enumerate(words))
    return tuple(n for n in range(WEEK_STARTS) if bits >> n & 1)


def bits_of(starts: Iterable[int]) -> int:
    """Numbers of starts as one integer with these bits."""
    return sum(1 << n for n in set(starts))

"""The weekly grid: half hours from 08:00 to 21:00, weeks A and B.

A set of possible visit starts is one integer: bit ``(weekday - 1) * 26 + i``
stands for a start at 08:00 plus ``i`` half hours. Weeks A and B count from a
fixed Monday and never from the ISO week number, whose parity flips after a
year of 53 weeks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAY_OPENS = 8 * 60
DAY_CLOSES = 21 * 60
HALF_HOUR = 30
STARTS_PER_DAY = (DAY_CLOSES - DAY_OPENS) // HALF_HOUR
FIRST_MONDAY_OF_WEEK_A = date(2024, 1, 1)


class Rhythm(StrEnum):
    """How often: every week, or only in weeks A or B."""

    WEEKLY = "weekly"
    WEEK_A = "week_a"
    WEEK_B = "week_b"


class Strength(StrEnum):
    """How gladly: yes, or if needed."""

    YES = "yes"
    IF_NEEDED = "if_needed"


@dataclass(frozen=True)
class DayPart:
    """A part of the day that is one quick choice: minutes after midnight, on half hours."""

    name: str
    start: int
    end: int


DAY_PARTS = (
    DayPart("morning", 9 * 60, 12 * 60),
    DayPart("afternoon", 12 * 60, 15 * 60),
    DayPart("after_school", 15 * 60, 18 * 60),
    DayPart("evening", 18 * 60, 20 * 60),
)


@dataclass(frozen=True)
class Window:
    """A stretch of one weekday.

    Parameters
    ----------
    weekday
        1 (Monday) to 7.
    start, end
        Minutes after midnight, on half hours, ``start < end``.
    """

    weekday: int
    start: int
    end: int
    strength: Strength = Strength.YES
    rhythm: Rhythm = Rhythm.WEEKLY


def clock(minutes: int) -> str:
    """Write minutes after midnight as ``16:00``."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def rhythm_of(day: date) -> Rhythm:
    """Tell in which week of the fortnight a day lies: week A or week B."""
    weeks = (day - FIRST_MONDAY_OF_WEEK_A).days // 7
    return Rhythm.WEEK_B if weeks % 2 else Rhythm.WEEK_A


def mondays(*, after: date, number: int = 8) -> list[tuple[date, Rhythm]]:
    """List the next real weeks, this one first, as (Monday, rhythm)."""
    first = after - timedelta(days=after.weekday())
    return [(monday, rhythm_of(monday)) for monday in (first + timedelta(weeks=n) for n in range(number))]


def starts(
    windows: Iterable[Window], *, visit_minutes: int, in_week: Rhythm, strong_only: bool = False
) -> int:
    """Give the possible visit starts in week A or B as a bit set.

    Adjacent windows count as one stretch: 15:00 to 16:00 and 16:00 to 17:00
    together hold a visit from 15:30 to 16:30.
    """
    free = 0
    for window in windows:
        if window.rhythm not in (Rhythm.WEEKLY, in_week) or (strong_only and window.strength != Strength.YES):
            continue
        first = (window.weekday - 1) * STARTS_PER_DAY + (window.start - DAY_OPENS) // HALF_HOUR
        free |= ((1 << ((window.end - window.start) // HALF_HOUR)) - 1) << first
    return _room_for_a_visit(free, -(-visit_minutes // HALF_HOUR))


def _room_for_a_visit(free: int, half_hours: int) -> int:
    """Keep the bits whose next ``half_hours`` bits of the same day are all set."""
    possible = 0
    for day in range(7):
        stretch = free >> (day * STARTS_PER_DAY) & ((1 << STARTS_PER_DAY) - 1)
        for shift in range(1, half_hours):
            stretch &= (free >> (day * STARTS_PER_DAY) & ((1 << STARTS_PER_DAY) - 1)) >> shift
        possible |= stretch << (day * STARTS_PER_DAY)
    return possible

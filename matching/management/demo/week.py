"""When drawn people can: after school, Wednesday afternoon, Saturday."""

from dataclasses import dataclass

from matching.management.demo.chance import Chance
from programmes.values.availability import Rhythm, Strength, Window

Part = tuple[int, int, int]
_MONDAY, _WEDNESDAY, _FRIDAY, _SATURDAY, _SUNDAY = 1, 3, 5, 6, 7
_SCHOOL_DAYS = range(_MONDAY, _SATURDAY)


def _part(weekday: int, start: float, end: float) -> Part:
    return weekday, round(start * 60), round(end * 60)


@dataclass(frozen=True)
class Habits:
    """Which parts of the week are how usual, and how many parts somebody has."""

    parts: dict[Part, float]
    numbers: dict[int, float]


FAMILIES = Habits(
    parts={
        **{_part(day, 15.5, 17.5): 9 for day in _SCHOOL_DAYS if day != _WEDNESDAY},
        **{_part(day, 16, 17): 4 for day in _SCHOOL_DAYS if day != _WEDNESDAY},
        _part(_WEDNESDAY, 13, 16): 16,
        _part(_WEDNESDAY, 14.5, 17): 5,
        _part(_FRIDAY, 13, 15.5): 5,
        **{_part(day, 18, 19.5): 2 for day in range(_MONDAY, _FRIDAY)},
        _part(_SATURDAY, 10, 12): 8,
        _part(_SATURDAY, 14, 16): 4,
        _part(_SUNDAY, 14, 16): 2,
    },
    numbers={1: 4, 2: 52, 3: 32, 4: 12},
)
VOLUNTEERS = Habits(
    parts={
        **{_part(day, 9, 12): 14 for day in _SCHOOL_DAYS},
        **{_part(day, 13, 15.5): 5 for day in _SCHOOL_DAYS if day != _WEDNESDAY},
        **{_part(day, 15.5, 17.5): 5 for day in _SCHOOL_DAYS if day != _WEDNESDAY},
        _part(_WEDNESDAY, 13, 15): 5,
        _part(_WEDNESDAY, 15, 17): 5,
        **{_part(day, 18, 20): 6 for day in range(_MONDAY, _FRIDAY)},
        _part(_SATURDAY, 9.5, 12): 11,
        _part(_SATURDAY, 13.5, 16): 3,
        _part(_SUNDAY, 13, 16): 2,
    },
    numbers={2: 62, 3: 26, 4: 9, 5: 3},
)


def windows(chance: Chance, habits: Habits, *, rhythm: Rhythm = Rhythm.WEEKLY) -> list[Window]:
    """Draw windows that do not overlap; most suit well, a few only if needed."""
    chosen: list[Window] = []
    for weekday, start, end in chance.several(habits.parts, chance.among(habits.numbers) + 1)[:-1]:
        if not any(other.weekday == weekday and other.start < end and start < other.end for other in chosen):
            strength = Strength.IF_NEEDED if chance.happens(22) else Strength.YES
            chosen.append(Window(weekday, start, end, strength, rhythm))
    return chosen

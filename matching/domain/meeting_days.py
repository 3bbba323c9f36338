"""Days on which two can meet: their own moment of the week, outside the holidays."""

from datetime import date, timedelta

from matching.domain.school_calendar import WEEK, is_free, school_holidays
from matching.models import Match

FIRST_MONDAY_A = date(2024, 1, 1)
LOOK_AHEAD = timedelta(weeks=12)


def next_days(match: Match, *, after: date, count: int = 3) -> list[date]:
    """Give the first days after a day on which a visit of this match falls (one query)."""
    holidays = school_holidays([match.region.holiday_zone], since=after)[match.region.holiday_zone]
    free = [(holiday.start, holiday.end) for holiday in holidays]
    coming = (after + timedelta(days=number) for number in range(1, LOOK_AHEAD.days))
    return [day for day in coming if _falls_on(match, day) and not is_free(day, free)][:count]


def _falls_on(match: Match, day: date) -> bool:
    week = "ab"[(day - FIRST_MONDAY_A) // WEEK % 2]
    slots = (slot.split() for slot in match.option)
    return any(
        int(weekday) == day.isoweekday() and rhythm in {"w", week} for rhythm, weekday, _start in slots
    )

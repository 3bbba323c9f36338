"""Counting days: working days, and days outside school holidays."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

DAY = timedelta(days=1)
SATURDAY = 5
Period = tuple[date, date]
Counts = Callable[[date], bool]


def outside(periods: Iterable[Period]) -> Counts:
    """Make the test whether a day lies outside all of these periods."""
    closed = list(periods)
    return lambda day: not any(first <= day <= last for first, last in closed)


def working_day(public: Iterable[Period]) -> Counts:
    """Make the test whether a day is a working day: no weekend and no public holiday."""
    is_open = outside(public)
    return lambda day: day.weekday() < SATURDAY and is_open(day)


def days_back(day: date, number: int, *, counts: Counts) -> date:
    """Give the latest day since which this number of days has passed that count."""
    left = number
    while left:
        left -= counts(day)
        day -= DAY
    return day


def days_on(day: date, number: int, *, counts: Counts) -> date:
    """Give the day on which this number of days that count has passed since a day."""
    left = number
    while left:
        day += DAY
        left -= counts(day)
    return day

"""Weeks that count: from a first day on, without school holidays and pauses."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from matching.domain.last_visit import Period
from programmes.models import SchoolHoliday

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def school_holidays(zones: Iterable[str], *, since: date) -> Mapping[str, list[SchoolHoliday]]:
    """Give the school holidays of each zone that end on or after a day (one query)."""
    names = set(zones)
    found: dict[str, list[SchoolHoliday]] = {zone: [] for zone in names}
    rows = SchoolHoliday.objects.filter(
        zone__in={"", *names}, kind=SchoolHoliday.Kind.SCHOOL, end__gte=since
    ).order_by("start", "pk")
    for holiday in rows:
        for zone in [holiday.zone] if holiday.zone else names:
            found[zone].append(holiday)
    return found


def is_free(day: date, periods: Iterable[Period]) -> bool:
    """Tell whether a day lies in one of the periods."""
    return any(first <= day <= last for first, last in periods)


def week_number(begin: date, *, day: date, free: Sequence[Period], stride: timedelta = WEEK) -> int:
    """Count the weeks of a trajectory that have begun; the first counts, those in a free period do not.

    Parameters
    ----------
    begin
        Day of the first visit.
    stride
        From one visit to the next: a week, or two for children who are there every other week.
    """
    number, visit = 0, begin
    while visit <= day:
        number += not is_free(visit, free)
        visit += stride
    return max(number, 1)


def days_between(last: date, day: date, *, free: Iterable[Period]) -> int:
    """Count the days after one day up to another, without those in a free period."""
    clipped = sorted((max(start, last + DAY), min(end, day)) for start, end in free)
    days, counted_to = (day - last).days, last
    for start, end in clipped:
        first = max(start, counted_to + DAY)
        if first <= end:
            days -= (end - first).days + 1
            counted_to = end
    return max(days, 0)

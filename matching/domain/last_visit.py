"""When the last of the planned visits is, if reading starts soon: certificates must be valid until then."""

from collections.abc import Iterable
from datetime import date, timedelta

from programmes.models import Programme, Region, SchoolHoliday

WEEK = timedelta(weeks=1)
WEEKS_TO_BEGIN = 2
Period = tuple[date, date]


def planned_last_visit(*, region: Region, programme: Programme, day: date) -> date:
    """Count the visits of a programme from two weeks after `day`, without school holidays (one query)."""
    holidays = SchoolHoliday.objects.filter(
        zone__in=("", region.holiday_zone), kind=SchoolHoliday.Kind.SCHOOL, end__gte=day
    ).values_list("start", "end")
    begin = max(day, programme.round_starts_on or day) + WEEKS_TO_BEGIN * WEEK
    return nth_week(begin, number=programme.visits_planned, without=list(holidays))


def nth_week(begin: date, *, number: int, without: Iterable[Period], stride: timedelta = WEEK) -> date:
    """Give the day of visit `number`, weekly from `begin`, where a visit in a period is put off a stride."""
    periods = list(without)
    day, visits = begin, 0
    while True:
        if not any(first <= day <= last for first, last in periods):
            visits += 1
        if visits >= number:
            return day
        day += stride

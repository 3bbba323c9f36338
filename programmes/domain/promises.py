"""What we promise to who signs up or registers a family, as a day."""

from datetime import date, timedelta

from programmes.models import SchoolHoliday

CALL_WITHIN = 5
_SATURDAY = 5
_AHEAD = timedelta(days=30)


def call_before(day: date) -> date:
    """Give the last day on which a coordinator calls who came in today: five working days later.

    Saturdays, Sundays and public holidays do not count.
    """
    free = _free_days(day)
    left = CALL_WITHIN
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY and day not in free
    return day


def _free_days(day: date) -> set[date]:
    rows = SchoolHoliday.objects.filter(kind=SchoolHoliday.Kind.PUBLIC, end__gte=day, start__lte=day + _AHEAD)
    return {
        row.start + timedelta(days=number) for row in rows for number in range((row.end - row.start).days + 1)
    }

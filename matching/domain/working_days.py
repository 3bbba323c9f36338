"""Working days of the calendar: no weekends, no public holidays."""

from datetime import date

from matching.domain.todo.days import days_on, working_day
from programmes.models import SchoolHoliday


def working_days_after(day: date, number: int) -> date:
    """Give the day on which this number of working days has passed since a day (one query)."""
    free = SchoolHoliday.objects.filter(kind=SchoolHoliday.Kind.PUBLIC, end__gte=day)
    return days_on(day, number, counts=working_day(list(free.values_list("start", "end"))))

"""Days on which two can meet: their own moment of the week, outside the holidays."""

from datetime import date, timedelta

from matching.domain.school_calendar import is_free, school_holidays
from matching.domain.visit_plan import slot_on
from matching.models import Match

LOOK_AHEAD = timedelta(weeks=12)


def next_days(match: Match, *, after: date, count: int = 3) -> list[date]:
    """Give the first days after a day on which a visit of this match falls (one query)."""
    holidays = school_holidays([match.region.holiday_zone], since=after)[match.region.holiday_zone]
    free = [(holiday.start, holiday.end) for holiday in holidays]
    coming = (after + timedelta(days=number) for number in range(1, LOOK_AHEAD.days))
    return [day for day in coming if slot_on(match.option, day) and not is_free(day, free)][:count]

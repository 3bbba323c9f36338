"""The next real weeks, with the fortnight they belong to and the school holidays that fall in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from programmes.models import Region, SchoolHoliday
from programmes.values.availability import Rhythm, mondays

SUNDAY = timedelta(days=6)
WEDNESDAY = timedelta(days=2)


@dataclass(frozen=True)
class RealWeek:
    """A week with its days.

    Attributes
    ----------
    number
        As on a calendar (ISO 8601).
    holiday
        Name of the school holiday in which its Wednesday lies; empty without.
    """

    monday: date
    rhythm: Rhythm
    holiday: str

    @property
    def number(self) -> int:
        """The number that stands on calendars."""
        return self.monday.isocalendar().week

    @property
    def sunday(self) -> date:
        """The last day."""
        return self.monday + SUNDAY


def weeks_ahead(*, region: Region | None, day: date, number: int = 8) -> list[RealWeek]:
    """List the next weeks, that of `day` first (one query, or none without a region)."""
    weeks = mondays(after=day, number=number)
    holidays = _school_holidays(region, since=weeks[0][0]) if region else []
    return [RealWeek(monday, rhythm, _holiday(monday, holidays)) for monday, rhythm in weeks]


def _school_holidays(region: Region, *, since: date) -> list[SchoolHoliday]:
    rows = SchoolHoliday.objects.filter(
        zone__in=("", region.holiday_zone), kind=SchoolHoliday.Kind.SCHOOL, end__gte=since
    )
    return list(rows.order_by("start", "pk"))


def _holiday(monday: date, holidays: Iterable[SchoolHoliday]) -> str:
    middle = monday + WEDNESDAY
    return next((row.name for row in holidays if row.start <= middle <= row.end), "")

from datetime import date

import pytest

from programmes.domain.promises import call_before
from programmes.models import SchoolHoliday

pytestmark = pytest.mark.django_db


def test_five_working_days_leave_out_the_weekend() -> None:
    assert call_before(date(2026, 11, 24)) == date(2026, 12, 1)


def test_a_public_holiday_is_no_working_day() -> None:
    SchoolHoliday.objects.create(
        kind=SchoolHoliday.Kind.PUBLIC,
        name="Kerst",
        start=date(2026, 12, 25),
        end=date(2026, 12, 26),
        status="fixed",
        source="law",
    )

    assert call_before(date(2026, 12, 22)) == date(2026, 12, 30)


@pytest.mark.parametrize("day", [date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 29)])
def test_who_comes_in_on_a_friday_or_in_the_weekend_is_called_by_the_next_friday(day: date) -> None:
    assert call_before(day) == date(2026, 12, 4)


def test_a_school_holiday_has_working_days() -> None:
    SchoolHoliday.objects.create(
        kind=SchoolHoliday.Kind.SCHOOL,
        name="Kerstvakantie",
        start=date(2026, 12, 19),
        end=date(2027, 1, 3),
        status="fixed",
        source="ministry",
    )

    assert call_before(date(2026, 12, 15)) == date(2026, 12, 22)


def test_a_public_holiday_in_the_weekend_costs_no_working_day() -> None:
    SchoolHoliday.objects.create(
        kind=SchoolHoliday.Kind.PUBLIC,
        name="Eerste Paasdag",
        start=date(2027, 3, 28),
        end=date(2027, 3, 28),
        status="fixed",
        source="law",
    )

    assert call_before(date(2027, 3, 23)) == date(2027, 3, 30)

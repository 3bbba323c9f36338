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

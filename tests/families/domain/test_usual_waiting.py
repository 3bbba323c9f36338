"""How long families usually wait: a range with enough cases behind it, or nothing."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from families.domain.usual_waiting import FEWEST, Usual, usual_waiting
from families.models import Family
from families.states import FamilyState
from programmes.models import District, StateChange
from tests.factories.families import FamilyFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import DistrictFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def district() -> District:
    found: District = DistrictFactory()
    return found


def waited(weeks: int, district: District | None, *, to: str = "matched", since_days: int = 400) -> Family:
    """A family that waited so many weeks until something happened, long ago."""
    since = TODAY - timedelta(days=since_days)
    family: Family = FamilyFactory(
        state=FamilyState.MATCHED if to == "matched" else FamilyState.WITHDRAWN,
        waiting_since=since,
        homes=[{"district": district}],
    )
    at = timezone.make_aware(datetime.combine(since + timedelta(weeks=weeks), time(12)))
    StateChange.objects.create(
        subject="families.family", subject_id=family.pk, from_state="waiting", to_state=to, at=at
    )
    return family


def waiting(district: District | None = None, *, weeks: int = 0) -> Family:
    family: Family = FamilyFactory(
        waiting_since=TODAY - timedelta(weeks=weeks), homes=[{"district": district}]
    )
    return Family.objects.prefetch_related("homes__district").get(pk=family.pk)


def usual_of(family: Family) -> Usual | None:
    return usual_waiting([family], now=NOW).get(family.pk)


def test_with_twenty_cases_the_middle_half_of_the_district_is_told(district: District) -> None:
    for number in range(FEWEST):
        waited(number + 1, district)

    found = usual_of(waiting(district))

    assert found == Usual(5, 15, district)


def test_with_fewer_cases_nothing_is_told(district: District) -> None:
    for number in range(FEWEST - 1):
        waited(number + 1, district)

    assert usual_of(waiting(district)) is None


def test_where_the_district_has_too_few_the_municipality_is_told(district: District) -> None:
    elsewhere = DistrictFactory(code="5212")
    for number in range(FEWEST):
        waited(8, district if number % 2 else elsewhere)

    assert usual_of(waiting(district)) == Usual(8, 8, None)


def test_another_programme_does_not_count(district: District) -> None:
    for _number in range(FEWEST):
        waited(8, district)
    family = FamilyFactory(programme=ProgrammeFactory(slug="voorleesexpress"), homes=[{"district": district}])

    assert usual_of(family) is None


def test_those_who_still_wait_make_the_range_longer_and_not_better(district: District) -> None:
    for _number in range(FEWEST):
        waited(4, district)
    for _number in range(FEWEST):
        waiting(district, weeks=30)

    found = usual_of(waiting(district))

    assert found == Usual(4, None, district)


def test_who_left_counts_as_far_as_they_waited(district: District) -> None:
    for _number in range(FEWEST):
        waited(4, district)
    for _number in range(FEWEST):
        waited(1, district, to="withdrawn")

    assert usual_of(waiting(district)) == Usual(4, 4, district)


def test_waits_that_began_more_than_two_years_ago_do_not_count(district: District) -> None:
    for _number in range(FEWEST):
        waited(8, district, since_days=731)

    assert usual_of(waiting(district)) is None


def test_a_family_that_does_not_wait_is_told_nothing(district: District) -> None:
    for _number in range(FEWEST):
        waited(8, district)

    assert usual_of(FamilyFactory(state=FamilyState.INTAKE_DONE, homes=[{"district": district}])) is None

"""A demo region names whom to ask and when the next training is; what somebody filled in stays."""

from datetime import date

import pytest

from matching.management.demo.welcome import introduce
from tests.factories.programmes import RegionFactory

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


def test_a_region_gets_a_person_to_ask_and_a_saturday_for_the_training() -> None:
    region = RegionFactory()

    introduce(region, day=MONDAY)

    region.refresh_from_db()
    assert region.contact_name == "Marieke"
    assert region.contact_email.endswith(".example")
    assert region.next_training_on == date(2026, 12, 19)


def test_what_somebody_filled_in_stays() -> None:
    region = RegionFactory(contact_name="Bram", next_training_on=MONDAY)

    introduce(region, day=MONDAY)

    region.refresh_from_db()
    assert (region.contact_name, region.next_training_on) == ("Bram", MONDAY)

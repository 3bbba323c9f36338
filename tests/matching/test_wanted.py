"""Which parts of the week are sought most."""

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.domain.wanted import most_short, wanted
from programmes.models import Region
from programmes.values.availability import Window
from tests.factories.families import FamilyFactory
from tests.factories.moments import TODAY
from tests.factories.programmes import RegionFactory
from tests.factories.volunteers import VolunteerFactory

pytestmark = pytest.mark.django_db
TUESDAY_AFTER_SCHOOL = Window(2, 15 * 60, 18 * 60)
FRIDAY_MORNING = Window(5, 9 * 60, 12 * 60)


def cells() -> frozenset[tuple[int, int]]:
    region = RegionFactory()
    assert isinstance(region, Region)
    return wanted(region=region, day=TODAY)


def families(number: int, window: Window = TUESDAY_AFTER_SCHOOL) -> None:
    for _ in range(number):
        FamilyFactory(homes=[{"windows": [window]}])


def test_a_cell_that_five_families_ask_for_and_nobody_offers_is_wanted() -> None:
    families(5)
    VolunteerFactory(windows=[FRIDAY_MORNING])

    assert cells() == {(2, 2)}


def test_four_families_are_too_few_to_tell() -> None:
    families(4)

    assert cells() == frozenset()


def test_a_cell_in_which_readers_abound_is_not_wanted() -> None:
    families(6)
    families(6, FRIDAY_MORNING)
    VolunteerFactory(windows=[FRIDAY_MORNING])

    assert cells() == {(2, 2)}


def test_a_whole_visit_has_to_fit_into_the_cell() -> None:
    families(6, Window(2, 17 * 60 + 30, 18 * 60 + 30))

    assert cells() == frozenset()


def test_readers_without_room_and_families_without_consent_do_not_count() -> None:
    families(5)
    for _ in range(6):
        FamilyFactory(homes=[{"windows": [FRIDAY_MORNING]}], consented=False)
    VolunteerFactory(windows=[TUESDAY_AFTER_SCHOOL], certificate=False)

    assert cells() == {(2, 2)}


def test_at_most_five_cells_are_wanted_and_the_shortest_of_readers_come_first() -> None:
    asked, offered = np.array([9, 8, 7, 6, 6, 6, 4]), np.array([0, 8, 0, 0, 0, 0, 0])

    assert most_short(asked, offered) == [0, 2, 3, 4, 5]


def test_the_queries_do_not_grow_and_a_minute_long_there_are_none() -> None:
    families(5)
    with CaptureQueriesContext(connection) as few:
        cells()
    families(10)
    with CaptureQueriesContext(connection) as none:
        found = cells()

    assert found == {(2, 2)}
    assert (len(few) <= 20, len(none)) == (True, 1)  # The one is the region itself.

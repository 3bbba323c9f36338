import pytest

from families.domain.asked_languages import asked_most
from families.states import FamilyState
from tests.factories.families import FamilyFactory
from tests.factories.programmes import RegionFactory

pytestmark = pytest.mark.django_db


def test_languages_of_five_waiting_families_are_told_the_commonest_first() -> None:
    for _ in range(5):
        FamilyFactory(home_languages=["nl", "pl"])
    for _ in range(6):
        FamilyFactory(home_languages=["ti"])
    for _ in range(4):
        FamilyFactory(home_languages=["uk"])

    assert asked_most(RegionFactory()) == ("ti", "pl")


def test_families_that_do_not_wait_or_live_elsewhere_do_not_count() -> None:
    for _ in range(5):
        FamilyFactory(home_languages=["pl"], region=RegionFactory(slug="elsewhere"))
        FamilyFactory(home_languages=["ti"], state=FamilyState.CLOSED)

    assert asked_most(RegionFactory()) == ()

"""Which programme children are of an age for: one decides by itself, of two the parents choose."""

import pytest

from families.domain.programme_choice import choice_for
from programmes.models import Programme, Region
from programmes.states import ProgrammeState
from tests.factories.programmes import ProgrammeFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    found: Region = RegionFactory()
    return found


@pytest.fixture
def older(region: Region) -> Programme:
    found: Programme = ProgrammeFactory(regions=[region], age_from=8, age_to=12)
    return found


@pytest.fixture
def younger(region: Region) -> Programme:
    found: Programme = ProgrammeFactory(slug="voorleesexpress", regions=[region], age_from=2, age_to=8)
    return found


def test_a_child_of_nine_has_one_programme(region: Region, older: Programme, younger: Programme) -> None:
    choice = choice_for([9], region=region)

    assert list(choice.fitting) == [older]
    assert list(choice.offered) == [younger, older]


def test_at_eight_there_are_two_to_choose_from(region: Region, older: Programme, younger: Programme) -> None:
    choice = choice_for([8], region=region)

    assert list(choice.fitting) == [younger, older]
    assert choice.shared_ages == [8]


def test_siblings_of_seven_and_nine_leave_a_choice_that_no_child_shares(
    region: Region, older: Programme, younger: Programme
) -> None:
    choice = choice_for([9, 7], region=region)

    assert list(choice.fitting) == [younger, older]
    assert choice.shared_ages == []


def test_of_siblings_only_the_age_that_shares_both_is_named(
    region: Region, older: Programme, younger: Programme
) -> None:
    assert choice_for([8, 5, 8], region=region).shared_ages == [8]


@pytest.mark.parametrize("age", [0, 1, 13, 17])
def test_too_young_and_too_old_have_nothing_here_or_elsewhere(
    region: Region, older: Programme, younger: Programme, age: int
) -> None:
    choice = choice_for([age], region=region)

    assert (list(choice.fitting), choice.elsewhere) == ([], None)
    assert list(choice.offered) == [younger, older]


def test_what_another_municipality_offers_is_named_where_nothing_fits_here(
    region: Region, older: Programme
) -> None:
    elsewhere = ProgrammeFactory(
        slug="voorleesexpress", regions=[RegionFactory(slug="oss")], age_from=2, age_to=8
    )

    assert choice_for([5], region=region).elsewhere == elsewhere


def test_what_another_municipality_offers_is_no_choice_where_something_fits(
    region: Region, older: Programme
) -> None:
    ProgrammeFactory(slug="voorleesexpress", regions=[RegionFactory(slug="oss")], age_from=2, age_to=8)

    choice = choice_for([8], region=region)

    assert (list(choice.fitting), choice.elsewhere) == ([older], None)


@pytest.mark.parametrize("state", [ProgrammeState.DRAFT, ProgrammeState.CLOSED])
def test_a_programme_that_is_not_open_counts_nowhere(region: Region, state: ProgrammeState) -> None:
    ProgrammeFactory(regions=[region], state=state)

    choice = choice_for([9], region=region)

    assert (list(choice.fitting), list(choice.offered), choice.elsewhere) == ([], [], None)


def test_without_a_known_age_nothing_is_chosen(region: Region, older: Programme) -> None:
    assert list(choice_for([], region=region).fitting) == []

"""Whether a family lives where we read: one of its homes is enough."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from families.domain.area import check_area, municipalities_outside
from families.domain.entry import HomeEntry, Referral
from families.domain.referral import register
from families.models import Family
from programmes.domain.access import actor_of
from programmes.domain.refusal import InvalidInput
from programmes.models import Region, User
from tests.factories.moments import NOW
from tests.factories.programmes import (
    DistrictFactory,
    PostcodeFactory,
    RegionFactory,
    coordinator,
    social_worker,
)
from tests.families.entries import HOME, entry

pytestmark = pytest.mark.django_db
INSIDE, TILBURG, OSS = "5211 AB", "5038 AA", "5341 AA"


@pytest.fixture(autouse=True)
def region() -> Region:
    found: Region = RegionFactory()
    PostcodeFactory()
    DistrictFactory(region=found)
    PostcodeFactory(code="5038", municipality="Tilburg", place="Tilburg")
    PostcodeFactory(code="5341", municipality="Oss", place="Oss")
    return found


def home(postcode: str, rhythm: str) -> HomeEntry:
    return replace(HOME, postcode=postcode, rhythm=rhythm)


def registered(by: User, entered: Referral) -> Family:
    return register(entry=entered, actor=actor_of(by), by=by, now=NOW)


def test_each_postcode_outside_is_named_by_its_municipality(region: Region) -> None:
    assert municipalities_outside([INSIDE, TILBURG, OSS], region=region) == ["", "Tilburg", "Oss"]


def test_another_municipality_that_takes_part_is_outside_too(region: Region) -> None:
    oss = RegionFactory(slug="oss")
    DistrictFactory(code="5341", region=oss)

    assert municipalities_outside([OSS], region=region) == ["Oss"]
    assert municipalities_outside([OSS], region=oss) == [""]


def test_a_municipality_is_known_by_its_name_where_no_district_is_drawn() -> None:
    assert municipalities_outside([TILBURG], region=RegionFactory(slug="tilburg")) == [""]


@pytest.mark.parametrize("postcodes", [[INSIDE], [INSIDE, TILBURG], [TILBURG, INSIDE]])
def test_one_home_inside_is_enough(region: Region, postcodes: list[str]) -> None:
    check_area(postcodes, region=region)


def test_no_home_inside_is_refused_at_the_first(region: Region) -> None:
    with override("en"), pytest.raises(InvalidInput) as refused:
        check_area([TILBURG, OSS], region=region)

    [(field, [sentence])] = refused.value.errors.items()
    assert field == "homes[0].postcode"
    assert str(sentence).startswith(f"Tilburg lies outside the area in which we read: {region}.")


def test_a_family_with_one_of_two_homes_inside_is_registered() -> None:
    homes = (home(TILBURG, "week_a"), home(INSIDE, "week_b"))

    family = registered(social_worker(), entry(homes=homes))

    assert [one.postcode for one in family.homes.all()] == ["5038AA", "5211AB"]


def test_a_referrer_registers_no_family_from_elsewhere() -> None:
    by = social_worker()

    with pytest.raises(InvalidInput) as refused:
        registered(by, entry(homes=(home(TILBURG, "weekly"),)))

    assert set(refused.value.errors) == {"homes[0].postcode"}
    assert not Family.objects.exists()


def test_a_coordinator_decides_that_about_a_family_from_elsewhere() -> None:
    family = registered(coordinator(), entry(homes=(home(TILBURG, "weekly"),)))

    assert family.homes.get().postcode == "5038AA"

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from programmes.domain import reference_data
from programmes.models import District, Postcode, Programme, Region, SchoolHoliday, StateChange
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db


def test_the_shipped_data_are_all_there() -> None:
    region = reference_data.load(now=NOW)

    assert (region.name, region.slug) == ("'s-Hertogenbosch", "s-hertogenbosch")
    assert Postcode.objects.count() == 4071
    assert District.objects.filter(region=region).count() == 30
    assert SchoolHoliday.objects.count() == 65
    assert set(region.programmes.values_list("slug", "state", "age_from", "age_to")) == {
        ("doorleesexpress", "open", 8, 12),
        ("voorleesexpress", "open", 2, 8),
    }


def test_the_middle_of_a_district_lies_inside_its_outline() -> None:
    reference_data.load(now=NOW)

    centre = District.objects.get(code="5211")
    assert (centre.name, centre.quarter) == ("Binnenstad en Het Zand", "Binnenstad")
    assert centre.outline["type"] in {"Polygon", "MultiPolygon"}
    assert abs(centre.x - 149_200) < 1000
    assert abs(centre.y - 411_000) < 1000


def test_every_postcode_lies_in_the_netherlands() -> None:
    reference_data.load(now=NOW)

    assert Postcode.objects.filter(x__range=(10_000, 280_000), y__range=(300_000, 625_000)).count() == 4071


def test_loading_again_changes_nothing() -> None:
    reference_data.load(now=NOW)
    before = everything()

    reference_data.load(now=NOW)

    assert everything() == before
    assert StateChange.objects.count() == 2


def everything() -> list[list[str]]:
    models = (Postcode, District, SchoolHoliday, Programme, Region)
    return [sorted(map(str, model._default_manager.values_list())) for model in models]


def test_loading_again_leaves_what_people_set() -> None:
    reference_data.load(now=NOW)
    Programme.objects.filter(slug="doorleesexpress").update(visits_planned=15)
    carnival = SchoolHoliday.objects.get(name="Voorjaarsvakantie", start__year=2027)
    SchoolHoliday.objects.filter(pk=carnival.pk).update(start=date(2027, 2, 6), end=date(2027, 2, 14))

    reference_data.load(now=NOW)

    assert Programme.objects.get(slug="doorleesexpress").visits_planned == 15
    assert SchoolHoliday.objects.get(name=carnival.name, start__year=2027).start == date(2027, 2, 6)


def test_loading_asks_the_database_a_few_times_only(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(30):
        reference_data.load(now=NOW)

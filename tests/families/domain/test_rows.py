from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from families.domain.queries import FamilyRow, HomeRow, rows_for_run
from families.models import Consent
from families.states import FamilyState
from programmes.values.availability import Rhythm, Window
from tests.factories.families import WEDNESDAY_AFTERNOON, FamilyFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import DistrictFactory, ProgrammeFactory, RegionFactory, coordinator

pytestmark = pytest.mark.django_db


def rows(**options: object) -> list[FamilyRow]:
    return rows_for_run(region=RegionFactory(), programme=ProgrammeFactory(), day=TODAY, **options)  # type: ignore[arg-type] # - ids only


@pytest.mark.parametrize("number", [5, 50])
def test_loading_takes_the_same_number_of_queries_however_many_there_are(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    FamilyFactory.create_batch(number)
    region, programme = RegionFactory(), ProgrammeFactory()

    with django_assert_num_queries(5):
        found = rows_for_run(region=region, programme=programme, day=TODAY)

    assert len(found) == number


def test_a_row_says_all_that_decides_about_pairs() -> None:
    district = DistrictFactory()
    window = Window(6, 10 * 60, 12 * 60)
    family = FamilyFactory(
        children=[date(2015, 12, 1), date(2017, 11, 1)],
        homes=[
            {"rhythm": "week_b", "x": 5, "y": 6, "windows": [window]},
            {"rhythm": "week_a", "x": 3, "y": 4, "district": district},
        ],
        required_language="ar",
        urgency_reason="other",
        urgency_asked_at=NOW,
        urgency_confirmed_at=NOW,
        urgency_confirmed_by=coordinator(),
        waiting_since=date(2026, 8, 1),
    )

    assert rows() == [
        FamilyRow(
            id=family.pk,
            state="waiting",
            in_programme=True,
            ready=True,
            homes=(
                HomeRow(Rhythm.WEEK_A, 3, 4, district.pk, district.name, (WEDNESDAY_AFTERNOON,)),
                HomeRow(Rhythm.WEEK_B, 5, 6, None, "", (window,)),
            ),
            required_language="ar",
            home_languages=("ar",),
            places=("home",),
            ages=(9, 10),
            restrictions=(),
            urgent=True,
            waiting_since=date(2026, 8, 1),
            readers_needed=1,
            needs=("vocabulary",),
        )
    ]


def test_a_run_loads_only_who_waits_with_consent_in_the_programme_and_region() -> None:
    taken = FamilyFactory()
    FamilyFactory(consented=False)
    FamilyFactory(state=FamilyState.PROPOSED)
    FamilyFactory(programme=ProgrammeFactory(slug="voorleesexpress"))
    FamilyFactory(region=RegionFactory(slug="elsewhere"))

    assert [row.id for row in rows()] == [taken.pk]


def test_withdrawn_consent_takes_a_family_out_at_once() -> None:
    family = FamilyFactory()
    Consent.objects.filter(family=family).update(withdrawn_on=TODAY)

    assert rows() == []
    assert [row.ready for row in rows(ids=[family.pk])] == [False]


def test_a_family_without_a_child_of_the_right_age_is_not_in_the_programme() -> None:
    FamilyFactory(children=[date(2023, 1, 1)])

    assert [row.in_programme for row in rows()] == [False]


@pytest.mark.parametrize(("readers", "ready"), [(1, False), (2, True)])
def test_only_a_family_that_needs_two_readers_is_ready_while_one_is_proposed(
    readers: int, ready: bool
) -> None:
    family = FamilyFactory(state=FamilyState.PROPOSED, readers_needed=readers)

    assert [row.ready for row in rows(ids=[family.pk])] == [ready]

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from programmes.values.availability import Rhythm, Strength, Window
from tests.factories.moments import TODAY
from tests.factories.programmes import ProgrammeFactory, RegionFactory
from tests.factories.volunteers import VolunteerFactory
from volunteers.domain.certificates import NEVER
from volunteers.domain.queries import VolunteerRow, rows_for_run
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db


def rows(**options: object) -> list[VolunteerRow]:
    return rows_for_run(region=RegionFactory(), programme=ProgrammeFactory(), day=TODAY, **options)  # type: ignore[arg-type] # - ids only


@pytest.mark.parametrize("number", [5, 50])
def test_loading_takes_the_same_number_of_queries_however_many_there_are(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    VolunteerFactory.create_batch(number)
    region, programme = RegionFactory(), ProgrammeFactory()

    with django_assert_num_queries(4):
        found = rows_for_run(region=region, programme=programme, day=TODAY)

    assert len(found) == number


def test_a_row_says_all_that_decides_about_pairs() -> None:
    window = Window(2, 15 * 60, 17 * 60, Strength.IF_NEEDED, Rhythm.WEEK_B)
    reader = VolunteerFactory(
        languages=[("nl", "native"), ("tr", "A2")],
        windows=[window],
        means="bicycle",
        second_postcode="5231",
        second_x=1,
        second_y=2,
        age_wish_from=8,
        age_wish_to=9,
        experience=["reading"],
        certificate=date(2026, 1, 31),
    )

    assert rows() == [
        VolunteerRow(
            id=reader.pk,
            state="available",
            in_programme=True,
            available=True,
            valid_until=date(2029, 1, 31),
            x=149_200,
            y=411_000,
            second=(1, 2),
            metres_per_minute=192,
            max_minutes=20,
            languages=(("nl", True), ("tr", False)),
            places=("home",),
            age_from=2,
            age_to=12,
            age_wish=(8, 9),
            max_children=3,
            restrictions=(),
            capacity=1,
            windows=(window,),
            experience=("reading",),
        )
    ]


def test_a_run_loads_only_who_is_available_in_the_programme_and_region() -> None:
    taken = VolunteerFactory()
    VolunteerFactory(state=VolunteerState.RESTING)
    VolunteerFactory(programmes=[ProgrammeFactory(slug="voorleesexpress")])
    VolunteerFactory(region=RegionFactory(slug="elsewhere"))

    assert [row.id for row in rows()] == [taken.pk]


def test_named_volunteers_come_whatever_their_state_is_now() -> None:
    resting = VolunteerFactory(state=VolunteerState.RESTING, programmes=[])
    foreign = VolunteerFactory(region=RegionFactory(slug="elsewhere"))

    found = rows(ids=[resting.pk, foreign.pk])

    assert [(row.id, row.available, row.in_programme) for row in found] == [(resting.pk, False, False)]


@pytest.mark.parametrize(
    "fields",
    [
        {"certificate": False},
        {"certificate": date(2020, 1, 1)},
        {"training_valid_until": TODAY - timedelta(days=1)},
        {"available_from": TODAY + timedelta(days=1)},
        {"available_until": TODAY - timedelta(days=1)},
    ],
)
def test_who_is_blocked_or_away_is_not_available(fields: dict[str, object]) -> None:
    VolunteerFactory(**fields)

    assert [row.available for row in rows()] == [False]


def test_without_a_certificate_validity_lies_in_the_past() -> None:
    VolunteerFactory(certificate=False)

    assert [row.valid_until for row in rows()] == [NEVER]


def test_the_end_of_a_training_comes_before_a_later_end_of_the_certificate() -> None:
    VolunteerFactory(training_valid_until=date(2027, 2, 1))

    assert [row.valid_until for row in rows()] == [date(2027, 2, 1)]

"""What the database itself refuses, in plain SQL: no code of ours stands in between."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories.volunteers import VolunteerFactory
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db


def sql(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("capacity = 0", "volunteer_takes_one_to_four_families"),
        ("capacity = 5", "volunteer_takes_one_to_four_families"),
        ("max_children = 9", "volunteer_takes_one_to_eight_children"),
        ("max_minutes = 4", "volunteer_travels_5_to_120_minutes"),
        ("age_from = 9, age_to = 8", "volunteer_ages_in_order"),
        ("age_wish_from = 9, age_wish_to = 8", "volunteer_age_wish_is_whole"),
        (
            "available_from = '2026-02-01', available_until = '2026-01-01'",
            "volunteer_is_available_before_they_leave",
        ),
        ("second_postcode = '5211AB'", "volunteer_second_start_is_whole"),
    ],
)
def test_a_row_is_whole(change: str, constraint: str) -> None:
    VolunteerFactory()

    with pytest.raises(IntegrityError, match=constraint):
        sql(f"UPDATE volunteers_volunteer SET {change}")  # noqa: S608 - the change is one of those above


def test_an_address_is_in_the_register_once_however_it_is_written() -> None:
    VolunteerFactory(email="noor@example.org")
    VolunteerFactory(email="other@example.org")

    with pytest.raises(IntegrityError, match="volunteer_email_is_unique"):
        sql("UPDATE volunteers_volunteer SET email = 'NOOR@example.org' WHERE email = 'other@example.org'")


def test_without_the_constraint_an_address_would_be_there_twice() -> None:
    VolunteerFactory(email="noor@example.org")
    VolunteerFactory(email="other@example.org")
    sql("DROP INDEX volunteer_email_is_unique")

    sql("UPDATE volunteers_volunteer SET email = 'NOOR@example.org' WHERE email = 'other@example.org'")

    assert Volunteer.objects.filter(email__iexact="noor@example.org").count() == 2


@pytest.mark.parametrize(
    ("table", "change", "constraint"),
    [
        ("volunteers_spokenlanguage", "level = 'fluent'", "spoken_language_level_is_known"),
        ("volunteers_volunteerwindow", "start = 970", "is_on_half_hours"),
        ("volunteers_volunteerwindow", 'start = 960, "end" = 900', "lies_within_a_day"),
        ("volunteers_certificate", "refused_on = '2026-01-01'", "certificate_is_seen_or_refused"),
    ],
)
def test_the_parts_are_whole(table: str, change: str, constraint: str) -> None:
    VolunteerFactory()

    with pytest.raises(IntegrityError, match=constraint):
        sql(f"UPDATE {table} SET {change}")  # noqa: S608 - table and change are among those above


def test_a_language_is_spoken_once() -> None:
    VolunteerFactory(languages=[("nl", "native"), ("tr", "B1")])

    with pytest.raises(IntegrityError, match="volunteer_speaks_a_language_once"):
        sql("UPDATE volunteers_spokenlanguage SET code = 'nl'")

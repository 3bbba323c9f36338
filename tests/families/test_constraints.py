"""What the database itself refuses, in plain SQL: no code of ours stands in between."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from families.models import Family
from families.states import FamilyState
from tests.factories.families import ConsentFactory, FamilyFactory, HomeFactory
from tests.factories.programmes import coordinator

pytestmark = pytest.mark.django_db


def sql(statement: str, *values: date | int | None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement, values)


@pytest.mark.parametrize("since", [date(2026, 9, 2), None])
def test_waiting_since_is_set_once(since: date | None) -> None:
    family = FamilyFactory(state=FamilyState.WITHDRAWN, waiting_since=date(2026, 9, 1))

    with pytest.raises(IntegrityError, match="waiting since is set once"):
        sql("UPDATE families_family SET waiting_since = %s WHERE id = %s", since, family.pk)


def test_without_the_trigger_a_family_would_lose_its_place() -> None:
    family = FamilyFactory(waiting_since=date(2026, 9, 1))
    sql("ALTER TABLE families_family DISABLE TRIGGER waiting_since_stays")

    sql("UPDATE families_family SET waiting_since = '2026-11-01' WHERE id = %s", family.pk)

    assert Family.objects.get().waiting_since == date(2026, 11, 1)


def test_a_waiting_family_has_a_day_since_when() -> None:
    family = FamilyFactory(state=FamilyState.INTAKE_DONE)

    with pytest.raises(IntegrityError, match="family_waits_since_a_day"):
        sql("UPDATE families_family SET state = 'waiting' WHERE id = %s", family.pk)


def test_a_family_on_hold_has_a_date() -> None:
    family = FamilyFactory()

    with pytest.raises(IntegrityError, match="family_on_hold_has_a_date"):
        sql("UPDATE families_family SET state = 'look_again' WHERE id = %s", family.pk)


@pytest.mark.parametrize("rhythms", [("weekly", "week_a"), ("week_a", "week_a"), ("weekly", "weekly")])
def test_children_are_at_one_home_in_a_week(rhythms: tuple[str, str]) -> None:
    family = FamilyFactory(homes=[{"rhythm": rhythms[0]}])
    other = HomeFactory(family=FamilyFactory(homes=[]), rhythm=rhythms[1])

    with pytest.raises(IntegrityError, match="children_are_at_one_home_in_a_week"):
        sql("UPDATE families_home SET family_id = %s WHERE id = %s", family.pk, other.pk)


def test_two_homes_share_the_weeks() -> None:
    family = FamilyFactory(homes=[{"rhythm": "week_a"}, {"rhythm": "week_b"}])

    assert family.homes.count() == 2


def test_one_consent_is_in_force() -> None:
    family, other = FamilyFactory(), FamilyFactory(consented=False)
    second = ConsentFactory(family=other)

    with pytest.raises(IntegrityError, match="family_has_one_consent_in_force"):
        sql("UPDATE families_consent SET family_id = %s WHERE id = %s", family.pk, second.pk)


def test_a_number_is_used_once_in_a_municipality() -> None:
    first, second = FamilyFactory(), FamilyFactory()

    with pytest.raises(IntegrityError, match="family_number_is_unique_in_its_region"):
        sql("UPDATE families_family SET number = %s WHERE id = %s", first.number, second.pk)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("readers_needed = 3", "family_needs_one_or_two_readers"),
        ("parent_present = false", "family_has_a_parent_present"),
        ("urgency_reason = 'other'", "family_urgency_has_a_reason_and_a_moment"),
        ("urgency_confirmed_at = now()", "family_urgency_is_asked_before_it_is_confirmed"),
    ],
)
def test_a_row_is_whole(change: str, constraint: str) -> None:
    FamilyFactory()

    with pytest.raises(IntegrityError, match=constraint):
        sql(f"UPDATE families_family SET {change}")  # noqa: S608 - the change is one of those above


def test_urgency_is_confirmed_by_a_second_person() -> None:
    by = coordinator()
    FamilyFactory()

    with pytest.raises(IntegrityError, match="family_urgency_is_confirmed_by_a_second_person"):
        sql(
            "UPDATE families_family SET urgency_reason = 'other', urgency_asked_at = now(),"
            " urgency_asked_by_id = %s, urgency_confirmed_at = now(), urgency_confirmed_by_id = %s",
            by.pk,
            by.pk,
        )


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("start = 970", "is_on_half_hours"),
        ('start = 960, "end" = 900', "lies_within_a_day"),
        ("weekday = 8", "lies_within_a_day"),
    ],
)
def test_a_window_is_a_stretch_of_half_hours(change: str, constraint: str) -> None:
    FamilyFactory()

    with pytest.raises(IntegrityError, match=constraint):
        sql(f"UPDATE families_homewindow SET {change}")  # noqa: S608 - the change is one of those above

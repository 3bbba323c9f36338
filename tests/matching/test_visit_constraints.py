"""What the database refuses of visits and milestones, in raw SQL."""

from typing import Any

import pytest
from django.db import IntegrityError, connection

from tests.factories.moments import NOW, TODAY
from tests.factories.visits import running

pytestmark = pytest.mark.django_db


def insert(table: str, **values: Any) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values()))  # noqa: S608 - names of this file


def visit(match: int, **values: Any) -> None:
    told = {"on": TODAY, "held": True, "missed_reason": "", "minutes": 60, "note": "", "logged_at": NOW}
    insert("matching_visit", match_id=match, **(told | values))


def milestone(match: int, kind: str) -> None:
    insert("matching_milestone", match_id=match, kind=kind, on=TODAY, impression="", recorded_at=NOW)


def test_a_match_has_one_visit_a_day() -> None:
    match = running(started_on=TODAY).pk
    visit(match)

    with pytest.raises(IntegrityError, match="a_match_has_one_visit_a_day"):
        visit(match, minutes=30)


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": None},
        {"minutes": 0},
        {"minutes": 241},
        {"missed_reason": "illness"},
        {"held": False},
        {"held": False, "minutes": None},
        {"held": False, "missed_reason": "illness"},
    ],
)
def test_a_visit_is_held_with_minutes_or_missed_with_a_reason(wrong: dict[str, object]) -> None:
    match = running(started_on=TODAY).pk

    with pytest.raises(IntegrityError, match="visit_is_held_or_missed_with_a_reason"):
        visit(match, **wrong)


def test_a_milestone_is_there_once_but_contact_as_often_as_there_was() -> None:
    match = running(started_on=TODAY).pk
    milestone(match, "contact")
    milestone(match, "contact")
    milestone(match, "end_talk")

    with pytest.raises(IntegrityError, match="a_match_has_a_milestone_once"):
        milestone(match, "end_talk")

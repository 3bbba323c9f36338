"""Families on hold come back by themselves, in their old place, and somebody looks at them once."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from families.domain import intake
from families.domain.looking_again import back_unseen, is_back_unseen, look, wake_due
from families.models import Family
from families.states import FamilyState
from families.tasks import look_again
from programmes.domain.refusal import Refusal
from programmes.models import StateChange, User
from tests.factories.families import FamilyFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import coordinator
from tests.matching.test_visit_races import at_once

pytestmark = pytest.mark.django_db
NEXT_WEEK = NOW + timedelta(days=7)


@pytest.fixture
def by() -> User:
    return coordinator()


def held(by: User, **fields: object) -> Family:
    family = FamilyFactory(**fields)
    assert isinstance(family, Family)
    intake.hold(family=family, until=TODAY + timedelta(days=7), by=by, now=NOW)
    return family


def test_a_family_comes_back_on_the_day_in_its_old_place(by: User) -> None:
    family = held(by, waiting_since=date(2026, 3, 1))

    assert wake_due(now=NEXT_WEEK - timedelta(days=1)) == []
    assert wake_due(now=NEXT_WEEK) == [family.pk]

    kept = Family.objects.get()
    assert (kept.state, kept.waiting_since, kept.look_again_on) == ("waiting", date(2026, 3, 1), None)


def test_the_history_says_that_nobody_did_it(by: User) -> None:
    held(by)

    wake_due(now=NEXT_WEEK)

    last = StateChange.objects.latest("pk")
    assert (last.from_state, last.to_state, last.reason, last.by) == (
        "look_again",
        "waiting",
        "hold_over",
        None,
    )


def test_an_intake_that_was_done_leads_to_the_queue_for_the_first_time(by: User) -> None:
    family = FamilyFactory(state=FamilyState.INTAKE_PLANNED)
    intake.complete_intake(family=family, by=by, now=NOW)
    intake.hold(family=family, until=TODAY + timedelta(days=7), by=by, now=NOW)

    wake_due(now=NEXT_WEEK)

    kept = Family.objects.get()
    assert (kept.state, kept.waiting_since) == (FamilyState.WAITING, TODAY + timedelta(days=7))


@pytest.mark.parametrize("state", [FamilyState.CONSENT_CONFIRMED, FamilyState.INTAKE_PLANNED])
def test_without_an_intake_a_family_comes_back_to_be_called(by: User, state: FamilyState) -> None:
    held(by, state=state, intake_on=TODAY)

    wake_due(now=NEXT_WEEK)

    kept = Family.objects.get()
    assert (kept.state, kept.intake_on, kept.waiting_since) == (FamilyState.CONSENT_CONFIRMED, None, None)


def test_without_consent_a_person_has_to_look(by: User) -> None:
    held(by, consented=False)

    assert wake_due(now=NEXT_WEEK) == []
    assert Family.objects.get().state == FamilyState.LOOK_AGAIN


def test_twice_is_no_harm(by: User) -> None:
    held(by)
    wake_due(now=NEXT_WEEK)

    assert wake_due(now=NEXT_WEEK) == []
    assert StateChange.objects.filter(reason="hold_over").count() == 1


def test_the_task_brings_them_back() -> None:
    family = FamilyFactory(state=FamilyState.LOOK_AGAIN, look_again_on=date(2026, 1, 1))

    look_again()

    family.refresh_from_db()
    assert family.state == FamilyState.WAITING


def test_who_came_back_is_looked_at_once(by: User) -> None:
    family = held(by)
    FamilyFactory()
    wake_due(now=NEXT_WEEK)
    assert list(back_unseen(Family.objects.all())) == [family]

    look(family=family, by=by, now=NEXT_WEEK)

    assert not is_back_unseen(family)
    with pytest.raises(Refusal, match="looked-already"):
        look(family=family, by=by, now=NEXT_WEEK)


def test_a_family_without_a_moment_does_not_fit_as_it_stands(by: User) -> None:
    family = held(by, homes=[{"windows": []}])
    wake_due(now=NEXT_WEEK)

    with pytest.raises(Refusal, match="no-moment"):
        look(family=family, by=by, now=NEXT_WEEK)


def test_who_came_back_through_a_person_is_seen_already(by: User) -> None:
    family = held(by)

    intake.start_waiting(family=family, by=by, now=NEXT_WEEK)

    assert not is_back_unseen(family)


@pytest.mark.django_db(transaction=True)
def test_a_sweep_that_goes_on_elsewhere_is_left_to_it(by: User) -> None:
    held(by)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [0x646C_0021])

        assert wake_due(now=NEXT_WEEK) == []
    other.close()
    assert transaction.get_autocommit()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_look_at_the_same_instant_one_is_kept(by: User) -> None:
    held(by)
    wake_due(now=NEXT_WEEK)

    refused = at_once(*[lambda: look(family=Family.objects.get(), by=by, now=NEXT_WEEK)] * 3)

    assert refused == ["looked-already"] * 2
    assert StateChange.objects.filter(reason="looked_again").count() == 1

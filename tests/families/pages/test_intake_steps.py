"""The intake at the desk of a coordinator: a day, another day, done, back by itself."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate

from families.domain.looking_again import wake_due
from families.models import Family
from families.states import FamilyState
from programmes.models import StateChange
from tests.factories.families import FamilyFactory
from tests.factories.programmes import coordinator

pytestmark = pytest.mark.django_db
PLANNED, DONE = FamilyState.INTAKE_PLANNED, FamilyState.INTAKE_DONE


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(coordinator(language="en"))
    return client


def coming(days: int) -> date:
    return localdate() + timedelta(days=days)


def take(desk: Client, family: Family, step: str, **fields: object) -> str:
    form = {f"{step}-{name}": value for name, value in fields.items()}
    answer = desk.post(f"/werk/gezinnen/{family.pk}/{step}", form, follow=True)
    family.refresh_from_db()
    return str(answer.content.decode())


def test_an_intake_is_planned_on_a_day(desk: Client) -> None:
    family = FamilyFactory(state=FamilyState.CONSENT_CONFIRMED)

    take(desk, family, "intake-planned", on=coming(3).isoformat())

    assert (family.state, family.intake_on) == (PLANNED, coming(3))


@pytest.mark.parametrize("on", ["", "gisteren", coming(-1).isoformat(), coming(400).isoformat()])
def test_a_day_that_cannot_be_comes_back_at_its_field(desk: Client, on: str) -> None:
    family = FamilyFactory(state=FamilyState.CONSENT_CONFIRMED)

    shown = take(desk, family, "intake-planned", on=on)

    assert 'id="id_intake-planned-on_error"' in shown
    assert family.state == FamilyState.CONSENT_CONFIRMED


def test_an_intake_moves_to_another_day_and_the_history_says_so(desk: Client) -> None:
    family = FamilyFactory(state=PLANNED, intake_on=coming(1))

    shown = take(desk, family, "intake-moved", on=coming(5).isoformat())

    assert (family.state, family.intake_on) == (PLANNED, coming(5))
    assert "Intake put on another day" in shown


def test_an_intake_that_is_done_keeps_its_day_and_is_not_moved(desk: Client) -> None:
    family = FamilyFactory(state=PLANNED, intake_on=coming(0))
    take(desk, family, "intake-done")

    take(desk, family, "intake-moved", on=coming(5).isoformat())

    assert (family.state, family.intake_on) == (DONE, coming(0))


def test_ready_is_waiting_since_today(desk: Client) -> None:
    family = FamilyFactory(state=DONE)

    take(desk, family, "waiting")

    assert (family.state, family.waiting_since) == (FamilyState.WAITING, localdate())


def test_a_family_that_came_back_by_itself_is_looked_at(desk: Client) -> None:
    family = FamilyFactory()
    take(desk, family, "hold", until=coming(3).isoformat())
    Family.objects.update(look_again_on=coming(0))
    wake_due(now=timezone.now())

    assert "by itself, on the day agreed" in desk.get(f"/werk/gezinnen/{family.pk}").content.decode()
    shown = take(desk, family, "looked-again")

    assert "Looked at again" in shown
    assert "Everything still fits</button>" not in shown


def test_on_hold_consent_is_not_asked_again(desk: Client) -> None:
    family = FamilyFactory()

    shown = take(desk, family, "hold", until=coming(3).isoformat())

    assert "Record consent" not in shown


def test_urgency_stands_in_the_history(desk: Client) -> None:
    family = FamilyFactory()

    shown = take(desk, family, "urgency-ask", reason="school_advice")

    assert "Urgency asked" in shown
    assert StateChange.objects.get().reason == "urgency_asked"


@pytest.mark.parametrize("state", [FamilyState.WAITING, FamilyState.PROPOSED])
def test_parents_who_take_back_their_consent_are_out_and_the_history_says_why(
    desk: Client, state: FamilyState
) -> None:
    family = FamilyFactory(state=state)

    take(desk, family, "consent-back")
    assert family.state == state
    shown = take(desk, family, "consent-back", is_sure="on")

    assert family.state == FamilyState.WITHDRAWN
    assert "The parents take back their consent" in shown
    assert "Parents take back their consent</button>" not in shown

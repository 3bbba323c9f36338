from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from tests.factories.programmes import RegionFactory, coordinator, social_worker, volunteer_account
from tests.factories.volunteers import VolunteerFactory
from volunteers.pages import sign_ups
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db
PAGE = "/werk/aanmeldingen"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(coordinator())
    return client


def test_everybody_on_the_way_stands_at_their_stage(desk: Client) -> None:
    VolunteerFactory(state=VolunteerState.CONFIRMED, first_name="Beate")
    VolunteerFactory(
        state=VolunteerState.INTERVIEW_PLANNED,
        first_name="Gesprek",
        interview_on=localdate() + timedelta(days=2),
    )
    VolunteerFactory(state=VolunteerState.ACCEPTED, first_name="Aangenomen")
    VolunteerFactory(state=VolunteerState.AVAILABLE, first_name="Klaar")

    shown = desk.get(PAGE).content.decode()

    places = [shown.index(name) for name in ("Beate", "Gesprek", "Aangenomen")]
    assert places == sorted(places)
    assert "Klaar" not in shown


def test_of_many_the_first_are_shown_with_the_number_of_all(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_ups, "MOST", 1)
    soon, later = (localdate() + timedelta(days=number) for number in (1, 2))
    for day, name in ((later, "Later"), (soon, "Eerder")):
        VolunteerFactory(state=VolunteerState.INTERVIEW_PLANNED, interview_on=day, first_name=name)
    VolunteerFactory(state=VolunteerState.CONFIRMED, first_name="Beate")

    shown = desk.get(PAGE).content.decode()

    assert "(2)" in shown
    assert "Eerder" in shown
    assert "Later" not in shown
    assert "Beate" in shown
    assert "/werk/voorlezers?state=interview_planned" in shown


def test_a_sign_up_that_is_not_confirmed_can_be_confirmed_after_a_call(desk: Client) -> None:
    volunteer = VolunteerFactory(state=VolunteerState.APPLIED)

    assert f"/werk/voorlezers/{volunteer.pk}/bevestigen" in desk.get(PAGE).content.decode()


def test_another_region_sees_nobody_here(client: Client) -> None:
    VolunteerFactory(state=VolunteerState.CONFIRMED, first_name="Beate")
    client.force_login(coordinator(RegionFactory(slug="oss")))

    assert "Beate" not in client.get(PAGE).content.decode()


def test_only_coordinators_come_here(client: Client) -> None:
    for user in (volunteer_account(), social_worker()):
        client.force_login(user)

        assert client.get(PAGE).status_code == 404


def test_more_people_cost_no_more_queries(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    VolunteerFactory(state=VolunteerState.ACCEPTED, certificate=False)
    VolunteerFactory(state=VolunteerState.CONFIRMED)
    with CaptureQueriesContext(connection) as few:
        desk.get(PAGE)
    for _ in range(4):
        VolunteerFactory(state=VolunteerState.ACCEPTED, certificate=False)
        VolunteerFactory(state=VolunteerState.CONFIRMED)

    with django_assert_num_queries(len(few)):
        desk.get(PAGE)


def test_a_step_with_a_day_is_recorded_and_shown(desk: Client) -> None:
    volunteer = VolunteerFactory(state=VolunteerState.CONFIRMED)
    day = localdate() + timedelta(days=7)

    desk.post(f"/werk/voorlezers/{volunteer.pk}/interview", {"interview-on": f"{day:%Y-%m-%d}"})

    volunteer.refresh_from_db()
    assert (volunteer.state, volunteer.interview_on) == (VolunteerState.INTERVIEW_PLANNED, day)


def test_a_day_that_has_passed_comes_back_at_its_field(desk: Client) -> None:
    volunteer = VolunteerFactory(state=VolunteerState.CONFIRMED)

    shown = desk.post(f"/werk/voorlezers/{volunteer.pk}/interview", {"interview-on": "2020-01-01"})

    assert 'id="id_interview-on_error"' in shown.content.decode()

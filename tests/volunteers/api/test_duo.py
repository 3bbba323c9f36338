"""`form-duo` and `dissolve-duo`: who goes with whom, decided by a coordinator."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.api_clients import client_of, fields_of
from tests.factories.duos import DuoFactory
from tests.factories.programmes import RegionFactory, coordinator, volunteer_account
from tests.factories.volunteers import VolunteerFactory
from volunteers.models import Duo, Volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def api() -> APIClient:
    return client_of(coordinator())


def address(volunteer: Volunteer, step: str = "") -> str:
    return f"/api/v1/volunteers/{volunteer.pk}" + (f"/{step}" if step else "")


def form(api: APIClient, volunteer: Volunteer, partner: object) -> Any:
    return api.post(address(volunteer, "form-duo"), {"partner": partner})


def test_a_coordinator_lets_two_go_together(api: APIClient) -> None:
    first, second = VolunteerFactory(), VolunteerFactory()

    answer = form(api, first, second.pk)

    duo = Duo.objects.get()
    assert answer.status_code == 200
    assert answer.json()["duo"]["first"] == first.pk
    assert (duo.first, duo.second, duo.formed_by_id is not None) == (first, second, True)
    assert api.get(address(second)).json()["duo"] == answer.json()["duo"]


def test_a_coordinator_dissolves_a_duo_from_either_side(api: APIClient) -> None:
    duo = DuoFactory()

    answer = api.post(address(duo.second, "dissolve-duo"))

    assert (answer.status_code, answer.json()["duo"]) == (200, None)
    duo.refresh_from_db()
    assert duo.ended_at is not None


def test_who_is_in_a_duo_is_refused_with_what_to_do(api: APIClient) -> None:
    duo = DuoFactory()

    answer = form(api, VolunteerFactory(), duo.first_id)

    assert (answer.status_code, answer.json()["code"]) == (409, "in-a-duo")
    assert api.post(address(VolunteerFactory(), "dissolve-duo")).json()["code"] == "not-in-a-duo"


def test_a_foreign_partner_is_as_a_missing_one(api: APIClient) -> None:
    first = VolunteerFactory()
    foreign = VolunteerFactory(region=RegionFactory(slug="elsewhere"))

    answers = [form(api, first, number) for number in (foreign.pk, 999_999)]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert answers[0].json()["errors"] == answers[1].json()["errors"]


@pytest.mark.parametrize("partner", [None, "", "x", -1, 2**63, 1.5, True, [], {}])
def test_a_partner_is_a_number(api: APIClient, partner: object) -> None:
    answer = api.post(address(VolunteerFactory(), "form-duo"), {"partner": partner}, format="json")

    assert (answer.status_code, fields_of(answer)) == (400, {"partner"})


def test_a_volunteer_does_not_choose_alone() -> None:
    account = volunteer_account()
    own = VolunteerFactory(account=account)

    assert form(client_of(account), own, VolunteerFactory().pk).status_code == 404

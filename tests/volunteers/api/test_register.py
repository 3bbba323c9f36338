from collections.abc import Callable
from typing import Any

import pytest
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from programmes.models import User
from tests.api_clients import anonymous, client_of, client_with, fields_of
from tests.factories.programmes import (
    DistrictFactory,
    ProgrammeFactory,
    RegionFactory,
    administrator,
    client_key,
    coordinator,
    social_worker,
    volunteer_account,
)
from tests.factories.volunteers import VolunteerFactory
from tests.volunteers.entries import prepare
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db
LIST = "/api/v1/volunteers"


@pytest.fixture
def api() -> APIClient:
    return client_of(coordinator())


def address(volunteer: Volunteer, step: str = "") -> str:
    return f"{LIST}/{volunteer.pk}" + (f"/{step}" if step else "")


def ids(answer: Any) -> list[int]:
    return [row["id"] for row in answer.json()["results"]]


def test_a_list_takes_the_same_number_of_queries_however_long_it_is(
    api: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    VolunteerFactory.create_batch(3)
    api.get(LIST)
    with django_assert_num_queries(9):
        api.get(LIST)
    VolunteerFactory.create_batch(30)

    with django_assert_num_queries(9):
        answer = api.get(LIST)

    assert len(ids(answer)) == 33


def test_a_detail_stays_within_its_queries(
    api: APIClient, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    volunteer = VolunteerFactory()

    with django_assert_max_num_queries(11):
        assert api.get(address(volunteer)).status_code == 200


def test_a_list_is_narrowed_by_state_district_and_programme(api: APIClient) -> None:
    wanted = VolunteerFactory(district=DistrictFactory())
    VolunteerFactory(state=VolunteerState.RESTING, district=DistrictFactory())
    VolunteerFactory(programmes=[ProgrammeFactory(slug="voorleesexpress")])

    answer = api.get(f"{LIST}?state=available&district=5211&programme=doorleesexpress")

    assert ids(answer) == [wanted.pk]


@pytest.mark.parametrize("query", ["first_name=Noor", "ordering=email", "state=asleep", "page_size=201"])
def test_what_a_list_does_not_offer_is_refused(api: APIClient, query: str) -> None:
    answer = api.get(f"{LIST}?{query}")

    assert (answer.status_code, fields_of(answer)) == (400, {query.partition("=")[0]})


def test_an_unconfirmed_sign_up_is_only_there_for_who_asks_for_those(api: APIClient) -> None:
    waiting = VolunteerFactory(state=VolunteerState.APPLIED)

    assert ids(api.get(LIST)) == []
    assert api.get(address(waiting)).status_code == 404
    assert ids(api.get(f"{LIST}?state=applied")) == [waiting.pk]
    assert api.post(address(waiting, "plan-interview")).status_code == 404
    assert api.post(address(waiting, "confirm-email")).json()["state"] == "confirmed"
    assert ids(api.get(LIST)) == [waiting.pk]


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (lambda _: client_of(coordinator()), 200),
        (lambda _: client_of(coordinator(RegionFactory(slug="elsewhere"))), 404),
        (client_of, 200),
        (lambda _: client_of(volunteer_account()), 404),
        (lambda _: client_of(social_worker()), 404),
        (lambda _: client_of(administrator()), 404),
        (lambda _: client_with(client_key("volunteers:read")), 200),
        (lambda _: client_with(client_key("families:read")), 404),
        (lambda _: client_with(client_key("volunteers:read", region=RegionFactory(slug="elsewhere"))), 404),
        (lambda _: anonymous(), 401),
    ],
)
def test_who_reads_a_volunteer(make: Callable[[User], APIClient], status: int) -> None:
    account = volunteer_account()
    volunteer = VolunteerFactory(account=account)

    assert make(account).get(address(volunteer)).status_code == status


def test_foreign_and_missing_are_the_same(api: APIClient) -> None:
    foreign = VolunteerFactory(region=RegionFactory(slug="elsewhere"))

    answers = [api.get(f"{LIST}/{number}").json() for number in (foreign.pk, foreign.pk + 1_000)]

    for answer in answers:
        del answer["instance"]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("number", ["0", "abc", "9" * 18, "9" * 30])
def test_a_number_that_cannot_be_is_not_found(api: APIClient, number: str) -> None:
    assert api.get(f"{LIST}/{number}").status_code == 404


def test_a_change_needs_the_version_that_was_read(api: APIClient) -> None:
    prepare()
    volunteer = VolunteerFactory()
    read = api.get(address(volunteer))

    missing = api.patch(address(volunteer), {"max_minutes": 30})
    stale = api.patch(address(volunteer), {"max_minutes": 30}, headers={"If-Match": '"old"'})
    right = api.patch(address(volunteer), {"max_minutes": 30}, headers={"If-Match": read["ETag"]})

    assert [answer.status_code for answer in (missing, stale, right)] == [428, 412, 200]
    assert right.json() == {**read.json(), "max_minutes": 30}
    assert api.get(address(volunteer))["ETag"] == right["ETag"]


@pytest.mark.parametrize("field", ["id", "state", "region", "blocked", "consent_version", "account", "x"])
def test_what_is_not_to_be_set_is_refused_by_name(api: APIClient, field: str) -> None:
    volunteer = VolunteerFactory()

    answer = api.patch(address(volunteer), {field: 1}, headers={"If-Match": "*"})

    assert (answer.status_code, fields_of(answer)) == (400, {field})


def test_a_volunteer_changes_only_what_is_theirs() -> None:
    prepare()
    account = volunteer_account()
    volunteer = VolunteerFactory(account=account, max_minutes=20)
    api = client_of(account)

    refused = api.patch(f"{LIST}/me", {"training": "done"}, headers={"If-Match": "*"})
    changed = api.patch(f"{LIST}/me", {"max_minutes": 25}, headers={"If-Match": "*"})

    volunteer.refresh_from_db()
    assert (refused.status_code, fields_of(refused)) == (400, {"training"})
    assert (changed.status_code, volunteer.max_minutes, volunteer.training) == (200, 25, "none")


def test_my_own_data_are_at_me() -> None:
    account = volunteer_account()
    volunteer = VolunteerFactory(account=account)

    assert client_of(account).get(f"{LIST}/me").json()["id"] == volunteer.pk
    assert client_of(coordinator()).get(f"{LIST}/me").status_code == 404
    assert anonymous().get(f"{LIST}/me").status_code == 401


def test_a_coordinator_leads_a_volunteer_to_available(api: APIClient) -> None:
    volunteer = VolunteerFactory(state=VolunteerState.CONFIRMED, certificate=False)
    steps: list[tuple[str, dict[str, str]]] = [
        ("plan-interview", {}),
        ("accept", {}),
        ("request-certificate", {}),
        ("record-certificate", {"seen_on": localdate().isoformat()}),
        ("make-available", {}),
    ]

    answers = [api.post(address(volunteer, step), data) for step, data in steps]

    assert [answer.status_code for answer in answers] == [200] * 5
    assert (answers[-1].json()["state"], answers[-1].json()["blocked"]) == ("available", None)


def test_a_step_that_is_not_possible_now_says_what_is(api: APIClient) -> None:
    volunteer = VolunteerFactory(state=VolunteerState.AVAILABLE)

    answer = api.post(address(volunteer, "accept"))

    assert answer.status_code == 409
    assert answer.json()["facts"] == {"from": "available", "to": "accepted", "allowed": ["left", "resting"]}


def test_a_step_takes_no_unknown_fields_and_only_known_reasons(api: APIClient) -> None:
    volunteer = VolunteerFactory()

    assert fields_of(api.post(address(volunteer, "rest"), {"until": "2027-01-01"})) == {"until"}
    assert fields_of(api.post(address(volunteer, "leave"), {"reason": "bored"})) == {"reason"}
    assert api.post(address(volunteer, "leave"), {"reason": "moved"}).json()["state"] == "left"


@pytest.mark.parametrize(
    "make",
    [
        client_of,
        lambda _: client_with(client_key("volunteers:write", "volunteers:read")),
        lambda _: client_of(coordinator(RegionFactory(slug="elsewhere"))),
        lambda _: client_of(social_worker()),
    ],
    ids=["the volunteer", "a system", "another region", "a social worker"],
)
def test_only_a_coordinator_of_the_region_decides(make: Callable[[User], APIClient]) -> None:
    account = volunteer_account()
    volunteer = VolunteerFactory(account=account, state=VolunteerState.CONFIRMED)

    assert make(account).post(address(volunteer, "plan-interview")).status_code == 404
    volunteer.refresh_from_db()
    assert volunteer.state == VolunteerState.CONFIRMED

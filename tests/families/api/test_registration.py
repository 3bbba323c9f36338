from typing import Any

import pytest
from rest_framework.test import APIClient

from families.models import Family
from programmes.models import Organisation
from tests.api_clients import anonymous, client_of, client_with, fields_of
from tests.factories.programmes import (
    OrganisationFactory,
    RegionFactory,
    administrator,
    client_key,
    coordinator,
    social_worker,
    volunteer_account,
)
from tests.families.entries import body, child, consent, home

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/families"


@pytest.fixture
def organisation() -> Organisation:
    found: Organisation = OrganisationFactory()
    return found


@pytest.fixture
def api(organisation: Organisation) -> APIClient:
    return client_of(social_worker(organisation))


def test_a_social_worker_registers_a_family(api: APIClient, organisation: Organisation) -> None:
    answer = api.post(ADDRESS, body())

    family = Family.objects.get()
    assert (answer.status_code, answer["Location"]) == (201, f"{ADDRESS}/{family.pk}")
    assert (family.organisation, family.state) == (organisation, "consent_confirmed")
    assert api.get(answer["Location"]).json() == answer.json()


def test_a_referrer_reads_five_words_and_not_the_state(api: APIClient) -> None:
    shown = api.post(ADDRESS, body()).json()

    assert shown["status"] == "received"
    assert not {"state", "safety_note", "urgency", "waiting_since", "look_again_on"} & set(shown)


def test_the_same_key_registers_once(api: APIClient) -> None:
    answers = [api.post(ADDRESS, body(), headers={"Idempotency-Key": "b1"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Family.objects.count() == 1


def test_the_same_key_with_another_body_is_refused(api: APIClient) -> None:
    api.post(ADDRESS, body(), headers={"Idempotency-Key": "b1"})

    answer = api.post(ADDRESS, body(wishes="Other"), headers={"Idempotency-Key": "b1"})

    assert answer.status_code == 422
    assert Family.objects.count() == 1


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (lambda: client_of(coordinator()), 201),
        (lambda: client_with(client_key("families:write")), 201),
        (lambda: client_with(client_key("families:read")), 404),
        (lambda: client_of(coordinator(RegionFactory(slug="elsewhere"))), 400),
        (lambda: client_of(volunteer_account()), 404),
        (lambda: client_of(administrator()), 404),
        (anonymous, 401),
    ],
    ids=["coordinator", "system", "system without", "elsewhere", "volunteer", "administrator", "nobody"],
)
def test_who_may_register_a_family(make: Any, status: int) -> None:
    answer = make().post(ADDRESS, body(region="s-hertogenbosch"))

    assert answer.status_code == status
    assert Family.objects.exists() == (status == 201)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("homes[0].postcode", {"homes": [home(postcode="12345")]}),
        ("homes[0].postcode", {"homes": [home(postcode="9999 AA")]}),
        ("homes[0].availability", {"homes": [home(availability=[])]}),
        (
            "homes[0].availability[0].end",
            {"homes": [home(availability=[{"weekday": 3, "start": "16:00", "end": "14:00"}])]},
        ),
        ("homes[0].street", {"homes": [home(street="Markt")]}),
        ("homes", {"homes": [home(), home(), home()]}),
        ("home_languages[0]", {"home_languages": ["xx"]}),
        ("call_language", {"call_language": "xx"}),
        ("first_name", {"first_name": "x" * 900_000}),
        ("children", {"children": []}),
        ("children", {"children": [child()] * 9}),
        ("children[0].birth_month", {"children": [child(birth_month="2017-13")]}),
        ("children[0].birth_month", {"children": [child(birth_month="2017-03-04")]}),
        ("children[0].needs[0]", {"children": [child(needs=["magic"])]}),
        ("consent.given_on", {"consent": consent(given_on="2099-01-01")}),
        ("consent.how", {"consent": consent(how="guessed")}),
        ("programme", {"programme": "unknown"}),
        ("organisation", {"organisation": 10**12}),
        ("organisation", {"organisation": 10**30}),
        ("safety_note", {"safety_note": "Ring twice"}),
        ("waiting_since", {"waiting_since": "2020-01-01"}),
        ("citizen_number", {"citizen_number": "123456782"}),
    ],
)
def test_bad_input_is_refused_at_its_field_and_nothing_is_stored(
    api: APIClient, field: str, changes: dict[str, Any]
) -> None:
    answer = api.post(ADDRESS, body(**changes))

    assert (answer.status_code, fields_of(answer)) == (400, {field})
    assert not Family.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(api: APIClient, method: str) -> None:
    assert getattr(api, method)(ADDRESS, {}).status_code == 405

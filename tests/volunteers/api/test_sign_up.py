import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.api_clients import anonymous, client_of, client_with, fields_of
from tests.factories.programmes import (
    RegionFactory,
    administrator,
    client_key,
    coordinator,
    social_worker,
    volunteer_account,
)
from tests.factories.volunteers import VolunteerFactory
from tests.volunteers.entries import body
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/volunteers"


def test_anybody_signs_up_and_learns_no_number() -> None:
    answer = anonymous().post(ADDRESS, body())

    assert answer.status_code == 202
    assert set(answer.json()) == {"status", "detail"}
    assert Volunteer.objects.get().full_name == "Noor van de Ven"


def test_a_known_address_gets_the_same_answer_and_nothing_is_stored_twice() -> None:
    first = anonymous().post(ADDRESS, body())
    second = anonymous().post(ADDRESS, body(first_name="Somebody", email="NOOR@example.org"))

    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert [volunteer.first_name for volunteer in Volunteer.objects.all()] == ["Noor"]


def test_the_sixth_sign_up_of_an_hour_has_to_wait() -> None:
    api = anonymous()
    answers = [api.post(ADDRESS, body(email=f"reader{n}@example.org")) for n in range(6)]

    assert [answer.status_code for answer in answers] == [202] * 5 + [429]
    assert int(answers[5]["Retry-After"]) > 0
    assert Volunteer.objects.count() == 5


def test_a_coordinator_enters_many_and_gets_the_volunteer() -> None:
    api = client_of(coordinator())

    answers = [api.post(ADDRESS, body(email=f"reader{n}@example.org")) for n in range(7)]

    assert {answer.status_code for answer in answers} == {201}
    shown = api.get(answers[0]["Location"])
    assert (shown.status_code, shown.json()) == (200, answers[0].json())
    assert shown["ETag"] == answers[0]["ETag"]


def test_a_coordinator_is_told_that_an_address_is_known() -> None:
    VolunteerFactory(email="noor@example.org")

    answer = client_of(coordinator()).post(ADDRESS, body())

    assert (answer.status_code, fields_of(answer)) == (409, {"email"})


def test_the_same_key_signs_up_once() -> None:
    answers = [anonymous().post(ADDRESS, body(), headers={"Idempotency-Key": "a1"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()
    assert Volunteer.objects.count() == 1


def test_a_system_with_the_scope_enters_in_its_region() -> None:
    api = client_with(client_key("volunteers:write", "volunteers:read"))

    assert api.post(ADDRESS, body()).status_code == 201


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (lambda: client_of(social_worker()), 202),
        (lambda: client_of(volunteer_account()), 404),
        (lambda: client_of(administrator()), 404),
        (lambda: client_with(client_key("volunteers:read")), 404),
        (lambda: client_of(coordinator(RegionFactory(slug="elsewhere"))), 400),
    ],
    ids=["social worker", "volunteer", "administrator", "system without the scope", "coordinator elsewhere"],
)
def test_who_may_sign_somebody_up(make: Any, status: int) -> None:
    api: APIClient = make()

    assert api.post(ADDRESS, body()).status_code == status
    assert Volunteer.objects.exists() == (status == 202)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("postcode", {"postcode": "12345"}),
        ("postcode", {"postcode": "9999 AA"}),
        ("availability", {"availability": []}),
        ("availability[0].end", {"availability": [{"weekday": 3, "start": "17:00", "end": "14:00"}]}),
        ("availability[0].start", {"availability": [{"weekday": 3, "start": "25:00", "end": "14:00"}]}),
        ("availability[0].start", {"availability": [{"weekday": 3, "start": 900, "end": "14:00"}]}),
        ("availability[0].weekday", {"availability": [{"weekday": 0, "start": "14:00", "end": "16:00"}]}),
        ("availability", {"availability": [{"weekday": 3, "start": "14:00", "end": "16:00"}] * 29}),
        ("availability", {"availability": "always"}),
        ("languages[0].code", {"languages": [{"code": "xx", "level": "B1"}]}),
        ("languages[0].level", {"languages": [{"code": "nl", "level": "fine"}]}),
        ("languages[0].accent", {"languages": [{"code": "nl", "level": "B1", "accent": "soft"}]}),
        ("first_name", {"first_name": "x" * 900_000}),
        ("first_name", {"first_name": "Noor 😀"}),
        ("email", {"email": "noor"}),
        ("phone", {"phone": "06-1234"}),
        ("means", {"means": "horse"}),
        ("places[0]", {"places": ["moon"]}),
        ("capacity", {"capacity": 5}),
        ("available_from", {"available_from": "0001-01-01"}),
        ("adult", {"adult": False}),
        ("state", {"state": "available"}),
        ("id", {"id": 7}),
        ("region", {"region": "nowhere"}),
    ],
)
def test_bad_input_is_refused_at_its_field_and_nothing_is_stored(field: str, changes: dict[str, Any]) -> None:
    answer = anonymous().post(ADDRESS, body(**changes))

    assert (answer.status_code, fields_of(answer)) == (400, {field})
    assert not Volunteer.objects.exists()


@pytest.mark.parametrize("missing", ["region", "first_name", "email", "postcode", "availability", "adult"])
def test_what_is_missing_is_named(missing: str) -> None:
    entered = body()
    del entered[missing]

    answer = anonymous().post(ADDRESS, entered)

    assert (answer.status_code, fields_of(answer)) == (400, {missing})


def test_a_name_of_a_million_characters_is_too_large() -> None:
    answer = anonymous().post(ADDRESS, body(first_name="x" * 1_000_000))

    assert answer.status_code == 413
    assert not Volunteer.objects.exists()


@pytest.mark.parametrize("text", ['{"region": ', "[]", '"text"', '{"region": 1, "region": 2}'])
def test_what_is_no_json_object_is_refused(text: str) -> None:
    answer = anonymous().post(ADDRESS, text, content_type="application/json")

    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")


def test_a_refusal_does_not_repeat_what_was_sent() -> None:
    answer = anonymous().post(ADDRESS, body(means="secret-horse", phone="secret-phone"))

    assert "secret" not in json.dumps(answer.json())


def test_other_methods_are_refused() -> None:
    assert client_of(coordinator()).put(ADDRESS, {}).status_code == 405
    assert client_of(coordinator()).delete(ADDRESS).status_code == 405

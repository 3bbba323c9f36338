from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from programmes.domain import tokens
from programmes.models import ApiToken, RequestCount, User
from tests.factories.programmes import client_key, coordinator, key_of

DESK = "/api/v1/organisations"
SCHOOL = {"name": "De Springplank", "kind": "school"}


def status(authorization: str) -> int:
    api = APIClient()
    api.credentials(HTTP_AUTHORIZATION=authorization)
    return int(api.get(DESK).status_code)


def test_nobody_is_told_how_to_come_in(db: None) -> None:
    answer: Any = APIClient().get(DESK)

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize("word", ["Bearer", "bearer", "Token"])
def test_a_key_lets_in(person: User, word: str) -> None:
    assert status(f"{word} {key_of(person)}") == 200


def test_a_key_of_another_system_lets_in(db: None) -> None:
    assert status(f"Bearer {client_key('families:read')}") == 200


@pytest.mark.parametrize("header", ["Bearer", "Bearer wrong", "Bearer two words", "Bearer \u00e9"])
def test_a_wrong_key_is_refused(db: None, header: str) -> None:
    assert status(header.encode().decode("latin-1")) == 401


def test_a_key_past_its_day_is_refused(person: User) -> None:
    _token, key = tokens.issue(name="old", user=person, now=timezone.now() - timedelta(days=2), days=1)

    assert status(f"Bearer {key}") == 401


def test_a_key_of_a_blocked_account_is_refused(person: User) -> None:
    key = key_of(person)
    User.objects.update(is_active=False)

    assert status(f"Bearer {key}") == 401


def test_the_last_use_of_a_key_is_noted_once_a_minute(person: User) -> None:
    key = key_of(person)
    status(f"Bearer {key}")
    noted = ApiToken.objects.get().last_used_at

    status(f"Bearer {key}")

    assert noted is not None
    assert ApiToken.objects.get().last_used_at == noted


def test_a_session_changes_nothing_without_its_csrf_token(person: User) -> None:
    browser = APIClient(enforce_csrf_checks=True)
    browser.force_login(person)

    answers = [browser.get(DESK), browser.post(DESK, SCHOOL)]

    assert [answer.status_code for answer in answers] == [200, 403]


def test_a_key_needs_no_csrf_token(person: User) -> None:
    api = APIClient(enforce_csrf_checks=True)
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {key_of(person)}")

    assert api.post(DESK, SCHOOL).status_code == 201


def test_people_are_counted_by_account_and_systems_by_key(db: None) -> None:
    account, system = key_of(coordinator()), client_key("families:read")

    for key in (account, system):
        status(f"Bearer {key}")

    assert set(RequestCount.objects.values_list("what", "number")) == {("user", 1), ("client", 1)}

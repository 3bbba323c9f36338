"""Whom to tell of a weakness stands where RFC 9116 says, and only while it is true."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

ADDRESS = "/.well-known/security.txt"


@pytest.fixture
def told(settings: Settings) -> None:
    settings.SECURITY_CONTACTS = ["mailto:lek@example.org", "https://example.org/melden"]
    settings.SECURITY_POLICY_URL = "https://example.org/beleid"
    settings.PUBLIC_URL = "https://lezen.example.org"


def lines(client: Client) -> list[tuple[str, str]]:
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    found = [line.partition(": ") for line in answer.content.decode().splitlines()]
    return [(name, value) for name, _colon, value in found]


def test_it_names_the_contacts_in_their_order_and_the_policy(client: Client, told: None) -> None:
    found = lines(client)

    assert [value for name, value in found if name == "Contact"] == [
        "mailto:lek@example.org",
        "https://example.org/melden",
    ]
    assert ("Policy", "https://example.org/beleid") in found


def test_it_expires_once_in_the_future_and_within_a_year(client: Client, told: None) -> None:
    [expires] = [value for name, value in lines(client) if name == "Expires"]

    until = datetime.strptime(expires, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=30) < until - datetime.now(UTC) < timedelta(days=365)


def test_it_names_the_languages_of_the_pages(client: Client, told: None) -> None:
    assert ("Preferred-Languages", "nl, en") in lines(client)


def test_its_own_address_is_the_configured_one_and_not_that_of_the_request(
    client: Client, told: None
) -> None:
    """N6."""
    answer = client.get(ADDRESS, headers={"Host": "localhost"})

    assert f"Canonical: https://lezen.example.org{ADDRESS}" in answer.content.decode().splitlines()


def test_it_is_plain_text_that_may_be_kept_for_a_day(client: Client, told: None) -> None:
    answer = client.get(ADDRESS)

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=86400"


def test_without_a_policy_it_promises_none(client: Client, told: None, settings: Settings) -> None:
    settings.SECURITY_POLICY_URL = ""

    assert "Policy" not in dict(lines(client))


def test_without_a_contact_there_is_no_such_page(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACTS = []

    assert client.get(ADDRESS).status_code == 404


def test_nothing_can_be_sent_to_it(client: Client, told: None) -> None:
    assert client.post(ADDRESS).status_code == 405

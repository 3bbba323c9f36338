"""The street of who signs up: looked up where that is possible, else asked once, and never in the way."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from programmes.domain import address_service
from tests.programmes.address_server import AddressServer, serving
from tests.volunteers.entries import prepare
from tests.volunteers.pages.sign_up_forms import PERSON, TRAVEL, answer_step
from volunteers.models import SignUpDraft

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(settings: Settings, client: Client) -> Iterator[AddressServer]:
    prepare()
    address_service.CIRCUIT.reset()
    answer_step(client, 1, **PERSON)
    with serving() as server:
        settings.GEOCODER_URL = server.url
        yield server
    address_service.CIRCUIT.reset()


def kept() -> dict[str, str]:
    travel = SignUpDraft.objects.get().answers["travel"]
    return {name: travel[name] for name in ("street", "town")}


def seen(page: str) -> str:
    """Give what the page sends along: the address that it asked about."""
    found = re.search(r'name="address_seen" value="([^"]*)"', page)
    return found[1] if found else ""


def test_a_street_that_is_looked_up_is_not_asked(client: Client, service: AddressServer) -> None:
    assert answer_step(client, 2, **TRAVEL).status_code == 302
    assert kept() == {"street": "Boekenlaan", "town": "'s-Hertogenbosch"}


def test_an_address_that_is_not_found_is_asked_about_once(client: Client, service: AddressServer) -> None:
    service.rows = []

    asked = answer_step(client, 2, **TRAVEL).content.decode()

    assert 'name="street"' in asked
    assert answer_step(client, 2, **TRAVEL, address_seen=seen(asked))["Location"] == "/meedoen/3"


def test_while_the_service_is_down_the_street_is_asked_once_and_may_stay_empty(
    client: Client, service: AddressServer
) -> None:
    service.status = 500

    asked = answer_step(client, 2, **TRAVEL).content.decode()

    assert 'name="street"' in asked
    assert 'id="errors"' not in asked
    assert answer_step(client, 2, **TRAVEL, address_seen=seen(asked))["Location"] == "/meedoen/3"


def test_a_street_that_was_filled_in_is_kept_while_the_service_is_down(
    client: Client, service: AddressServer
) -> None:
    service.status = 500

    answer = answer_step(client, 2, **TRAVEL, street="Boekenlaan", town="Den Bosch")

    assert answer["Location"] == "/meedoen/3"
    assert kept() == {"street": "Boekenlaan", "town": "Den Bosch"}

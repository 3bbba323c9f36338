"""The line under an address that is being typed."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from programmes.domain import address_service
from tests.factories.programmes import DistrictFactory, PostcodeFactory
from tests.programmes.address_server import AddressServer, serving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places() -> None:
    PostcodeFactory(code="5211")
    DistrictFactory(code="5211", name="De Kruiskamp")


@pytest.fixture
def service(settings: Settings) -> Iterator[AddressServer]:
    address_service.CIRCUIT.reset()
    with serving() as server:
        settings.GEOCODER_URL = server.url
        yield server


def line(client: Client, **typed: str) -> str:
    answer = client.post("/meedoen/adres", typed, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def test_it_names_street_number_and_neighbourhood(client: Client, service: AddressServer) -> None:
    assert "Boekenlaan 14A, De Kruiskamp" in line(client, postcode="5211ab", house_number="14A")


def test_without_a_service_it_names_the_neighbourhood_and_asks_for_the_street(client: Client) -> None:
    shown = line(client, postcode="5211 AB", house_number="14")

    assert "De Kruiskamp" in shown
    assert "Fill it in yourself" in shown


@pytest.mark.parametrize("postcode", ["9999 ZZ", "x"])
def test_an_unknown_address_asks_whether_it_is_right(client: Client, postcode: str) -> None:
    assert "We do not find this address. Is it right?" in line(client, postcode=postcode, house_number="1")


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"postcode": "5211 AB"},
        {"postcode": "5211 AB", "house_number": "none"},
        {"postcode": "5" * 200, "house_number": "1"},
        {"postcode": "5211\x00AB", "house_number": "1"},
        {"postcode": "5211 AB", "house_number": "9" * 30},
    ],
)
def test_what_is_half_typed_gets_an_empty_line(client: Client, typed: dict[str, str]) -> None:
    assert line(client, **typed).strip() == ""


def test_who_asks_without_end_gets_an_empty_line(client: Client, settings: Settings) -> None:
    settings.RATES = {**settings.RATES, "address": "2/hour"}
    shown = [line(client, postcode="5211 AB", house_number="14").strip() for _ in range(3)]

    assert [bool(text) for text in shown] == [True, True, False]


def test_an_address_never_stands_in_a_web_address(client: Client) -> None:
    assert client.get("/meedoen/adres", {"postcode": "5211AB", "house_number": "14"}).status_code == 405

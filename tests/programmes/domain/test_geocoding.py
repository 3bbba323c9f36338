import time
from collections.abc import Iterator

import pytest
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from programmes.domain import address_service
from programmes.domain.geocoding import Source, look_up
from programmes.domain.outgoing import OutgoingError, fetch
from programmes.domain.refusal import InvalidInput
from tests.factories.programmes import DistrictFactory, PostcodeFactory
from tests.programmes.address_server import BOEKENLAAN, AddressServer, serving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places() -> None:
    PostcodeFactory(code="5211", x=149_000, y=411_000)
    DistrictFactory(code="5211")
    address_service.CIRCUIT.reset()


@pytest.fixture
def service(settings: Settings) -> Iterator[AddressServer]:
    with serving() as server:
        settings.GEOCODER_URL = server.url
        yield server
    address_service.CIRCUIT.reset()


def test_without_a_service_the_table_answers() -> None:
    found = look_up(postcode="5211 ab", house_number=14)

    assert (found.street, found.town, found.x, found.precise) == ("", "'s-Hertogenbosch", 149_000, False)
    assert (found.source, found.found) == (Source.TABLE, True)
    assert found.district is not None


def test_the_table_takes_one_look_at_postcodes_and_one_at_neighbourhoods(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(2):
        look_up(postcode="5211AB", house_number=14)


@pytest.mark.parametrize("written", ["", "0000 AA", "5211 ABC", "abc", "9999 ZZ", "\u0665\u0662\u0661\u0661"])
def test_a_postcode_that_does_not_exist_is_refused(written: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        look_up(postcode=written, house_number=14)

    assert set(refused.value.errors) == {"postcode"}


def test_a_service_knows_the_street_and_the_house(service: AddressServer) -> None:
    found = look_up(postcode="5211ab", house_number=14)

    assert (found.street, found.x, found.y) == ("Boekenlaan", 149_321, 411_457)
    assert (found.precise, found.source) == (True, Source.SERVICE)
    assert service.asked[0]["fq"] == ["type:adres", "postcode:5211AB", "huisnummer:14"]


def test_the_addition_chooses_among_the_doors_of_one_number(service: AddressServer) -> None:
    other = {
        **BOEKENLAAN,
        "huisletter": "A",
        "huisnummertoevoeging": "2",
        "centroide_rd": "POINT(149400 411500)",
    }
    service.rows = [BOEKENLAAN, other]

    found = look_up(postcode="5211AB", house_number=14, addition="a-2")

    assert (found.x, found.y) == (149_400, 411_500)


def test_an_address_that_the_service_does_not_know_says_so_and_blocks_nobody(service: AddressServer) -> None:
    service.rows = []

    found = look_up(postcode="5211AB", house_number=999)

    assert (found.found, found.source, found.x) == (False, Source.TABLE, 149_000)


def test_four_digits_are_not_asked_of_the_service(service: AddressServer) -> None:
    look_up(postcode="5211", house_number=14)

    assert service.asked == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"null",
        b'{"response": {"docs": "none"}}',
        b'{"response": {"docs": [7]}}',
        b"[" * 50_000,
        b"\xff\xfe",
        b'{"response": {"docs": [{"postcode": "5211AB", "huisnummer": 14}]}}',
        b'{"response": {"docs": [' + b" " * 200_000 + b"]}}",
    ],
)
def test_an_answer_that_is_not_as_agreed_leaves_it_to_the_table(service: AddressServer, body: bytes) -> None:
    service.body = body

    assert look_up(postcode="5211AB", house_number=14).source == Source.TABLE


@pytest.mark.parametrize(
    "wrong",
    [
        {"straatnaam": "<script>alert(1)</script>"},
        {"straatnaam": None},
        {"straatnaam": "x" * 200},
        {"centroide_rd": "POINT(1 2)"},
        {"centroide_rd": "POINT(149321 411456"},
        {"centroide_rd": None},
    ],
)
def test_a_row_that_cannot_be_an_address_is_not_believed(
    service: AddressServer, wrong: dict[str, object]
) -> None:
    service.rows = [{**BOEKENLAAN, **wrong}]

    assert look_up(postcode="5211AB", house_number=14).source == Source.TABLE


@pytest.mark.parametrize("status", [302, 404, 429, 500, 503])
def test_a_service_that_says_no_or_go_elsewhere_leaves_it_to_the_table(
    service: AddressServer, status: int
) -> None:
    service.status = status

    assert look_up(postcode="5211AB", house_number=14).source == Source.TABLE
    assert len(service.asked) == 1


@pytest.mark.parametrize("fault", ["silent", "dripping"])
def test_a_slow_service_costs_no_more_than_the_time_set_for_it(
    service: AddressServer, settings: Settings, fault: str
) -> None:
    settings.OUTGOING_SECONDS = 0.5
    service.waits, service.drips = (1.5, False) if fault == "silent" else (0.0, True)
    begun = time.monotonic()

    found = look_up(postcode="5211AB", house_number=14)

    assert found.source == Source.TABLE
    assert time.monotonic() - begun < 1.2


def test_after_three_failures_nobody_is_asked_for_a_while_and_then_again(
    service: AddressServer, settings: Settings
) -> None:
    settings.GEOCODER_PAUSE_SECONDS = 0.2
    service.status = 500
    for _ in range(5):
        look_up(postcode="5211AB", house_number=14)
    asked_while_down = len(service.asked)
    service.status = 200
    address_service.CIRCUIT.closed_again_at = 0.0

    found = look_up(postcode="5211AB", house_number=14)

    assert asked_while_down == 3
    assert found.street == "Boekenlaan"


def test_a_service_that_is_gone_leaves_it_to_the_table(settings: Settings) -> None:
    settings.GEOCODER_URL = "http://127.0.0.1:9/free"

    assert look_up(postcode="5211AB", house_number=14).source == Source.TABLE


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/free",
        "http://api.pdok.nl/free",
        "https://api.pdok.nl.evil.example/free",
        "https://api.pdok.nl@evil.example/free",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "https://127.0.0.1/free",
    ],
)
def test_only_allowed_hosts_are_asked(address: str) -> None:
    with pytest.raises(OutgoingError, match="host"):
        fetch(address, hosts=frozenset({"api.pdok.nl"}), at_most=100)


def test_the_time_for_outgoing_requests_is_set(settings: Settings) -> None:
    assert (settings.OUTGOING_CONNECT_SECONDS, settings.OUTGOING_SECONDS) == (2, 5)

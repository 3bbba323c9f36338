"""An online register of addresses in the manner of the PDOK Locatieserver: ask it, and read what it says."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from programmes.domain.circuit import Circuit
from programmes.domain.outgoing import OutgoingError, fetch

AT_MOST = 100_000
ROWS = 20
FIELDS = (
    "postcode,huisnummer,huisletter,huisnummertoevoeging,straatnaam,woonplaatsnaam,gemeentenaam,centroide_rd"
)
POINT = re.compile(r"POINT\((\d{1,6}(?:\.\d+)?) (\d{1,6}(?:\.\d+)?)\)")
WORDS = re.compile("['\u2019]?[^\\W_][\\w '\u2019().,/-]{0,98}")
WEST, EAST, SOUTH, NORTH = 0, 300_000, 300_000, 630_000
CIRCUIT = Circuit()


class ServiceDownError(Exception):
    """The service is switched off, left alone for a while, or did not answer as it should."""


@dataclass(frozen=True)
class FoundAddress:
    """An address as the register of addresses writes it, with metres on the Dutch grid."""

    street: str
    town: str
    municipality: str
    x: int
    y: int


def ask(*, postcode: str, house_number: int, addition: str) -> FoundAddress | None:
    """Look an address up at the service; None when the service does not know it.

    Raises
    ------
    ServiceDownError
        When there is no answer to rely on, for whatever reason.
    """
    if not settings.GEOCODER_URL or not CIRCUIT.may_call():
        raise ServiceDownError
    query = urlencode(
        [
            ("q", f"{postcode} {house_number}"),
            ("fq", "type:adres"),
            ("fq", f"postcode:{postcode}"),
            ("fq", f"huisnummer:{house_number}"),
            ("fl", FIELDS),
            ("rows", ROWS),
        ]
    )
    try:
        body = fetch(f"{settings.GEOCODER_URL}?{query}", hosts=settings.GEOCODER_HOSTS, at_most=AT_MOST)
        found = _read(body, postcode=postcode, house_number=house_number, addition=addition)
    except (OutgoingError, KeyError, TypeError, ValueError, RecursionError):
        CIRCUIT.failed()
        raise ServiceDownError from None
    CIRCUIT.succeeded()
    return found


def _read(body: bytes, *, postcode: str, house_number: int, addition: str) -> FoundAddress | None:
    """Read the answer; anything that is not as agreed raises KeyError, TypeError or ValueError."""
    rows = json.loads(body)["response"]["docs"]
    same = [row for row in rows if row["postcode"] == postcode and row["huisnummer"] == house_number]
    if not same:
        return None
    wanted = _folded(addition)
    exact = [row for row in same if _folded(_addition(row)) == wanted]
    return _address((exact or same)[0])


def _address(row: dict[str, Any]) -> FoundAddress:
    point = POINT.fullmatch(row["centroide_rd"])
    texts = [row[name] for name in ("straatnaam", "woonplaatsnaam", "gemeentenaam")]
    if point is None or not all(WORDS.fullmatch(text) for text in texts):
        raise ValueError("not an address")
    x, y = round(float(point[1])), round(float(point[2]))
    if not (WEST <= x <= EAST and SOUTH <= y <= NORTH):
        raise ValueError("not in the Netherlands")
    street, town, municipality = texts
    return FoundAddress(street, town, municipality, x, y)


def _addition(row: dict[str, Any]) -> str:
    return f"{row.get('huisletter') or ''}{row.get('huisnummertoevoeging') or ''}"


def _folded(addition: str) -> str:
    return "".join(char for char in addition.lower() if char.isalnum())

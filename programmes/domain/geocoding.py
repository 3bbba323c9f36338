"""Where an address is: by the table that is shipped, or by an online service when one is set."""

from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from programmes.domain import address_service, places
from programmes.models import District
from programmes.values.places import postcode as official

DIGITS_AND_LETTERS = 6


class Source(StrEnum):
    """Who knew where it is."""

    TABLE = "table"
    SERVICE = "service"


@dataclass(frozen=True)
class Address:
    """What is known of a place.

    Attributes
    ----------
    street
        Empty when only the table answered: it knows postcodes, not streets.
    x, y
        Metres on the Dutch grid.
    precise
        True when the point is that of the house or of the six-position postcode; otherwise it is good to
        about 700 m.
    found
        False when the service answered and does not know this address: ask whether it is right.
    """

    street: str
    town: str
    municipality: str
    x: int
    y: int
    district: District | None
    precise: bool
    source: Source
    found: bool


def look_up(*, postcode: str, house_number: int, addition: str = "") -> Address:
    """Find an address. A service that is slow, down or wrong costs a few seconds, never the answer.

    Parameters
    ----------
    postcode
        However it is written: ``5211 ab``.
    addition
        What stands behind the number, however it is written.

    Raises
    ------
    InvalidInput
        When the postcode is none, or does not exist.
    """
    located = places.locate(postcode)
    code = official(postcode)
    found, asked = None, False
    if len(code) == DIGITS_AND_LETTERS:
        try:
            found = address_service.ask(postcode=code, house_number=house_number, addition=addition)
            asked = True
        except address_service.ServiceDownError:
            pass
    return _answer(located, found, asked=asked)


def _answer(located: places.Located, found: address_service.FoundAddress | None, *, asked: bool) -> Address:
    by_table = Address(
        street="",
        town=located.place,
        municipality=located.municipality,
        x=located.x,
        y=located.y,
        district=located.district,
        precise=located.precise,
        source=Source.TABLE,
        found=not asked,
    )
    if found is None:
        return by_table
    return replace(by_table, **asdict(found), precise=True, source=Source.SERVICE, found=True)

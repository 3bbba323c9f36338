"""Where a postcode lies: to the street once the six-position file is imported, else to the neighbourhood."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from programmes.domain.refusal import InvalidInput
from programmes.models import District, Postcode, Region
from programmes.values import places

DIGITS = 4
ALL_POSITIONS = 6
_Found = tuple[Postcode | None, District | None]
_REMEMBERED: ContextVar[dict[str, _Found] | None] = ContextVar("remembered_postcodes", default=None)


@dataclass(frozen=True)
class Located:
    """A postcode's place on the Dutch grid, in metres.

    Attributes
    ----------
    precise
        True when all six positions were found; otherwise it is good to about 700 m.
    district
        None outside the regions that take part.
    """

    x: int
    y: int
    place: str
    municipality: str
    district: District | None
    precise: bool


def locate(postcode: str, *, field: str = "postcode") -> Located:
    """Find a postcode, however it is written.

    Parameters
    ----------
    postcode
        Four digits, with or without two letters.
    field
        Where the sentence belongs when it is refused.

    Raises
    ------
    InvalidInput
        When it is no postcode, or one that does not exist.
    """
    try:
        code = places.postcode(postcode)
    except places.NotAPostcodeError:
        sentence = _("Write four digits and two letters, for instance 5211 AB.")
        raise InvalidInput({field: [sentence]}) from None
    row, district = _looked_up(code)
    if row is None:
        raise InvalidInput({field: [_("We do not find this postcode. Look whether the digits are right.")]})
    return Located(
        x=row.x,
        y=row.y,
        place=row.place,
        municipality=row.municipality,
        district=district,
        precise=len(row.code) == ALL_POSITIONS,
    )


def region_at(postcode: str) -> tuple[Region | None, str]:
    """Tell which municipality that takes part a postcode lies in, and the name of the municipality."""
    try:
        found = locate(postcode)
    except InvalidInput:
        return None, ""
    if found.district is not None:
        return found.district.region, found.municipality
    return Region.objects.filter(name__iexact=found.municipality).first(), found.municipality


@contextmanager
def remembered() -> Iterator[None]:
    """Look each postcode up once within this block: a spreadsheet names the same ones again and again."""
    token = _REMEMBERED.set({})
    try:
        yield
    finally:
        _REMEMBERED.reset(token)


def _looked_up(code: str) -> _Found:
    kept = _REMEMBERED.get()
    if kept is not None and code in kept:
        return kept[code]
    # The longest match comes first.
    row = Postcode.objects.filter(code__in={code, code[:DIGITS]}).order_by("-code").first()
    found = row, District.objects.filter(code=code[:DIGITS]).first() if row else None
    if kept is not None:
        kept[code] = found
    return found

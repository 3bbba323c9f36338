"""Whether a family lives where we read: at least one of its homes lies in the municipality."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from programmes.domain.places import region_at
from programmes.domain.refusal import InvalidInput
from programmes.models import Region

OUTSIDE = _("%(municipality)s lies outside the area in which we read: %(region)s. Ask the library there.")


def municipalities_outside(postcodes: Sequence[str], *, region: Region) -> list[str]:
    """Name the municipality of each postcode that lies outside; empty for one that lies inside."""
    found = [region_at(postcode) for postcode in postcodes]
    return ["" if place == region else municipality for place, municipality in found]


def check_area(postcodes: Sequence[str], *, region: Region) -> None:
    """Refuse a family of which no home lies in the municipality.

    Raises
    ------
    InvalidInput
        At the postcode of the first home.
    """
    outside = municipalities_outside(postcodes, region=region)
    if outside and all(outside):
        sentence = OUTSIDE % {"municipality": outside[0], "region": region}
        raise InvalidInput({"homes[0].postcode": [sentence]})

"""Postcodes as people write them, and metres on the Dutch grid."""

import math
import re
from dataclasses import dataclass

_POSTCODE = re.compile(r"([1-9][0-9]{3})\s*([A-Za-z]{2})?")
# Metres in a degree of latitude; each step back to degrees leaves less than a hundredth of the error.
_METRES_NORTH, _STEPS_BACK = 111_250.0, 5
_NEVER_ISSUED = {"SA", "SD", "SS"}
_FIRST_X, _FIRST_Y = 155_000.0, 463_000.0
_FIRST_LATITUDE, _FIRST_LONGITUDE = 52.15517440, 5.38720621
# Coefficients (power of latitude difference, power of longitude difference, value) of
# F.H. Schreutelkamp and G.L. Strang van Hees, "Benaderingsformules voor de transformatie
# tussen RD- en WGS84-kaartcoordinaten", Geodesia 43 (2001), 64-69. Good to about a metre.
_X = (
    (0, 1, 190094.945), (1, 1, -11832.228), (2, 1, -114.221), (0, 3, -32.391), (1, 0, -0.705),
    (3, 1, -2.340), (1, 3, -0.608), (0, 2, -0.008), (2, 3, 0.148),
)  # fmt: skip
_Y = (
    (1, 0, 309056.544), (0, 2, 3638.893), (2, 0, 73.077), (1, 2, -157.984), (3, 0, 59.788),
    (0, 1, 0.433), (2, 2, -6.439), (1, 1, -0.032), (0, 4, 0.092), (1, 4, -0.054),
)  # fmt: skip


class NotAPostcodeError(ValueError):
    """The text is not a Dutch postcode."""


@dataclass(frozen=True)
class Point:
    """A place in whole metres on the Dutch grid (RD, EPSG:28992)."""

    x: int
    y: int


def postcode(text: str) -> str:
    """Write a postcode in the official way: ``5211 ab`` becomes ``5211AB``, ``5211`` stays.

    Raises
    ------
    NotAPostcodeError
        When it is not four digits and, if given, two letters that were ever issued.
    """
    found = _POSTCODE.fullmatch(text.strip())
    letters = (found[2] or "").upper() if found else ""
    if found is None or letters in _NEVER_ISSUED:
        raise NotAPostcodeError(text)
    return found[1] + letters


def grid_point(*, latitude: float, longitude: float) -> Point:
    """Convert WGS 84 degrees to the Dutch grid."""
    p = 0.36 * (latitude - _FIRST_LATITUDE)
    q = 0.36 * (longitude - _FIRST_LONGITUDE)
    return Point(
        round(_FIRST_X + sum(value * p**i * q**j for i, j, value in _X)),
        round(_FIRST_Y + sum(value * p**i * q**j for i, j, value in _Y)),
    )


def rounded(value: int, *, to: int = 50) -> int:
    """Round a coordinate, so that a frozen input points at a street corner, not at a door."""
    return (value + to // 2) // to * to


def degrees(point: Point) -> tuple[float, float]:
    """Convert a place on the Dutch grid to latitude and longitude, good to two metres."""
    latitude, longitude = _FIRST_LATITUDE, _FIRST_LONGITUDE
    for _ in range(_STEPS_BACK):
        there = grid_point(latitude=latitude, longitude=longitude)
        latitude += (point.y - there.y) / _METRES_NORTH
        longitude += (point.x - there.x) / (_METRES_NORTH * math.cos(math.radians(latitude)))
    return round(latitude, 5), round(longitude, 5)

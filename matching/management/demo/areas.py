"""Where drawn people live: inside the real areas of the city's four-digit postcodes."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import programmes
from matching.management.demo.chance import Chance
from programmes.models import District, Region
from programmes.values.places import Point, grid_point

Ring = list[tuple[float, float]]
_SHARES = Path(programmes.__file__).parent / "data" / "demo_areas_den_bosch.csv"
_SPREAD = 350
# These letters are not given out as the first letter of a postcode, so no real address is hit by chance.
_FIRST_LETTERS = "FIOQUY"
_SECOND_LETTERS = "ABCDEGHJKLMNPRSTVWXZ"


@dataclass(frozen=True)
class Area:
    """A four-digit postcode with the shares of the demo's people who live there."""

    district: District
    families: float
    volunteers: float


@dataclass(frozen=True)
class Address:
    """A made-up address at a point of a real area."""

    postcode: str
    house_number: int
    point: Point
    district: District


def city_areas(region: Region) -> list[Area]:
    """List the areas of 's-Hertogenbosch with the shares of the shipped table."""
    with _SHARES.open(encoding="utf-8", newline="") as table:
        shares = {row["pc4"]: row for row in csv.DictReader(table)}
    districts = District.objects.filter(region=region, code__in=shares).order_by("code")
    return [
        Area(
            district,
            float(shares[district.code]["family_share"]),
            float(shares[district.code]["volunteer_share"]),
        )
        for district in districts
    ]


def address(chance: Chance, weights: dict[District, float]) -> Address:
    """Draw an address; areas come as often as their weights say."""
    district = chance.among(weights)
    letters = chance.one_of(list(_FIRST_LETTERS)) + chance.one_of(list(_SECOND_LETTERS))
    point = _inside(chance, district) if district.outline else _near(chance, district)
    return Address(district.code + letters, chance.between(1, 240), point, district)


def _near(chance: Chance, district: District) -> Point:
    return Point(chance.around(district.x, _SPREAD), chance.around(district.y, _SPREAD))


def _inside(chance: Chance, district: District) -> Point:
    rings = list(rings_of(district.outline))
    longitudes, latitudes = zip(*(corner for ring in rings for corner in ring), strict=True)
    while True:
        longitude = chance.within(min(longitudes), max(longitudes))
        latitude = chance.within(min(latitudes), max(latitudes))
        if covers(rings, longitude, latitude):
            return grid_point(latitude=latitude, longitude=longitude)


def rings_of(outline: dict[str, Any]) -> Iterator[Ring]:
    """Give the borders of a GeoJSON geometry, those of holes and islands too."""
    shape = outline["coordinates"]
    polygons = shape if outline["type"] == "MultiPolygon" else [shape]
    for polygon in polygons:
        yield from polygon


def covers(rings: Iterable[Ring], longitude: float, latitude: float) -> bool:
    """Tell whether a point lies inside: a ray from it crosses the borders an odd number of times."""
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 > latitude) != (y2 > latitude) and longitude < x1 + (latitude - y1) * (x2 - x1) / (
                y2 - y1
            ):
                inside = not inside
    return inside

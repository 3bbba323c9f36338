"""A small map of a pair: neighbourhoods, the family's and the volunteer's marked; never an address."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from programmes.models import District
from programmes.values.district_name import short_name
from programmes.values.places import Point, grid_point

WIDTH, MARGIN = 400.0, 10.0
LOWEST, HIGHEST = 120.0, 170.0
ROOM_FOR_A_NAME = 80.0
ABOVE, BELOW = -12.0, 22.0
SIDE_BY_SIDE = 9.0
Rings = tuple[tuple[Point, ...], ...]


@dataclass(frozen=True)
class Shape:
    """One neighbourhood, ready to draw."""

    path: str
    is_marked: bool


@dataclass(frozen=True)
class Mark:
    """The middle of a neighbourhood; its name stands above or below."""

    name: str
    x: float
    y: float
    text_x: float
    text_y: float


@dataclass(frozen=True)
class PairMap:
    """What the template draws."""

    height: int
    shapes: list[Shape]
    family: Mark | None
    volunteer: Mark | None


def pair_map(
    districts: Iterable[District], *, family: District | None, volunteer: District | None
) -> PairMap | None:
    """Draw the neighbourhoods of a region; without outlines there is no map."""
    drawn = [(district, _rings(json.dumps(district.outline))) for district in districts if district.outline]
    points = [point for _district, rings in drawn for point in chain.from_iterable(rings)]
    if not points:
        return None
    west, north = min(p.x for p in points), max(p.y for p in points)
    east, south = max(p.x for p in points), min(p.y for p in points)
    scale = min((WIDTH - 2 * MARGIN) / (east - west), (HIGHEST - 2 * MARGIN) / (north - south))
    left = (WIDTH - scale * (east - west)) / 2

    def place(point: Point) -> tuple[float, float]:
        return round(left + scale * (point.x - west), 1), round(MARGIN + scale * (north - point.y), 1)

    def mark(district: District | None, name_at: float, aside: float) -> Mark | None:
        if district is None:
            return None
        x, y = place(Point(district.x, district.y))
        text_x = min(max(x, ROOM_FOR_A_NAME), WIDTH - ROOM_FOR_A_NAME)
        return Mark(short_name(district.name), x + aside, y, text_x, y + name_at)

    family_at = ABOVE if family and volunteer and family.y >= volunteer.y else BELOW
    marked = {district.pk for district in (family, volunteer) if district}
    shapes = [
        Shape("".join(_path(map(place, ring)) for ring in rings), district.pk in marked)
        for district, rings in drawn
    ]
    height = max(LOWEST, scale * (north - south) + 2 * MARGIN)
    # Two marks in one neighbourhood stand beside each other, under one name.
    aside = SIDE_BY_SIDE if family == volunteer else 0.0
    return PairMap(
        round(height),
        shapes,
        mark(family, family_at, -aside),
        mark(volunteer, ABOVE + BELOW - family_at, aside),
    )


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x},{y}" for x, y in points) + "Z"


@lru_cache(maxsize=512)
def _rings(outline: str) -> Rings:
    """Turn a GeoJSON geometry into rings of grid points."""
    geometry: dict[str, Any] = json.loads(outline)
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return tuple(
        tuple(grid_point(latitude=latitude, longitude=longitude) for longitude, latitude in ring)
        for polygon in polygons
        for ring in polygon
    )

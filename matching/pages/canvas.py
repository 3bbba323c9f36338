"""The neighbourhoods of a region, ready to draw: outlines on paper, and where a point of the grid lies."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from programmes.models import District
from programmes.values.places import Point, grid_point

MARGIN = 10.0
AROUND = 800
Rings = tuple[tuple[Point, ...], ...]
Place = tuple[float, float]
Drawn = tuple[District, Rings]


@dataclass(frozen=True)
class Paper:
    """How large a drawing is: its width, the lowest and highest it may be."""

    width: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class Canvas:
    """Outlines with their district, and the scale of the drawing.

    ``height`` follows from the shape of the region.
    """

    paper: Paper
    drawn: tuple[Drawn, ...]
    west: int
    north: int
    left: float
    top: float
    scale: float
    height: int

    def place(self, x: float, y: float) -> Place:
        """Give the place on paper of a point of the grid."""
        across = self.left + self.scale * (x - self.west)
        return round(across, 1), round(self.top + self.scale * (self.north - y), 1)

    def path(self, rings: Rings) -> str:
        """Write an outline as the path of a drawing."""
        return "".join(outline_path(self.place(point.x, point.y) for point in ring) for ring in rings)


def canvas_of(districts: Iterable[District], paper: Paper, *, around: Collection[int] = ()) -> Canvas | None:
    """Fit the neighbourhoods of a region on paper; without outlines there is nothing to draw on.

    With the numbers of districts ``around`` which it is about, the others may fall off the paper.
    """
    drawn = tuple((district, rings_of(district)) for district in districts if district.outline)
    points = _near(drawn, around) or [point for _, rings in drawn for point in chain.from_iterable(rings)]
    if not points:
        return None
    west, north = min(p.x for p in points), max(p.y for p in points)
    wide, high = max(p.x for p in points) - west, north - min(p.y for p in points)
    scale = min((paper.width - 2 * MARGIN) / wide, (paper.highest - 2 * MARGIN) / high)
    height = max(paper.lowest, scale * high + 2 * MARGIN)
    left, top = (paper.width - scale * wide) / 2, (height - scale * high) / 2
    return Canvas(paper, drawn, west, north, left, top, scale, round(height))


def _near(drawn: Iterable[Drawn], around: Collection[int]) -> list[Point]:
    """Give the corners of the squares around the middles of some districts."""
    return [
        Point(district.x + aside, district.y + aside)
        for district, _rings in drawn
        if district.pk in around
        for aside in (-AROUND, AROUND)
    ]


def rings_of(district: District) -> Rings:
    """Turn the outline of a district into rings of grid points."""
    return _rings(json.dumps(district.outline))


def width_of(rings: Rings) -> int:
    """Tell how far an outline reaches from west to east, in metres."""
    across = [point.x for ring in rings for point in ring]
    return max(across) - min(across)


def outline_path(points: Iterable[Place]) -> str:
    """Write a ring of places as a closed path."""
    return "M" + "L".join(f"{x},{y}" for x, y in points) + "Z"


@lru_cache(maxsize=512)
def _rings(outline: str) -> Rings:
    geometry: dict[str, Any] = json.loads(outline)
    polygons: Sequence[Any] = (
        geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    )
    return tuple(
        tuple(grid_point(latitude=latitude, longitude=longitude) for longitude, latitude in ring)
        for polygon in polygons
        for ring in polygon
    )

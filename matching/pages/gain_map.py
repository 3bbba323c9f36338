"""A map of the districts, darker where one more reader helps more families."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matching.pages.canvas import Canvas, Paper, canvas_of
from matching.pages.place_names import Name, Names
from programmes.models import District
from programmes.values.district_name import short_name

PAPER = Paper(width=400.0, lowest=160.0, highest=420.0)
DARKEST = 3
NEAR = ((0.0, 4.0), (0.0, -8.0), (0.0, 16.0))


@dataclass(frozen=True)
class Patch:
    """One district, ready to draw; its shade runs from 0 to 3."""

    path: str
    shade: int


@dataclass(frozen=True)
class GainMap:
    """What the template draws."""

    height: int
    patches: list[Patch]
    names: list[Name]


def gain_map(districts: Iterable[District], gains: Mapping[int, int]) -> GainMap | None:
    """Draw the districts with their gains; without outlines there is no map."""
    canvas = canvas_of(districts, PAPER)
    if canvas is None:
        return None
    patches = [
        Patch(canvas.path(rings), min(gains.get(district.pk, 0), DARKEST)) for district, rings in canvas.drawn
    ]
    return GainMap(canvas.height, patches, _names(canvas, gains))


def _names(canvas: Canvas, gains: Mapping[int, int]) -> list[Name]:
    """Name the districts in which a reader helps, those with most gain first, where there is room."""
    names = Names(PAPER.width, canvas.height)
    helped = [district for district, _rings in canvas.drawn if gains.get(district.pk)]
    for district in sorted(helped, key=lambda district: (-gains[district.pk], district.pk)):
        x, y = canvas.place(district.x, district.y)
        names.add(short_name(district.name), [(x + right, y + down) for right, down in NEAR])
    return names.placed

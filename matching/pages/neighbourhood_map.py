"""A small map of a pair: neighbourhoods, the family's and the volunteer's marked; never an address."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.db.models import Count

from matching.models import MatchingRun, Proposal
from matching.pages.canvas import Canvas, Paper, canvas_of, width_of
from matching.pages.fan import Fan
from matching.pages.place_names import Name, Names
from programmes.models import District
from programmes.values.district_name import short_name

PAPER = Paper(width=400.0, lowest=120.0, highest=170.0)
MOST_OTHERS = 24
MOST_NAMES = 9
MARK, DOT = 9.0, 3.0
SIDE_BY_SIDE = 9.0
FAN_STEP, FAN_END = 4.0, 12.0
BESIDE = ((0.0, -12.0), (0.0, 22.0), (52.0, 4.0), (-52.0, 4.0), (40.0, -14.0), (-40.0, 24.0), (0.0, 36.0))
NEAR = ((0.0, 4.0), (0.0, -8.0), (0.0, 16.0))
DistrictPair = tuple[int, int]


@dataclass(frozen=True)
class Shape:
    """One neighbourhood, ready to draw."""

    path: str
    is_marked: bool


@dataclass(frozen=True)
class Mark:
    """Where the family or the volunteer is drawn: about the middle of a neighbourhood."""

    name: str
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """Another pair, from neighbourhood to neighbourhood."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class PairMap:
    """What the template draws."""

    height: int
    shapes: list[Shape]
    lines: list[Line]
    names: list[Name]
    family: Mark | None
    volunteer: Mark | None


def pair_map(
    districts: Iterable[District],
    *,
    family: District | None,
    volunteer: District | None,
    others: Iterable[DistrictPair] = (),
) -> PairMap | None:
    """Draw the neighbourhoods of a region; without outlines there is no map.

    ``others`` are pairs beside this one, by the numbers of the districts of family and volunteer: see
    `district_pairs`.
    """
    pairs = list(others)
    marked = {district.pk for district in (family, volunteer) if district}
    canvas = canvas_of(districts, PAPER, around={*marked, *chain.from_iterable(pairs)} if pairs else ())
    if canvas is None:
        return None
    # Two marks in one neighbourhood stand beside each other, under one name.
    aside = SIDE_BY_SIDE if family == volunteer else 0.0
    marks = [_mark(canvas, family, -aside), _mark(canvas, volunteer, aside)]
    return PairMap(
        canvas.height,
        [Shape(canvas.path(rings), district.pk in marked) for district, rings in canvas.drawn],
        _lines(canvas, pairs),
        _names(canvas, [mark for mark in marks if mark], marked),
        *marks,
    )


def district_pairs(run: MatchingRun, *, without: Proposal | None = None) -> list[DistrictPair]:
    """Give where the pairs of a run live: each two neighbourhoods once, those of most pairs first."""
    rows = Proposal.objects.filter(run=run, volunteer__district__isnull=False)
    rows = rows.filter(family__homes__district__isnull=False)
    if without is not None:
        rows = rows.exclude(pk=without.pk)
    pairs = rows.order_by().values_list("family__homes__district", "volunteer__district")
    counted = pairs.annotate(number=Count("pk")).order_by("-number", "family__homes__district")
    return [(family, volunteer) for family, volunteer, _number in counted[:MOST_OTHERS]]


def _mark(canvas: Canvas, district: District | None, aside: float) -> Mark | None:
    if district is None:
        return None
    x, y = canvas.place(district.x, district.y)
    return Mark(short_name(district.name), x + aside, y)


def _lines(canvas: Canvas, others: Iterable[DistrictPair]) -> list[Line]:
    middle = {district.pk: canvas.place(district.x, district.y) for district, _rings in canvas.drawn}
    fan = Fan(step=FAN_STEP, farthest=FAN_END)
    return [
        Line(*_rounded(fan, one, middle[one]), *_rounded(fan, other, middle[other]))
        for one, other in others
        if one in middle and other in middle
    ]


def _rounded(fan: Fan, district: int, middle: tuple[float, float]) -> tuple[float, float]:
    x, y = fan.beside(district, *middle)
    return round(x, 1), round(y, 1)


def _names(canvas: Canvas, marks: list[Mark], marked: set[int]) -> list[Name]:
    names = Names(PAPER.width, canvas.height)
    for mark in marks:
        names.keep_free(mark.x, mark.y, MARK)
    # A name above the one who lives farther north: the line between them stays free.
    upper = min((mark.y for mark in marks), default=0.0)
    for text, mark in {mark.name: mark for mark in marks}.items():
        order = BESIDE if mark.y == upper else (BESIDE[1], BESIDE[0], *BESIDE[2:])
        names.add(text, [(mark.x + right, mark.y + down) for right, down in order], is_marked=True)
    widest = sorted(canvas.drawn, key=lambda drawn: (-width_of(drawn[1]), drawn[0].pk))
    for district, _rings in widest:
        if district.pk not in marked and len(names.placed) < MOST_NAMES:
            x, y = canvas.place(district.x, district.y)
            names.add(short_name(district.name), [(x + right, y + down) for right, down in NEAR])
    return names.placed

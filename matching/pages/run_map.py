"""All pairs of a run on a map of neighbourhoods, beside a table of the same pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.domain import queries
from matching.models import MatchingRun
from matching.pages.canvas import Canvas, Paper, canvas_of, width_of
from matching.pages.place_names import Name, Names
from matching.pages.review_panel import searched
from matching.pages.run_pairs import DrawnPair, End, chosen, drawn_pairs, filters_of, rows_of
from matching.states import RunState
from programmes.domain.access import Action
from programmes.models import District
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.listing import listing
from programmes.values.district_name import short_name
from programmes.values.places import Point, degrees

SORTS = {
    "waiting": ("-urgent", "-waiting_days", "pk"),
    "family": ("family__number",),
    "volunteer": ("volunteer__last_name", "volunteer__first_name"),
    "travel": ("-minutes", "pk"),
}
PAPER = Paper(width=760.0, lowest=240.0, highest=480.0)
MOST_NAMES = 16


@dataclass(frozen=True)
class Line:
    """A line of the drawing, from the family's end to the volunteer's; wider for more pairs."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True)
class RunMap:
    """What the template draws where there is no script."""

    height: int
    shapes: list[str]
    lines: list[Line]
    names: list[Name]


@for_whom_may(Action.RUNS_READ)
def run_map(request: PageRequest, pk: int) -> HttpResponseBase:
    run = get_object_or_404(queries.runs_visible_to(request.actor), pk=pk)
    if run.state != RunState.SUCCEEDED:
        return redirect("work-run", pk)
    rows = rows_of(request, run)
    shown = listing(
        rows,
        query=request.GET,
        found=searched(rows, request.GET.get("q", "")),
        filters=filters_of(run),
        sorts=SORTS,
    )
    districts = list(District.objects.filter(region=run.region_id))
    pairs = drawn_pairs(chosen(rows, run, request.GET), districts)
    data = reverse("work-run-map-data", args=[pk])
    context = {
        "run": run,
        "listing": shown,
        "map": _drawing(canvas_of(districts, PAPER), pairs),
        "data": f"{data}?{request.GET.urlencode()}",
        "on_map": sum(pair.number for pair in pairs),
        "is_together": any(pair.proposal is None for pair in pairs),
    }
    return render(request, "matching/run_map.html", context)


@for_whom_may(Action.RUNS_READ)
def run_map_data(request: PageRequest, pk: int) -> HttpResponseBase:
    """Give the same pairs for the map of the script: no names, no addresses."""
    run = get_object_or_404(queries.runs_visible_to(request.actor), pk=pk)
    districts = list(District.objects.filter(region=run.region_id))
    pairs = drawn_pairs(chosen(rows_of(request, run), run, request.GET), districts)
    told = {
        "tiles": settings.MAP_TILES_URL,
        "credit": settings.MAP_TILES_CREDIT,
        "shapes": [
            {"name": short_name(district.name), "geometry": district.outline}
            for district in districts
            if district.outline
        ],
        "lines": [_told(run, pair) for pair in pairs],
    }
    return JsonResponse(told)


def _told(run: MatchingRun, pair: DrawnPair) -> dict[str, Any]:
    return {
        "proposal": pair.proposal,
        "title": _title(pair),
        "number": pair.number,
        "family": degrees(Point(round(pair.family.x), round(pair.family.y))),
        "volunteer": degrees(Point(round(pair.volunteer.x), round(pair.volunteer.y))),
        "address": _address(run, pair),
    }


def _title(pair: DrawnPair) -> str:
    where = _("%(family)s to %(volunteer)s") % {"family": pair.family.name, "volunteer": pair.volunteer.name}
    if pair.family_number is not None:
        return f"G-{pair.family_number:04}: {where}"
    number = ngettext("%(n)s pair", "%(n)s pairs", pair.number) % {"n": pair.number}
    return f"{where}: {number}"


def _address(run: MatchingRun, pair: DrawnPair) -> str:
    if pair.proposal is not None:
        return reverse("work-proposal", args=[run.pk, pair.proposal])
    return f"{reverse('work-run-map', args=[run.pk])}?district={pair.family.district.pk}"


def _drawing(canvas: Canvas | None, pairs: Sequence[DrawnPair]) -> RunMap | None:
    if canvas is None:
        return None
    return RunMap(
        canvas.height,
        [canvas.path(rings) for _district, rings in canvas.drawn],
        [
            Line(*_at(canvas, pair.family), *_at(canvas, pair.volunteer), width=_width(pair.number))
            for pair in pairs
        ],
        _names(canvas),
    )


def _at(canvas: Canvas, end: End) -> tuple[float, float]:
    return canvas.place(end.x, end.y)


def _width(number: int) -> float:
    return round(min(1.2 + 0.4 * (number - 1), 8.0), 1)


def _names(canvas: Canvas) -> list[Name]:
    names = Names(canvas.paper.width, canvas.height)
    for district, _rings in sorted(canvas.drawn, key=lambda drawn: (-width_of(drawn[1]), drawn[0].pk)):
        x, y = canvas.place(district.x, district.y)
        if len(names.placed) < MOST_NAMES:
            names.add(short_name(district.name), [(x, y - 14), (x, y + 24)])
    return names.placed

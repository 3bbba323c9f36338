"""A run beside another, or beside first come, first served: figures, and family by family with the cause."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from families.domain import queries as families
from matching.domain import comparison, queries
from matching.domain.causes import Cause, causes
from matching.domain.comparison import Compared, Difference
from matching.models import MatchingRun, Proposal
from matching.pages.compared_figures import figures_beside
from matching.states import RunState
from programmes.domain.access import Action
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.listing import PAGE_SIZE, address

FIRST_COME = "first-come"
MOST_RUNS = 50
LONGEST_NUMBER = 18


@dataclass(frozen=True)
class Row:
    """A family with its readers in both runs."""

    family: Any
    compared: Compared
    difference: Difference
    now: list[Proposal]
    before: list[Proposal]
    cause: str


@dataclass(frozen=True)
class Choice:
    """A difference as a link, with how many families fare so."""

    value: str
    name: str
    count: int
    query: str


@for_whom_may(Action.RUNS_READ)
def compare(request: PageRequest, pk: int) -> HttpResponseBase:
    run = get_object_or_404(queries.runs_visible_to(request.actor), pk=pk)
    if run.state != RunState.SUCCEEDED:
        return redirect("work-run", pk)
    runs = list(_comparable(request, run)[:MOST_RUNS])
    other = _other(request, run, runs)
    context = {
        "run": run,
        "runs": runs,
        "other": other,
        "first_come": FIRST_COME,
        "figures": figures_beside(run, other),
        **(_families(request, run, other) if other else {}),
    }
    return render(request, "matching/compare.html", context)


def _comparable(request: PageRequest, run: MatchingRun) -> QuerySet[MatchingRun]:
    rows = queries.runs_visible_to(request.actor).filter(
        region=run.region_id, programme=run.programme_id, state=RunState.SUCCEEDED
    )
    return rows.exclude(pk=run.pk).order_by("-pk")


def _other(request: PageRequest, run: MatchingRun, runs: Sequence[MatchingRun]) -> MatchingRun | None:
    """Give the run that the address names, else the last one before this; nothing for first come."""
    asked = request.GET.get("with", "")
    if asked == FIRST_COME:
        return None
    if not asked:
        return next((one for one in runs if one.pk < run.pk), None)
    if not (asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_NUMBER):
        raise Http404
    return get_object_or_404(_comparable(request, run), pk=int(asked))


def _families(request: PageRequest, run: MatchingRun, other: MatchingRun) -> dict[str, Any]:
    everything = comparison.compare(run=run, other=other)
    counts = Counter(row.difference for row in everything)
    asked = request.GET.get("difference", "")
    rows = [row for row in everything if row.difference == asked or asked not in Difference.values]
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "rows": _rows(request, run, other, list(page)),
        "chosen": asked if asked in Difference.values else "",
        "all_query": address(request.GET, difference=""),
        "total": len(everything),
        "choices": [
            Choice(one.value, str(one.label), counts[one], address(request.GET, difference=one.value))
            for one in Difference
        ],
    }


def _rows(request: PageRequest, run: MatchingRun, other: MatchingRun, page: list[Compared]) -> list[Row]:
    """Add names and causes to one page, in a number of queries that never grows."""
    numbers = [row.family for row in page]
    proposed: dict[tuple[int, int], list[Proposal]] = defaultdict(list)
    proposals = Proposal.objects.filter(run__in=(run, other), family__in=numbers)
    for proposal in proposals.select_related("volunteer__district").order_by("volunteer_id"):
        proposed[proposal.run_id, proposal.family_id].append(proposal)
    known = families.visible_to(request.actor).in_bulk(numbers)
    why = causes(run=run, other=other, rows=page)
    return [
        Row(
            family=known[row.family],
            compared=row,
            difference=Difference(row.difference),
            now=proposed[run.pk, row.family],
            before=proposed[other.pk, row.family],
            cause=str(Cause(why[row.family]).label) if row.family in why else "",
        )
        for row in page
        if row.family in known
    ]

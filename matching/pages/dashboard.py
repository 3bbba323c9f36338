"""The coordinator's first page: figures, what is due, the last run."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from matching.domain import queries, recruiting
from matching.domain.todo import Pair, Watch, found_by, pairs_to_look_at, watch
from matching.models import MatchingRun
from matching.pages import followed, key_figures
from matching.pages.recruiting_words import language, moment
from matching.pages.run_outcome import outcome_of
from matching.pages.todo_lines import grouped
from matching.states import ProposalState, RunState
from programmes.domain.access import Action, Actor
from programmes.models import Programme
from programmes.pages.doors import PageRequest, for_whom_may

LINES_SHOWN = 5
ROWS_READ = 3
SPOTS_SHOWN = 3
MORNING_ENDS, AFTERNOON_ENDS = 12, 18


@for_whom_may(Action.RUNS_READ)
def dashboard(request: PageRequest) -> HttpResponseBase:
    seen = watch(request.actor, today=localdate()).part(skip=0, most=ROWS_READ)
    pairs = pairs_to_look_at(seen)
    figures = key_figures.figures(seen, pairs)
    run = _last_run(request.actor)
    context = {
        "greeting": _greeting(),
        "today": seen.today,
        "week": seen.today.isocalendar().week,
        "next_round": _next_round(seen),
        **figures,
        **_due(seen, pairs),
        "followed": followed.rows(request.actor, seen.today),
        **_run(run),
        "spots": _spots(request.actor),
        "is_new": not run and not figures["waiting"]["count"] and not figures["readers"]["available"],
    }
    return render(request, "matching/dashboard.html", context)


def _greeting() -> str:
    hour = localtime().hour
    if hour < MORNING_ENDS:
        return _("Good morning")
    return _("Good afternoon") if hour < AFTERNOON_ENDS else _("Good evening")


def _next_round(seen: Watch) -> Programme | None:
    programmes = Programme.objects.filter(regions__in=seen.regions, round_starts_on__gte=seen.today)
    return programmes.order_by("round_starts_on", "pk").first()


def _due(seen: Watch, pairs: list[Pair]) -> dict[str, Any]:
    found = [item for item in found_by(seen, among=pairs) if item.total]
    return {
        "lines": grouped(seen, found)[:LINES_SHOWN],
        "tasks_in_all": sum(item.total for item in found),
        "coming": "" if found else followed.what_comes(seen),
    }


def _last_run(actor: Actor) -> MatchingRun | None:
    runs = queries.runs_visible_to(actor).filter(repeats__isnull=True)
    return runs.exclude(state__in=(RunState.FAILED, RunState.CANCELLED)).order_by("-pk").first()


def _run(run: MatchingRun | None) -> dict[str, Any]:
    drafts = run.proposals.filter(state=ProposalState.DRAFT).count() if run else 0
    return {"run": run, "outcome": outcome_of(run) if run else None, "drafts": drafts}


def _spots(actor: Actor) -> list[tuple[recruiting.Spot, str, str]]:
    run = recruiting.last_run(actor)
    helpful = [spot for spot in recruiting.spots(run) if spot.placed > 0] if run else []
    return [(spot, moment(spot), language(spot)) for spot in helpful[:SPOTS_SHOWN]]

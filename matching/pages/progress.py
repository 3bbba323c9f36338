"""A run in progress: what is found, what is at most possible, which step; stop or cancel."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from matching.domain import queries, runs
from matching.models import MatchingRun
from matching.states import RunPhase, RunState
from programmes.domain.access import Action
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.notes import told

STOP_POLLING = 286  # htmx ends a poll on this status


@dataclass(frozen=True)
class PhaseLine:
    """One line of the list of steps."""

    name: str | Promise
    css: str


@for_whom_may(Action.RUNS_READ)
def progress(request: PageRequest, pk: int) -> HttpResponseBase:
    run = _run(request, pk, Action.RUNS_READ)
    looks_back = "calculation" in request.GET
    if run.state == RunState.SUCCEEDED and not (request.htmx or looks_back):
        return redirect("work-review", run.pk)
    context = {"run": run, "phases": _phases(run), "seconds": _seconds(run), "gap": _gap(run)}
    if not request.htmx:
        return render(request, "matching/progress.html", context)
    if run.state == RunState.SUCCEEDED:
        return HttpResponse(headers={"HX-Redirect": reverse("work-review", args=[run.pk])})
    answer = render(request, "matching/progress_now.html", context)
    answer.status_code = 200 if run.is_going else STOP_POLLING
    return answer


@require_POST
@for_whom_may(Action.RUNS_WRITE)
def stop(request: PageRequest, pk: int) -> HttpResponseBase:
    with told(request, done=_("The run stops. What was found so far is used.")):
        runs.stop(run=_run(request, pk, Action.RUNS_WRITE), by=request.user, now=timezone.now())
    return redirect("work-run", pk)


@require_POST
@for_whom_may(Action.RUNS_WRITE)
def cancel(request: PageRequest, pk: int) -> HttpResponseBase:
    with told(request, done=_("The run is cancelled. The run before it stays as it was.")):
        runs.cancel(run=_run(request, pk, Action.RUNS_WRITE), by=request.user, now=timezone.now())
    return redirect("work-run", pk)


def _run(request: PageRequest, pk: int, action: Action) -> MatchingRun:
    rows = queries.runs_visible_to(request.actor, action)
    return get_object_or_404(rows.select_related("region", "programme", "snapshot"), pk=pk)


def _phases(run: MatchingRun) -> list[PhaseLine]:
    order = list(RunPhase)
    now = order.index(RunPhase(run.phase)) if run.phase else -1
    now = len(order) if run.state == RunState.SUCCEEDED else now
    css = ["done" if number < now else "now" if number == now else "" for number in range(len(order))]
    return [PhaseLine(phase.label, mark) for phase, mark in zip(order, css, strict=True)]


def _seconds(run: MatchingRun) -> int:
    until = run.finished_at or timezone.now()
    return max(int((until - (run.started_at or run.requested_at)).total_seconds()), 0)


def _gap(run: MatchingRun) -> float:
    """Give the distance to the bound as a percentage of it."""
    return 100 * (run.at_most - run.found) / run.at_most if run.at_most else 0.0

"""A run in progress: what is found, what is at most possible, which step; stop, cancel, try again."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from matching.domain import queries, reproduction, runs
from matching.models import MatchingRun
from matching.pages.run_form import in_words
from matching.pages.run_outcome import outcome_of
from matching.pages.run_steps import steps_of
from matching.states import RunState
from programmes.domain.access import Action
from programmes.domain.refusal import Refusal
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.notes import told

STOP_POLLING = 286  # htmx ends a poll on this status
WORDS = "words"


@for_whom_may(Action.RUNS_READ)
def progress(request: PageRequest, pk: int) -> HttpResponseBase:
    run = _run(request, pk, Action.RUNS_READ)
    if request.htmx:
        return _news(request, run)
    if run.state == RunState.SUCCEEDED and "calculation" not in request.GET:
        return redirect(_after(run))
    return render(request, "matching/progress.html", _context(request, run))


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


@require_POST
@for_whom_may(Action.RUNS_WRITE)
def again(request: PageRequest, pk: int) -> HttpResponseBase:
    """Ask for a run once more that failed or was cancelled; land on the run that goes."""
    run = _run(request, pk, Action.RUNS_WRITE)
    try:
        new = reproduction.again(run=run, by=request.user, now=timezone.now())
    except runs.RunInProgress as going:
        messages.info(request, _("A run is already going. You see that one."))
        new = going.run
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        new = run
    return redirect("work-run", new.pk)


def _news(request: PageRequest, run: MatchingRun) -> HttpResponseBase:
    """Answer a poll: the picture every two seconds, one sentence for a screen reader every ten."""
    if run.state == RunState.SUCCEEDED:
        return HttpResponse(headers={"HX-Redirect": _after(run)})
    template = "matching/progress_words.html" if WORDS in request.GET else "matching/progress_now.html"
    answer = render(request, template, _context(request, run))
    answer.status_code = 200 if run.is_going else STOP_POLLING
    return answer


def _after(run: MatchingRun) -> str:
    """Say where a run that succeeded is looked at: what only repeats another, beside that one."""
    name = "work-run-settings" if run.repeats_id else "work-review"
    return reverse(name, args=[run.pk])


def _run(request: PageRequest, pk: int, action: Action) -> MatchingRun:
    rows = queries.runs_visible_to(request.actor, action)
    return get_object_or_404(rows.select_related("follows", "repeats__region"), pk=pk)


def _context(request: PageRequest, run: MatchingRun) -> dict[str, Any]:
    return {
        "run": run,
        "steps": steps_of(run),
        "seconds": _seconds(run),
        "gap": _gap(run),
        "better_at_most": max(run.at_most - run.found, 0),
        "outcome": outcome_of(run),
        "limit": in_words(run.settings["time_limit"]),
        "who": None if run.is_going and not run.stop_requested_at else runs.ended_by(run),
        "mails": run.is_going and run.requested_by == request.user,
        "patience": in_words(settings.RUN_MAIL_AFTER_SECONDS),
        "may_start": request.actor.may(Action.RUNS_WRITE),
    }


def _seconds(run: MatchingRun) -> int:
    until = run.finished_at or timezone.now()
    return max(int((until - (run.started_at or run.requested_at)).total_seconds()), 0)


def _gap(run: MatchingRun) -> float:
    """Give the distance to the bound as a percentage of it."""
    return 100 * (run.at_most - run.found) / run.at_most if run.at_most else 0.0

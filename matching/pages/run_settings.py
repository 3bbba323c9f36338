"""What a run worked with, frozen: weights, rules, data, time; and computing it again on the same data."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from matching.domain import frozen, queries, reproduction, runs
from matching.domain.presets import RunSettings, name_of
from matching.models import MatchingRun
from matching.pages.run_form import PARTS, in_words
from matching.states import RunPhase
from programmes.domain.access import Action
from programmes.domain.refusal import Refusal
from programmes.pages.doors import PageRequest, for_whom_may

MOST_SHOWN = 20


@dataclass(frozen=True)
class Line:
    """A name with its value."""

    name: str | Promise
    value: Any


@for_whom_may(Action.RUNS_READ)
def run_settings(request: PageRequest, pk: int) -> HttpResponseBase:
    run = _run(request, pk, Action.RUNS_READ)
    chosen = RunSettings.of_json(run.settings)
    context = {
        "run": run,
        "chosen": chosen,
        "preset": name_of(chosen.preset),
        "limit": in_words(chosen.time_limit),
        "weights": [Line(label, getattr(chosen.weights, name)) for name, (label, _words) in PARTS.items()],
        "held": frozen.held(run),
        "seconds": _seconds(run),
        "repeated_by": run.repeated_by.order_by("-pk")[:MOST_SHOWN],
        "may_repeat": request.actor.may(Action.RUNS_WRITE) and not run.is_going,
        **_repetition(request, run),
    }
    return render(request, "matching/run_settings.html", context)


@require_POST
@for_whom_may(Action.RUNS_WRITE)
def repeat(request: PageRequest, pk: int) -> HttpResponseBase:
    """Compute a run again on the same data; land on the run that goes."""
    run = _run(request, pk, Action.RUNS_WRITE)
    try:
        new = reproduction.reproduce(run=run, by=request.user, now=timezone.now())
    except runs.RunInProgress as going:
        messages.info(request, _("A run is already going. You see that one."))
        new = going.run
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("work-run-settings", pk)
    return redirect("work-run", new.pk)


def _run(request: PageRequest, pk: int, action: Action) -> MatchingRun:
    rows = queries.runs_visible_to(request.actor, action).select_related("follows", "repeats__figures")
    return get_object_or_404(rows, pk=pk)


def _seconds(run: MatchingRun) -> list[Line]:
    figures = getattr(run, "figures", None)
    taken = figures.seconds if figures else {}
    return [Line(phase.label, taken[phase.value]) for phase in RunPhase if phase.value in taken]


def _repetition(request: PageRequest, run: MatchingRun) -> dict[str, Any]:
    """Tell how a repeat compares; families and volunteers by what they are called in lists."""
    found = reproduction.repetition(run)
    if found is None:
        return {}
    differing = {
        "only_before": _named(request, found.original, found.only_before),
        "only_now": _named(request, run, found.only_now),
        "other_moment": _named(request, run, found.other_moment),
    }
    return {"repetition": found, **differing}


def _named(request: PageRequest, run: MatchingRun, pairs: Iterable[tuple[int, int]]) -> list[str]:
    few = list(pairs)[:MOST_SHOWN]
    if not few:
        return []
    families = {family for _volunteer, family in few}
    rows = queries.proposals_visible_to(request.actor).filter(run=run, family__in=families)
    return [
        f"{proposal.family} - {proposal.volunteer.full_name}"
        for proposal in rows
        if (proposal.volunteer_id, proposal.family_id) in few
    ]

"""The coordinator's first page: figures, what is due, the last run."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from families.domain import queries as families
from families.states import FamilyState
from matching.domain import queries
from matching.pages.match_steps import ANSWERING
from matching.pages.run_outcome import outcome_of
from matching.pages.todo import tasks
from matching.states import MatchState, ProposalState, RunState
from programmes.domain.access import Action, Actor
from programmes.pages.doors import PageRequest, for_whom_may
from volunteers.domain import queries as volunteers
from volunteers.states import VolunteerState

WEEK = 7
BANDS = ((0, 4), (5, 8), (9, 12))
LONG = 13
TASKS_SHOWN = 5
ONE_YES = (MatchState.ACCEPTED_BY_VOLUNTEER, MatchState.ACCEPTED_BY_FAMILY)
READING = (MatchState.ACTIVE, MatchState.PAUSED)
MORNING_ENDS, AFTERNOON_ENDS = 12, 18


@for_whom_may(Action.RUNS_READ)
def dashboard(request: PageRequest) -> HttpResponseBase:
    today = localdate()
    due = tasks(request.actor)
    matches = queries.matches_visible_to(request.actor, Action.MATCHES_WRITE)
    context = {
        "greeting": _greeting(),
        "today": today,
        "week": today.isocalendar().week,
        "waiting": _waiting(request.actor, today),
        "readers": _readers(request.actor),
        "answers": matches.aggregate(
            open=Count("pk", filter=Q(state__in=ANSWERING)),
            ends=Count("pk", filter=Q(state__in=ANSWERING, reply_by__lte=today + timedelta(days=1))),
            one_yes=Count("pk", filter=Q(state__in=ONE_YES)),
            reading=Count("pk", filter=Q(state__in=READING)),
            meeting=Count("pk", filter=Q(state__in=(MatchState.ACCEPTED, MatchState.INTRODUCTION_PLANNED))),
        ),
        "tasks": due[:TASKS_SHOWN],
        "tasks_in_all": len(due),
        "matches": matches.exclude(ended_at__isnull=False).order_by("-proposed_at", "-pk")[:6],
        **_last_run(request.actor),
    }
    return render(request, "matching/dashboard.html", context)


def _greeting() -> str:
    hour = localtime().hour
    if hour < MORNING_ENDS:
        return _("Good morning")
    return _("Good afternoon") if hour < AFTERNOON_ENDS else _("Good evening")


def _waiting(actor: Actor, today: date) -> dict[str, Any]:
    rows = families.visible_to(actor, Action.FAMILIES_READ).filter(state=FamilyState.WAITING)
    days = [(today - since).days for since in rows.values_list("waiting_since", flat=True) if since]
    longest = rows.prefetch_related(None).order_by("waiting_since", "number").first()
    counts = [sum(low <= day // WEEK <= high for day in days) for low, high in BANDS]
    long = sum(day // WEEK >= LONG for day in days)
    names = [_("%(low)s to %(high)s weeks") % {"low": low, "high": high} for low, high in BANDS]
    bars = [(name, count, False) for name, count in zip(names, counts, strict=True)]
    bars.append((_("%(weeks)s weeks or more") % {"weeks": LONG}, long, True))
    return {"count": len(days), "long": long, "longest": longest, "bars": bars}


def _readers(actor: Actor) -> dict[str, int]:
    rows = volunteers.visible_to(actor, Action.VOLUNTEERS_READ)
    asked = Q(certificate__requested_on__isnull=False, certificate__seen_on__isnull=True)
    return rows.aggregate(
        available=Count("pk", filter=Q(state=VolunteerState.AVAILABLE)),
        without_certificate=Count("pk", filter=asked & Q(certificate__refused_on__isnull=True)),
        in_intake=Count(
            "pk", filter=Q(state__in=(VolunteerState.CONFIRMED, VolunteerState.INTERVIEW_PLANNED))
        ),
    )


def _last_run(actor: Actor) -> dict[str, Any]:
    runs = queries.runs_visible_to(actor).order_by("-pk")
    run = runs.exclude(state__in=(RunState.FAILED, RunState.CANCELLED)).first()
    drafts = run.proposals.filter(state=ProposalState.DRAFT).count() if run else 0
    return {"run": run, "outcome": outcome_of(run) if run else None, "drafts": drafts}

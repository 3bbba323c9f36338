"""Review of a run: what it came to, each pair with its reasons; approve, take back, drop."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from matching.domain import approvals, proposals, queries
from matching.domain.wording.moments import briefly, in_full
from matching.domain.wording.reasons import parts_of
from matching.models import MatchingRun, Proposal
from matching.pages.neighbourhood_map import pair_map
from matching.pages.run_outcome import outcome_of
from matching.states import ProposalState, RunState
from programmes.domain.access import Action
from programmes.models import District
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.listing import Filter, listing, names_of
from programmes.pages.notes import told

SORTS = {
    "waiting": ("-urgent", "-waiting_days", "pk"),
    "family": ("family__number",),
    "volunteer": ("volunteer__last_name", "volunteer__first_name"),
    "travel": ("-minutes", "pk"),
    "quality": ("score", "pk"),
}


@for_whom_may(Action.RUNS_READ)
def review(request: PageRequest, pk: int, proposal: int = 0) -> HttpResponseBase:
    run = get_object_or_404(queries.runs_visible_to(request.actor), pk=pk)
    if run.state != RunState.SUCCEEDED:
        return redirect("work-run", pk)
    if request.htmx and proposal:
        return render(request, "matching/proposal.html", _panel(_proposal(request, pk, proposal)))
    return render(request, "matching/review.html", _table(request, run, proposal))


def _table(request: PageRequest, run: MatchingRun, chosen: int) -> dict[str, Any]:
    rows = queries.proposals_visible_to(request.actor).filter(run=run)
    rows = rows.prefetch_related("volunteer__languages")
    districts = District.objects.filter(region=run.region)
    shown = listing(
        rows,
        query=request.GET,
        found=_search(rows, request.GET.get("q", "")),
        filters=[
            Filter("district", _("District"), "family__homes__district", names_of(districts)),
            Filter("state", _("State"), "state", dict(ProposalState.choices)),
        ],
        sorts=SORTS,
    )
    for row in shown.page:
        row.when = briefly(row.option)  # type: ignore[attr-defined] # for the template - words, never stored
    drafts = rows.filter(state=ProposalState.DRAFT)
    selected = _selected(request, run, list(shown.page), chosen)
    return {
        "run": run,
        "listing": shown,
        "outcome": outcome_of(run),
        "drafts": drafts.count(),
        "to_approve": drafts.filter(approved_at__isnull=True).count(),
        **(_panel(selected) if selected else {}),
    }


def _selected(
    request: PageRequest, run: MatchingRun, page: Sequence[Proposal], chosen: int
) -> Proposal | None:
    if chosen:
        return _proposal(request, run.pk, chosen)
    return page[0] if page else None


def _panel(proposal: Proposal) -> dict[str, Any]:
    homes = [home.district for home in proposal.family.homes.all()]
    districts = District.objects.filter(region=proposal.run.region_id)
    return {
        "run": proposal.run,
        "proposal": proposal,
        "when": in_full(proposal.option, minutes=proposal.run.programme.visit_minutes),
        "parts": parts_of(proposal),
        "map": pair_map(districts, family=next(iter(homes), None), volunteer=proposal.volunteer.district),
    }


def _proposal(request: PageRequest, run: int, pk: int, action: Action = Action.RUNS_READ) -> Proposal:
    rows = queries.proposals_visible_to(request.actor, action).filter(run=run)
    return get_object_or_404(rows.prefetch_related("volunteer__languages"), pk=pk)


def _search(rows: QuerySet[Proposal], words: str) -> QuerySet[Proposal]:
    for word in words.split():
        number = word.upper().removeprefix("G-").lstrip("0")
        is_number = Q(family__number=int(number[:9])) if number.isdecimal() else Q(pk__in=())
        rows = rows.filter(
            is_number | Q(volunteer__first_name__icontains=word) | Q(volunteer__last_name__icontains=word)
        )
    return rows


ACTS = {"goedkeuren": proposals.approve, "terugnemen": proposals.unapprove, "laten-vallen": proposals.drop}
DONE = {
    "goedkeuren": _("Approved. Nobody has a message yet."),
    "terugnemen": _("The approval is taken back."),
    "laten-vallen": _("The proposal is dropped."),
}


@require_POST
@for_whom_may(Action.RUNS_WRITE)
def decide(request: PageRequest, pk: int, proposal: int, act: str) -> HttpResponseBase:
    record = _proposal(request, pk, proposal, Action.RUNS_WRITE)
    if act not in ACTS:
        raise Http404
    with told(request, done=DONE[act]):
        ACTS[act](proposal=record, by=request.user, now=timezone.now())
    return redirect("work-proposal", pk, proposal)


@require_POST
@for_whom_may(Action.RUNS_WRITE)
def approve_all(request: PageRequest, pk: int) -> HttpResponseBase:
    run = get_object_or_404(queries.runs_visible_to(request.actor, Action.RUNS_WRITE), pk=pk)
    number = approvals.approve_many(run=run, by=request.user, now=timezone.now())
    sentence = ngettext(
        "%(n)s proposal approved. Nobody has a message yet.",
        "%(n)s proposals approved. Nobody has a message yet.",
        number,
    )
    messages.success(request, sentence % {"n": number})
    return redirect("work-review", pk)

"""Review of a run: what it came to, each pair with its state; kept up to date while others decide too."""

from typing import Any

from django.db.models import Count, Max, Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from matching.domain import pending_changes, queries
from matching.domain.newer_data import newer_than
from matching.domain.seen import version_of
from matching.domain.wording.costs import brief_cost
from matching.domain.wording.moments import briefly
from matching.models import MatchingRun, Proposal
from matching.pages.review_panel import may_decide, panel, proposal_of, searched
from matching.pages.run_figures import commonest_blockers, newer_run, review_figures
from matching.states import ProposalState, RunState
from programmes.domain.access import Action
from programmes.models import District
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.filters import ConditionFilter, Filter, Option, names_of
from programmes.pages.listing import Listing, listing

NOTHING_NEW = 204
SORTS = {
    "waiting": ("-urgent", "-waiting_days"),
    "family": ("family__number",),
    "volunteer": ("volunteer__last_name", "volunteer__first_name"),
    "travel": ("-minutes",),
    "quality": ("score",),
}
DRAFT, APPROVED = Q(state=ProposalState.DRAFT), Q(approved_at__isnull=False)
STANDS = {
    "open": Option(pgettext_lazy("proposal", "Open"), DRAFT & Q(pinned=False) & ~APPROVED),
    "approved": Option(gettext_lazy("Approved"), DRAFT & APPROVED),
    "pinned": Option(gettext_lazy("Pinned"), DRAFT & Q(pinned=True)),
    "dropped": Option(gettext_lazy("Dropped"), Q(state=ProposalState.DROPPED)),
    "sent": Option(gettext_lazy("Sent"), Q(state=ProposalState.PUBLISHED)),
}


@for_whom_may(Action.RUNS_READ)
def review(request: PageRequest, pk: int, proposal: int = 0) -> HttpResponseBase:
    run = get_object_or_404(queries.runs_visible_to(request.actor), pk=pk)
    if run.state != RunState.SUCCEEDED:
        return redirect("work-run", pk)
    if request.htmx and proposal:
        return render(request, "matching/proposal.html", panel(request, proposal_of(request, pk, proposal)))
    shown = shown_rows(request, run)
    chosen = proposal_of(request, pk, proposal) if proposal else _first(request, shown)
    context = {
        **_table(request, run, shown),
        **(panel(request, chosen) if chosen else {}),
        "run": run,
        "is_chosen": bool(proposal),
        "figures": review_figures(run),
        "newer": newer_than(run),
        "newer_run": newer_run(run),
        "blockers": [] if run.found else commonest_blockers(run),
    }
    return render(request, "matching/review.html", context)


@for_whom_may(Action.RUNS_READ)
def rows(request: PageRequest, pk: int) -> HttpResponseBase:
    """Answer with the table as it stands now, or with nothing while nobody decided anything."""
    run = get_object_or_404(queries.runs_visible_to(request.actor), pk=pk)
    if request.headers.get("X-Stamp") == stamp_of(run):
        return HttpResponse(status=NOTHING_NEW)
    context = {**_table(request, run, shown_rows(request, run)), "run": run, "is_update": True}
    return render(request, "matching/review_rows.html", context)


def shown_rows(request: PageRequest, run: MatchingRun) -> Listing[Proposal]:
    """Search, filter, sort and cut the proposals of a run as the address says."""
    found = queries.proposals_visible_to(request.actor).filter(run=run)
    districts = District.objects.filter(region=run.region)
    return listing(
        found,
        query=request.GET,
        found=searched(found, request.GET.get("q", "")),
        filters=[
            Filter("district", gettext_lazy("District"), "family__homes__district", names_of(districts)),
            ConditionFilter("state", gettext_lazy("State"), STANDS),
        ],
        sorts=SORTS,
    )


def stand_of(row: Proposal) -> str:
    """Say how a proposal stands: in words, a pin before an approval."""
    if row.state != ProposalState.DRAFT:
        return str(row.get_state_display())
    name = "pinned" if row.pinned else "approved" if row.approved_at else "open"
    return str(STANDS[name].name)


def stamp_of(run: MatchingRun) -> str:
    """Sum up all decisions on a run's proposals: an equal stamp shows an equal table."""
    counts = run.proposals.aggregate(
        drafts=Count("pk", filter=Q(state=ProposalState.DRAFT)),
        dropped=Count("pk", filter=Q(state=ProposalState.DROPPED)),
        approved=Count("pk", filter=Q(approved_at__isnull=False)),
        pinned=Count("pk", filter=Q(pinned=True)),
        last=Max("approved_at"),
    )
    pending = run.pending_changes.aggregate(number=Count("pk"), last=Max("pk"))
    return "-".join(str(value) for value in (*counts.values(), *pending.values())).replace(" ", "T")


def _table(request: PageRequest, run: MatchingRun, shown: Listing[Proposal]) -> dict[str, Any]:
    for row in shown.page:
        # For the template: words, never stored.
        row.when = briefly(row.option)  # type: ignore[attr-defined] # as above - words for the template
        row.version = version_of(row)  # type: ignore[attr-defined] # as above - what a decision is based on
    drafts = run.proposals.filter(state=ProposalState.DRAFT)
    counts = drafts.aggregate(all=Count("pk"), open=Count("pk", filter=Q(approved_at__isnull=True)))
    return {
        "listing": shown,
        "drafts": counts["all"],
        "to_approve": counts["open"],
        "may_decide": may_decide(request, run),
        "stamp": stamp_of(run),
        "now": timezone.now(),
        **pending_bar(run),
    }


def pending_bar(run: MatchingRun) -> dict[str, Any]:
    """Give what the bar of pending changes shows."""
    changes = list(pending_changes.of_run(run))
    for change in changes:
        known = change.change
        change.cost = brief_cost(known, exact=change.exact) if known else ""  # type: ignore[attr-defined] # words - for the template
    sum_of = pending_changes.estimate(changes)
    return {"changes": changes, "estimate": brief_cost(sum_of[0], exact=True) if sum_of else _("not known")}


def _first(request: PageRequest, shown: Listing[Proposal]) -> Proposal | None:
    row = next(iter(shown.page), None)
    return proposal_of(request, row.run_id, row.pk) if row else None

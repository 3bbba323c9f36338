"""Send the proposals of a run: counts first, then the outcome line by line."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.domain import proposals, queries
from matching.models import MatchingRun
from matching.states import ProposalState
from programmes.domain.access import Action
from programmes.pages.doors import PageRequest, for_whom_may


@for_whom_may(Action.RUNS_WRITE)
def send(request: PageRequest, pk: int) -> HttpResponseBase:
    run = get_object_or_404(queries.runs_visible_to(request.actor, Action.RUNS_WRITE), pk=pk)
    if request.method == "POST":
        return _publish(request, run)
    drafts = run.proposals.filter(state=ProposalState.DRAFT)
    context = {
        "run": run,
        "drafts": drafts.count(),
        "approved": drafts.filter(approved_at__isnull=False).count(),
        "without_account": drafts.filter(volunteer__account=None).count(),
    }
    return render(request, "matching/send.html", context)


def _publish(request: PageRequest, run: MatchingRun) -> HttpResponseBase:
    drafts = run.proposals.filter(state=ProposalState.DRAFT)
    if request.POST.get("which") != "all":
        drafts = drafts.filter(approved_at__isnull=False)
    ids = list(drafts.order_by("pk").values_list("pk", flat=True)[: proposals.MOST_AT_ONCE])
    if not ids:
        messages.warning(request, _("There is nothing to send: approve proposals first."))
        return redirect("work-send", run.pk)
    outcomes = proposals.publish(run=run, proposal_ids=ids, by=request.user, now=timezone.now())
    rows = queries.proposals_visible_to(request.actor).in_bulk(ids)
    refused = [outcome for outcome in outcomes if not outcome.published]
    context = {
        "run": run,
        "sent": len(outcomes) - len(refused),
        "refused": [(rows[outcome.proposal_id], outcome) for outcome in refused],
        "published": [(rows[outcome.proposal_id], outcome) for outcome in outcomes if outcome.published],
    }
    return render(request, "matching/sent.html", context)

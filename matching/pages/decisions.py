"""Decisions on proposals: approve, take back, drop, pin; one, those chosen, or all."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from matching.domain import approvals, pinning, proposals, queries
from matching.domain.pinning import why_not
from matching.domain.seen import ChangedMeanwhile, Decided, version_of
from matching.models import MatchingRun, Proposal
from matching.pages.change_forms import PinForm
from matching.pages.review_panel import proposal_of
from programmes.domain.access import Action
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.domain.versions import last_change
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.refused import show

CONFLICT = 409
MOST_AT_ONCE = 200
MOST_DIGITS = 18
ACTS: dict[str, Callable[..., None]] = {
    "goedkeuren": proposals.approve,
    "terugnemen": proposals.unapprove,
    "terugzetten": proposals.restore,
    "losmaken": pinning.unpin,
}
NAMES = {
    "goedkeuren": _("Approve"),
    "terugnemen": _("Take approval back"),
    "terugzetten": _("Undo dropping"),
    "losmaken": _("Unpin"),
}
DONE = {
    "goedkeuren": _("Approved. Nobody has a message yet."),
    "terugnemen": _("The approval is taken back."),
    "terugzetten": _("The proposal is a draft again."),
    "losmaken": _("The pin is ended."),
}


@require_POST
@for_whom_may(Action.RUNS_WRITE)
def decide(request: PageRequest, pk: int, proposal: int, act: str) -> HttpResponseBase:
    record = proposal_of(request, pk, proposal, Action.RUNS_WRITE)
    if act not in ACTS:
        raise Http404
    seen = request.POST.get("version", "")
    try:
        ACTS[act](proposal=record, seen=seen, by=request.user, now=timezone.now())
    except ChangedMeanwhile as stale:
        return was_changed(request, stale.proposal, again=NAMES[act])
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, str(DONE[act]))
    return back_to(request, record)


@require_POST
@for_whom_may(Action.RUNS_WRITE)
def approve_all(request: PageRequest, pk: int) -> HttpResponseBase:
    run = _run(request, pk)
    seen = request.POST.get("open", "")
    # Who does not say how many they saw, saw none: that is stale too.
    expected = int(seen) if _is_number(seen) else -1
    try:
        number = approvals.approve_many(run=run, expected=expected, by=request.user, now=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _approved(number))
    return redirect("work-review", pk)


@require_POST
@for_whom_may(Action.RUNS_WRITE)
def many(request: PageRequest, pk: int) -> HttpResponseBase:
    """Approve or pin the proposals that were ticked; a pin asks why first."""
    run, seen = _run(request, pk), _ticked(request)
    if not seen:
        messages.warning(request, _("Choose proposals first: tick the boxes in front of them."))
        return back_to(request, run)
    if request.POST.get("act") == "approve":
        decided = approvals.approve_seen(run=run, seen=seen, by=request.user, now=timezone.now())
        told_of(request, decided, done=_approved)
        return back_to(request, run)
    return _pin_many(request, run, seen)


def was_changed(
    request: PageRequest, proposal: Proposal, again: str | Promise | None = None
) -> HttpResponseBase:
    """Show who decided what meanwhile, beside what the person saw; nothing was done."""
    now = proposal_of(request, proposal.run_id, proposal.pk)
    seen = request.POST.get("version", "").split("-")
    context = {
        "run": now.run,
        "proposal": now,
        "change": None if now.approved_at else last_change(now),
        "seen": {
            "state": seen[0],
            "is_pinned": seen[1:2] == ["1"],
            "is_approved": seen[2:3] not in ([], ["0"]),
        },
        "version": version_of(now),
        "again": again,
        "back": request.POST.get("back", ""),
    }
    return render(request, "matching/proposal_changed.html", context, status=CONFLICT)


def back_to(request: PageRequest, where: Proposal | MatchingRun) -> HttpResponseBase:
    """Return to the review as it was: with its filters and page, and the proposal beside it."""
    if isinstance(where, Proposal):
        address = reverse("work-proposal", args=[where.run_id, where.pk])
    else:
        address = reverse("work-review", args=[where.pk])
    query = request.POST.get("back", "").lstrip("?")
    return redirect(f"{address}?{query}" if query else address)


def told_of(request: PageRequest, decided: Decided, *, done: Callable[[int], str]) -> None:
    """Put what became of a decision in notes: what was done, what was not and why."""
    if decided.done:
        messages.success(request, done(decided.done))
    for row in decided.changed:
        words = _("%(family)s was decided about in the meantime%(by)s: left as it is. Look again.")
        by = f" ({row.approved_by})" if row.approved_by else ""
        messages.warning(request, str(words) % {"family": row.family.reference, "by": by})
    for row, code in decided.refused:
        messages.error(request, f"{row.family.reference}: {why_not(code)}")


def _pin_many(request: PageRequest, run: MatchingRun, seen: dict[int, str]) -> HttpResponseBase:
    form = PinForm(request.POST if "why" in request.POST or "note" in request.POST else None)
    if form.is_bound and form.is_valid():
        given = {"reason": form.reason, "until": form.cleaned_data["until"]}
        try:
            decided = pinning.pin_seen(run=run, seen=seen, **given, by=request.user, now=timezone.now())
        except (InvalidInput, Refusal) as refused:
            show(refused, form)
        else:
            told_of(request, decided, done=_pinned)
            return back_to(request, run)
    chosen = queries.proposals_visible_to(request.actor, Action.RUNS_WRITE).filter(run=run, pk__in=seen)
    context = {
        "run": run,
        "form": form,
        "chosen": chosen.order_by("family__number"),
        "ticked": request.POST.getlist("chosen"),
        "back": request.POST.get("back", ""),
    }
    return render(request, "matching/pin_many.html", context)


def _ticked(request: PageRequest) -> dict[int, str]:
    """Read the boxes: number and version of each proposal that was chosen."""
    pairs = [value.partition(":") for value in request.POST.getlist("chosen")[:MOST_AT_ONCE]]
    return {int(number): version for number, _colon, version in pairs if _is_number(number)}


def _is_number(words: str) -> bool:
    """Tell whether this is a number that a record, or a count of them, can have."""
    return words.isascii() and words.isdecimal() and len(words) <= MOST_DIGITS


def _run(request: PageRequest, pk: int) -> MatchingRun:
    rows = queries.runs_visible_to(request.actor, Action.RUNS_WRITE).filter(repeats__isnull=True)
    return get_object_or_404(rows, pk=pk)


def _approved(number: int) -> str:
    words = ngettext(
        "%(n)s proposal approved. Nobody has a message yet.",
        "%(n)s proposals approved. Nobody has a message yet.",
        number,
    )
    return words % {"n": number}


def _pinned(number: int) -> str:
    return ngettext("%(n)s proposal pinned.", "%(n)s proposals pinned.", number) % {"n": number}

"""Send the proposals of a run: first what would happen, then what happened, and ten minutes to undo it."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from matching.domain import proposals, queries, sending, taking_back
from matching.domain.wording.moments import briefly
from matching.models import Match, MatchingRun
from matching.states import MatchState
from programmes.domain.access import Action
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.pages.dates import DayField
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.notes import told

USUAL_REPLY = timedelta(days=7)
APPROVED, ALL = "approved", "all"


class SendForm(forms.Form):
    """Which proposals, until when there is an answer, and what the reader of the page saw."""

    which = forms.ChoiceField(
        label=gettext_lazy("Which proposals?"),
        choices=[(APPROVED, gettext_lazy("Only those approved")), (ALL, gettext_lazy("All of them"))],
        widget=forms.HiddenInput,
    )
    reply_by = DayField(
        label=gettext_lazy("Answer before"),
        help_text=gettext_lazy("The volunteer and the family answer before this day."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


@for_whom_may(Action.RUNS_WRITE)
def send(request: PageRequest, pk: int) -> HttpResponseBase:
    run = _run(request, pk)
    if request.method == "POST":
        return _publish(request, run)
    which = ALL if request.GET.get("which") == ALL else APPROVED
    return _page(request, run, which, None)


def _page(
    request: PageRequest, run: MatchingRun, which: str, form: SendForm | None, status: int = 200
) -> HttpResponseBase:
    shown = sending.preview(run=run, actor=request.actor, only_approved=which == APPROVED, now=timezone.now())
    unapproved = sending.drafts(run, request.actor, only_approved=False).filter(approved_at__isnull=True)
    usual: date = localdate() + USUAL_REPLY
    first = {"which": which, "reply_by": usual, "seen": shown.fingerprint}
    context = {
        "run": run,
        "preview": shown,
        "which": which,
        "unapproved": unapproved.count(),
        "form": form or SendForm(initial=first),
    }
    return render(request, "matching/send.html", context, status=status)


def _publish(request: PageRequest, run: MatchingRun) -> HttpResponseBase:
    form = SendForm(request.POST)
    which = ALL if request.POST.get("which") == ALL else APPROVED
    if not form.is_valid():
        return _page(request, run, which, form)
    shown = sending.preview(run=run, actor=request.actor, only_approved=which == APPROVED, now=timezone.now())
    if form.cleaned_data["seen"] != shown.fingerprint:
        messages.warning(
            request, _("The proposals changed since you opened this page. Look again, then send.")
        )
        again = SendForm({**request.POST.dict(), "seen": shown.fingerprint})
        return _page(request, run, which, again, status=409)
    if not shown.going:
        messages.warning(request, _("There is nothing to send: approve proposals first."))
        return redirect("work-send", run.pk)
    return _send(request, run, form, shown.numbers)


def _send(request: PageRequest, run: MatchingRun, form: SendForm, numbers: list[int]) -> HttpResponseBase:
    asked: dict[str, Any] = {
        "only_approved": form.cleaned_data["which"] == APPROVED,
        "reply_by": form.cleaned_data["reply_by"],
    }
    try:
        outcomes = proposals.publish(
            run=run, proposal_ids=numbers, **asked, by=request.user, now=timezone.now()
        )
    except InvalidInput as wrong:
        for name, sentences in wrong.errors.items():
            form.add_error(name, [str(sentence) for sentence in sentences])
        return _page(request, run, form.cleaned_data["which"], form)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("work-send", run.pk)
    done = sum(outcome.published for outcome in outcomes)
    words = ngettext("%(n)s proposal sent.", "%(n)s proposals sent.", done)
    messages.success(request, words % {"n": done})
    return redirect("work-sent", run.pk)


@for_whom_may(Action.RUNS_WRITE)
def sent(request: PageRequest, pk: int) -> HttpResponseBase:
    """Show what was sent of a run, what was not and why, and what can still be undone."""
    run = _run(request, pk)
    now = timezone.now()
    matches = queries.matches_visible_to(request.actor, Action.MATCHES_WRITE).filter(proposal__run=run)
    lines = list(matches.order_by("-proposed_at", "family__number")[: proposals.MOST_AT_ONCE])
    for match in lines:
        match.when = briefly(match.option)  # type: ignore[attr-defined] # for the template - words, never stored
        match.until = _until(match, now)  # type: ignore[attr-defined] # for the template - derived, never stored
    context = {
        "run": run,
        "matches": lines,
        "in_all": matches.count(),
        "undoable": [match for match in lines if getattr(match, "until", None)],
        "left": sending.preview(run=run, actor=request.actor, now=now),
    }
    return render(request, "matching/sent.html", context)


def _until(match: Match, now: datetime) -> datetime | None:
    """Give the moment until which this can be undone; nothing when it is over."""
    ends = taking_back.until(match)
    return ends if match.state == MatchState.PROPOSED and now < ends else None


@require_POST
@for_whom_may(Action.RUNS_WRITE)
def undo(request: PageRequest, pk: int, match: int = 0) -> HttpResponseBase:
    """Take back one match of a run, or all that were sent in the last minutes."""
    run = _run(request, pk)
    if match:
        rows = queries.matches_visible_to(request.actor, Action.MATCHES_WRITE).filter(proposal__run=run)
        record = get_object_or_404(rows, pk=match)
        with told(request, done=_("Undone: no message leaves, and the proposal is a draft again.")):
            taking_back.take_back(match=record, by=request.user, now=timezone.now())
        return redirect("work-sent", pk)
    undone = taking_back.take_back_all(run=run, by=request.user, now=timezone.now())
    words = ngettext(
        "%(n)s sending undone: the proposal is a draft again.",
        "%(n)s sendings undone: the proposals are drafts again.",
        undone.matches,
    )
    messages.success(request, words % {"n": undone.matches})
    return redirect("work-sent", pk)


def _run(request: PageRequest, pk: int) -> MatchingRun:
    return get_object_or_404(queries.runs_visible_to(request.actor, Action.RUNS_WRITE), pk=pk)

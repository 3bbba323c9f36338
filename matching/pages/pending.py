"""Pin, ban, swap or drop with the price shown first; the changes that wait; computing them anew."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from matching.domain import pending_changes, pinning, price, proposals, queries, runs
from matching.domain.seen import ChangedMeanwhile, version_of
from matching.models import ChangeKind, MatchingRun, Proposal
from matching.pages import price_note
from matching.pages.change_forms import BanForm, DropForm, PinForm, ReasonForm, SwapForm
from matching.pages.decisions import back_to, told_of, was_changed
from matching.pages.review_panel import proposal_of
from matching.states import RunState
from programmes.domain.access import Action
from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.notes import told
from programmes.pages.refused import show
from volunteers.domain import queries as volunteers

DROP = "drop"
FORMS: dict[str, type[ReasonForm]] = {"pin": PinForm, "ban": BanForm, "swap": SwapForm, DROP: DropForm}
KINDS = tuple(FORMS)


@dataclass(frozen=True)
class Asked:
    """What somebody thinks of changing.

    ``reader`` is who would read instead, ``other`` the proposal to exchange families with.
    """

    kind: str
    proposal: Proposal
    reader: Any
    other: Proposal | None

    @property
    def is_free(self) -> bool:
        """Tell whether it holds what the run chose, and so costs nothing."""
        return self.kind == ChangeKind.PIN and self.reader.pk == self.proposal.volunteer_id

    @property
    def is_kept_at_once(self) -> bool:
        """Tell whether there is nothing to compute anew for it."""
        return self.is_free or self.kind == DROP

    @property
    def question(self) -> tuple[int, ...]:
        """The question as numbers: what a price belongs to."""
        other = self.other.pk if self.other else 0
        return (self.proposal.run_id, KINDS.index(self.kind), self.proposal.pk, self.reader.pk, other)


@for_whom_may(Action.RUNS_WRITE)
def change(request: PageRequest, pk: int) -> HttpResponseBase:
    """Show what a change would cost; save it once the price was seen."""
    run = _run(request, pk)
    asked = _asked(request, run)
    if asked is None:
        messages.error(request, _("This run put no such family forward. Look up its number in the table."))
        return redirect("work-proposal", pk, _number(request, "proposal"))
    form = FORMS[asked.kind](request.POST or None)
    if request.method == "POST":
        seen = price_note.read_mark(request.POST.get("price", ""), question=asked.question)
        if form.is_valid() and seen:
            answer = _saved(request, asked, form, seen)
            if answer is not None:
                return answer
    return _shown(request, asked, form)


@require_POST
@for_whom_may(Action.RUNS_WRITE)
def remove(request: PageRequest, pk: int, change: int) -> HttpResponseBase:
    with told(request, done=_("The change is undone.")):
        pending_changes.remove(run=_run(request, pk), number=change, by=request.user, now=timezone.now())
    return redirect("work-review", pk)


@require_POST
@for_whom_may(Action.RUNS_WRITE)
def clear(request: PageRequest, pk: int) -> HttpResponseBase:
    with told(request, done=_("The changes are undone.")):
        pending_changes.clear(run=_run(request, pk), by=request.user, now=timezone.now())
    return redirect("work-review", pk)


@require_POST
@for_whom_may(Action.RUNS_WRITE)
def recompute(request: PageRequest, pk: int) -> HttpResponseBase:
    run = _run(request, pk)
    try:
        new = pending_changes.apply(run=run, by=request.user, now=timezone.now())
    except runs.RunInProgress as refusal:
        messages.error(request, str(refusal.message))
        messages.info(request, _("Your changes are kept. Compute again when that run has ended."))
        return redirect("work-run", refusal.run.pk)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("work-review", pk)
    return redirect("work-run", new.pk)


def _run(request: PageRequest, pk: int) -> MatchingRun:
    rows = queries.runs_visible_to(request.actor, Action.RUNS_WRITE).filter(state=RunState.SUCCEEDED)
    return get_object_or_404(rows.filter(repeats__isnull=True), pk=pk)


def _number(request: PageRequest, name: str) -> int:
    words = request.GET.get(name, "").strip().upper().removeprefix("G-")
    if not (words.isascii() and words.isdecimal() and len(words) < 10):  # noqa: PLR2004 - what a number of a record holds
        raise Http404
    return int(words)


def _asked(request: PageRequest, run: MatchingRun) -> Asked | None:
    """Read the question from the address; ``None`` when the family to swap with has no proposal here."""
    kind = request.GET.get("kind", "")
    if kind not in FORMS:
        raise Http404
    proposal = proposal_of(request, run.pk, _number(request, "proposal"), Action.RUNS_WRITE)
    reader = proposal.volunteer
    if kind == ChangeKind.PIN and request.GET.get("volunteer"):
        readers = volunteers.visible_to(request.actor, Action.RUNS_WRITE)
        reader = get_object_or_404(readers, pk=_number(request, "volunteer"))
    if kind != ChangeKind.SWAP:
        return Asked(kind, proposal, reader, None)
    try:
        number = _number(request, "with")
    except Http404:
        return None
    rows = queries.proposals_visible_to(request.actor, Action.RUNS_WRITE).filter(run=run)
    other = rows.filter(family__number=number).exclude(pk=proposal.pk).order_by("pk").first()
    return Asked(kind, proposal, reader, other) if other else None


def _priced(request: PageRequest, asked: Asked) -> dict[str, Any]:
    """Work the price out, or say why there is none."""
    if asked.is_free:
        return {"price": price_note.free(question=asked.question)}
    crossed: dict[str, Any] = {}
    if asked.other:
        crossed = {"with_volunteer": asked.other.volunteer, "with_family": asked.other.family}
    # To drop a pair costs what to exclude it would, in this run.
    kind = ChangeKind.BAN if asked.kind == DROP else asked.kind
    pair = {"volunteer": asked.reader, "family": asked.proposal.family, **crossed}
    try:
        found = price.price(run=asked.proposal.run, kind=kind, **pair, by=request.user, now=timezone.now())
    except (Refusal, InvalidInput) as refusal:
        return {"no_price": getattr(refusal, "message", _("This cannot be done."))}
    about = [row.family_id for row in (asked.proposal, asked.other) if row]
    note = price_note.note_of(found, question=asked.question, asked=about, actor=request.actor)
    return {"price": note}


def _shown(request: PageRequest, asked: Asked, form: ReasonForm) -> HttpResponseBase:
    """Show the form; within the page of the review the price comes after it, by itself."""
    context = {"run": asked.proposal.run, "asked": asked, "proposal": asked.proposal, "form": form}
    context |= {"version": version_of(asked.proposal), "back": request.GET.get("back", "")}
    if request.htmx and not request.GET.get("price"):
        later = {} if not asked.is_free else _priced(request, asked)
        return render(request, "matching/pending_panel.html", {**context, **later})
    context |= _priced(request, asked)
    page = "matching/pending_price.html" if request.htmx else "matching/pending_change.html"
    return render(request, page, context)


def _saved(
    request: PageRequest, asked: Asked, form: ReasonForm, seen: tuple[tuple[int, ...], bool]
) -> HttpResponseBase | None:
    """Save a change of which the price was seen; ``None`` when the form has to come back."""
    try:
        if asked.kind == DROP:
            _drop(request, asked, form)
        elif asked.is_free:
            _pin(request, asked, form)
        else:
            _collect(request, asked, form, seen)
    except ChangedMeanwhile as stale:
        return was_changed(request, stale.proposal)
    except MoveNotAllowedError:
        form.add_error(None, _("This changed in the meantime, so the step was not taken. Look again."))
        return None
    except (InvalidInput, Refusal) as refused:
        show(refused, form)
        return None
    return back_to(request, asked.proposal)


def _drop(request: PageRequest, asked: Asked, form: ReasonForm) -> None:
    seen, reason = request.POST.get("version", ""), form.cleaned_data["why"]
    proposals.drop(proposal=asked.proposal, seen=seen, reason=reason, by=request.user, now=timezone.now())
    messages.success(request, _("The proposal is dropped."))


def _pin(request: PageRequest, asked: Asked, form: ReasonForm) -> None:
    seen = {asked.proposal.pk: request.POST.get("version", "")}
    given = {"reason": form.reason, "until": form.cleaned_data["until"]}
    decided = pinning.pin_seen(
        run=asked.proposal.run, seen=seen, **given, by=request.user, now=timezone.now()
    )
    if decided.changed:
        raise ChangedMeanwhile(decided.changed[0])
    told_of(request, decided, done=lambda _number: str(_("Pinned: the next runs keep this pair.")))


def _collect(
    request: PageRequest, asked: Asked, form: ReasonForm, seen: tuple[tuple[int, ...], bool]
) -> None:
    if request.POST.get("version") != version_of(asked.proposal):
        raise ChangedMeanwhile(asked.proposal)
    other = asked.other
    pending_changes.add(
        run=asked.proposal.run,
        kind=ChangeKind(asked.kind),
        volunteer=asked.reader,
        family=asked.proposal.family,
        with_volunteer=other.volunteer if other else None,
        with_family=other.family if other else None,
        reason=form.reason,
        until=form.cleaned_data["until"],
        change=seen[0],
        exact=seen[1],
        by=request.user,
        now=timezone.now(),
    )
    messages.success(request, _("The change is kept. It takes effect when you compute again."))

"""One match for a coordinator: where it stands, what is next, whom to call, its steps."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from matching.domain import (
    guides,
    meeting_days,
    milestones,
    next_best,
    parent_calls,
    queries,
    questions,
    runs,
    visits,
)
from matching.domain.guidance import DueKind, Guidance, guidance_of
from matching.domain.wording.moments import in_full
from matching.domain.wording.reasons import parts_of
from matching.models import Match, MilestoneKind
from matching.pages.match_steps import ANSWERING, AT_ONCE, STEPS
from matching.pages.match_timeline import entries_of
from matching.states import MatchState
from programmes.domain.access import Action, log_read
from programmes.domain.refusal import Refusal
from programmes.models import User
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.notes import told
from programmes.pages.steps import OpenStep, open_steps, try_step

if TYPE_CHECKING:
    from django.http import QueryDict
    from django_stubs_ext import StrOrPromise

VISITS_SHOWN = 5
STEP_OF = {
    DueKind.INTRODUCTION: "introduce",
    DueKind.RESUME: "resume",
    DueKind.FINISH: "complete",
}
LOGGING = (DueKind.VISIT, DueKind.FIRST_VISIT)


class GuideForm(forms.Form):
    """Who follows the match."""

    guide = forms.ModelChoiceField(label=_("Who follows it"), queryset=User.objects.none())

    def __init__(self, data: "QueryDict | None" = None, *, match: Match) -> None:
        super().__init__(data, initial={"guide": match.guide_id})
        self.fields["guide"].queryset = guides.guides_of(match.region)  # type: ignore[attr-defined] # a choice of rows - its stubs hide that


@for_whom_may(Action.MATCHES_WRITE)
def match(request: PageRequest, pk: int) -> HttpResponseBase:
    record = match_of(request, pk)
    log_read(record.family, actor=request.actor, action="match", now=timezone.now())
    return shown(request, record)


@for_whom_may(Action.MATCHES_WRITE)
def match_step(request: PageRequest, pk: int, step: str) -> HttpResponseBase:
    """Tell what a step does and ask what it needs; carry it out."""
    record = match_of(request, pk)
    refused = None
    if request.method == "POST":
        refused = try_step(request, record, called="match", name=step, steps=STEPS)
        if refused is None:
            return redirect("work-match", pk)
        if step in AT_ONCE:
            return shown(request, record, refused)
    open_step = _open_step(record, step, refused)
    if open_step is None:
        return redirect("work-match", pk)
    guidance = guided(record)
    context = {
        "match": record,
        "open": open_step,
        "guidance": guidance,
        "open_kinds": milestones.open_kinds(record),
    }
    return render(request, "matching/match_step.html", context)


@require_POST
@for_whom_may(Action.MATCHES_WRITE)
def guide(request: PageRequest, pk: int) -> HttpResponseBase:
    """Take a match over, or hand it over."""
    record = match_of(request, pk)
    form = GuideForm(request.POST, match=record)
    if not form.is_valid():
        return shown(request, record, guide_form=form)
    with told(request, done=_("Saved: who follows this match.")):
        guides.hand_over(match=record, guide=form.cleaned_data["guide"], by=request.user, now=timezone.now())
    return redirect("work-match", pk)


@require_POST
@for_whom_may(Action.MATCHES_WRITE)
def search_next(request: PageRequest, pk: int) -> HttpResponseBase:
    """Look for the next best reader in a run that changes as little as possible."""
    record = match_of(request, pk)
    try:
        run = next_best.search(match=record, by=request.user, now=timezone.now())
    except runs.RunInProgress as going:
        messages.error(request, str(going.message))
        return redirect("work-run", going.run.pk)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("work-match", pk)
    return redirect("work-run", run.pk)


def match_of(request: PageRequest, pk: int) -> Match:
    """Give the match of the address with all that its page shows; of others it is not there."""
    rows = queries.matches_visible_to(request.actor, Action.MATCHES_WRITE)
    return get_object_or_404(rows.select_related("family__registered_by", "guide", "partner"), pk=pk)


def guided(record: Match) -> Guidance:
    """Tell where a match stands today, and let its templates show the week."""
    guidance = guidance_of([record], timezone.localdate())[record.pk]
    record.guidance = guidance  # type: ignore[attr-defined] # for the template - which week it is in
    return guidance


def shown(
    request: PageRequest,
    record: Match,
    refused: OpenStep | None = None,
    *,
    guide_form: GuideForm | None = None,
) -> HttpResponseBase:
    """Show the page of a match, with a form that was refused in its place."""
    day = timezone.localdate()
    guidance = guided(record)
    steps = open_steps(record, STEPS, again=refused)
    proposals = queries.proposals_visible_to(request.actor).prefetch_related("volunteer__languages")
    proposal = proposals.filter(match=record).first()
    logged = list(record.visits.order_by("-on")[: VISITS_SHOWN + 1])
    context = {
        "match": record,
        "guidance": guidance,
        "tasks": [(item, address_of(record, item.kind)) for item in guidance.due],
        "main": _main(record, guidance),
        "proposal": proposal,
        "when": in_full(record.option, minutes=record.programme.visit_minutes),
        "parts": parts_of(proposal) if proposal else [],
        "at_once": [item for item in steps if item.step.name in AT_ONCE],
        "on_a_page": [item.step for item in steps if item.step.name not in AT_ONCE],
        "is_answering": record.state in ANSWERING,
        "is_to_be_called": parent_calls.is_asked(record),
        "meeting_days": meeting_days.next_days(record, after=day) if _is_to_meet(record) else [],
        "entries": entries_of(record, guidance, day=day),
        "questions": questions.of_match(record),
        "visits": logged[:VISITS_SHOWN],
        "has_more_visits": len(logged) > VISITS_SHOWN,
        "may_log": visits.may_log(record),
        "is_after_care": record.state == MatchState.COMPLETED,
        "is_guided": record.state in milestones.GUIDED,
        "may_search": next_best.may_search(record),
        "guide_form": guide_form or GuideForm(match=record),
    }
    return render(request, "matching/match.html", context)


def address_of(record: Match, kind: DueKind) -> str:
    """Give the page on which a thing to do is done."""
    if kind in LOGGING:
        return reverse("work-visits", args=[record.pk])
    if kind == DueKind.ANSWER:
        return reverse("work-match-step", args=[record.pk, _whose_answer(record)])
    if kind in STEP_OF:
        return reverse("work-match-step", args=[record.pk, STEP_OF[kind]])
    milestone = kind.value if kind.value in MilestoneKind.values else MilestoneKind.CONTACT.value
    return reverse("work-milestone", args=[record.pk, milestone])


def _main(record: Match, guidance: Guidance) -> "tuple[StrOrPromise, str] | None":
    """Give words and address of the main button: the next step."""
    step = guidance.next
    return None if step is None else (step.kind.label, address_of(record, step.kind))


def _whose_answer(record: Match) -> str:
    return "family-yes" if record.state == MatchState.ACCEPTED_BY_VOLUNTEER else "volunteer-yes"


def _is_to_meet(record: Match) -> bool:
    return record.state == MatchState.ACCEPTED


def _open_step(record: Match, name: str, refused: OpenStep | None) -> OpenStep | None:
    if name not in {step.name for step in STEPS}:
        raise Http404
    found = open_steps(record, STEPS, again=refused)
    return next((item for item in found if item.step.name == name), None)

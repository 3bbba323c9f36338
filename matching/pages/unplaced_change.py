"""The smallest change for a family: first what exactly would change on whom, then the change itself."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.domain import queries, smallest_change
from matching.domain.planned_words import effect, whom
from matching.domain.wording import smallest_change_sentence
from matching.models import Unplaced
from matching.pages.unplaced import address_of
from matching.states import HowAnswered
from programmes.domain.access import Action, log_read
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.domain.versions import StaleError
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.refused import sentences_of


class AgreedForm(forms.Form):
    """By which way they agreed, and the version of what the person saw."""

    reason = forms.ChoiceField(
        label=gettext_lazy("How did they agree?"),
        choices=HowAnswered.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how they agreed.")},
    )
    read = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)


@for_whom_may(Action.RUNS_WRITE)
def change(request: PageRequest, pk: int, unplaced: int) -> HttpResponseBase:
    record = get_object_or_404(
        queries.unplaced_visible_to(request.actor, Action.RUNS_WRITE), pk=unplaced, run=pk
    )
    now = timezone.now()
    try:
        plan = smallest_change.plan(unplaced=record, day=timezone.localdate(now))
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect(address_of(record))
    form = AgreedForm(request.POST or None, initial={"read": plan.version})
    if request.method == "POST" and form.is_valid() and _apply(request, record, form):
        return redirect(address_of(record))
    log_read(record.family, actor=request.actor, action=Action.RUNS_READ, now=now)
    return render(request, "matching/unplaced_change.html", _context(record, plan, form))


def _apply(request: PageRequest, record: Unplaced, form: AgreedForm) -> bool:
    """Carry it out; whatever is wrong stands with the form."""
    try:
        done = smallest_change.apply(
            unplaced=record, by=request.user, now=timezone.now(), **form.cleaned_data
        )
    except StaleError:
        form.add_error(None, _("Somebody changed this in the meantime. Below is what would change now."))
        return False
    except (InvalidInput, Refusal) as refused:
        for sentences in sentences_of(refused).values():
            form.add_error(None, [str(sentence) for sentence in sentences])
        return False
    messages.success(request, f"{effect(done)} {_('It counts in the next run.')}")
    return True


def _context(record: Unplaced, plan: smallest_change.Plan, form: AgreedForm) -> dict[str, object]:
    return {
        "run": record.run,
        "record": record,
        "plan": plan,
        "form": form,
        "whom": whom(plan),
        "effect": effect(plan),
        "sentence": smallest_change_sentence(
            plan.rule, plan.amount, plan.slots, places=record.relaxed_places
        ),
        "back": address_of(record),
    }

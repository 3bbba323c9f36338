"""The answer of parents who said it by telephone, written down by whoever registered the family."""

from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from families.domain import queries as families
from matching.domain import family_answer, matches
from matching.domain.matches import Side
from matching.models import Match
from matching.states import DeclineReason, HowAnswered
from programmes.domain.access import Action, log_read
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.notes import told
from programmes.values.parent_texts import parent_words, spoken_or_source

YES, NO = "yes", "no"
REASONS = [
    (DeclineReason.MOMENT.value, _("The moment does not suit")),
    (DeclineReason.NOT_SUITABLE.value, _("They would rather have somebody else")),
    (DeclineReason.NOT_NOW.value, _("Not just now")),
    (DeclineReason.OTHER.value, _("Something else")),
]


class RecordedAnswerForm(forms.Form):
    """What the parents said, and how it was heard."""

    answer = forms.ChoiceField(
        label=_("What did the parents say?"),
        choices=[(YES, _("Yes, they want to meet")), (NO, _("No, rather somebody else"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    reason = forms.ChoiceField(
        label=_("If no: what does not suit?"), choices=[("", _("Choose")), *REASONS], required=False
    )
    how = forms.ChoiceField(label=_("How did you hear it?"), choices=HowAnswered.choices)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("answer") == NO and not found.get("reason"):
            self.add_error("reason", _("Choose what does not suit: it helps us find a better one."))
        return found


@for_whom_may(Action.FAMILY_ANSWER)
def record(request: PageRequest, pk: int) -> HttpResponseBase:
    """Show the open question to a family of the own organisation, and write down its answer."""
    family = get_object_or_404(families.visible_to(request.actor, Action.FAMILY_ANSWER), pk=pk)
    log_read(family, actor=request.actor, action="answer", now=timezone.now())
    open_ones = list(family_answer.to_record(family=family.pk, actor=request.actor))
    asked = _asked(request, open_ones)
    form = RecordedAnswerForm(request.POST if request.method == "POST" and asked else None)
    if asked and form.is_valid():
        with told(request, done=_("Kept: the answer of the parents.")):
            _record(asked, form, request)
        return redirect("my-family", pk)
    context = {
        "family": family,
        "form": form,
        "asked": asked,
        "questions": [(match, _readers(match), _when(match)) for match in open_ones],
    }
    return render(request, "matching/family_answer.html", context)


def _asked(request: PageRequest, open_ones: list[Match]) -> Match | None:
    """Find the match that the form is about; a family with one question has no choice to make."""
    number = request.POST.get("match", "") or request.GET.get("match", "")
    if not number:
        return open_ones[0] if len(open_ones) == 1 else None
    return next((match for match in open_ones if str(match.pk) == number), None)


def _record(match: Match, form: RecordedAnswerForm, request: PageRequest) -> None:
    said = {"match": match, "how": form.cleaned_data["how"], "by": request.user, "now": timezone.now()}
    if form.cleaned_data["answer"] == YES:
        matches.accept_by_family(**said)
    else:
        matches.decline(side=Side.FAMILY, reason=form.cleaned_data["reason"], **said)


def _readers(match: Match) -> str:
    readers = [reader.first_name for reader in (match.volunteer, match.partner) if reader is not None]
    return ", ".join(readers)


def _when(match: Match) -> str:
    """Write the moments as the parents read them: weeks A and B are words of coordinators."""
    words = parent_words(spoken_or_source(get_language() or ""))
    return "; ".join(words.moments(match.option, minutes=match.programme.visit_minutes))

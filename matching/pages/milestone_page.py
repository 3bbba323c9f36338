"""A talk, call or visit of the guidance: say that it took place, and how it goes."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.domain import milestones
from matching.models import Impression, MilestoneKind
from matching.pages.keeping import kept
from matching.pages.match_page import guided, match_of
from programmes.domain.access import Action
from programmes.pages.dates import DayField
from programmes.pages.doors import PageRequest, for_whom_may

CLICK_WORDS = [
    (Impression.GOOD.value, gettext_lazy("Yes, it goes well")),
    (Impression.WATCH.value, gettext_lazy("Wait and see")),
    (Impression.NOT_GOOD.value, gettext_lazy("No")),
]


class MilestoneForm(forms.Form):
    """When, and how it goes."""

    on = DayField(label=gettext_lazy("Day"))
    impression = forms.ChoiceField(
        label=gettext_lazy("How does it go?"),
        choices=Impression.choices,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, kind: MilestoneKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == MilestoneKind.CLICK:
            field = forms.ChoiceField(
                label=kind.label,
                choices=CLICK_WORDS,
                widget=forms.RadioSelect,
                error_messages={"required": gettext_lazy("Say whether it clicks.")},
            )
            self.fields["impression"] = field


@for_whom_may(Action.MATCHES_WRITE)
def milestone(request: PageRequest, pk: int, kind: str) -> HttpResponseBase:
    """Record a milestone; after a no to "Does it click?", go on to ending the match."""
    if kind not in MilestoneKind.values:
        raise Http404
    record, which = match_of(request, pk), MilestoneKind(kind)
    form = MilestoneForm(request.POST or None, kind=which, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with kept(request, form, done=_("Recorded: %(what)s") % {"what": which.label}):
            milestones.record(
                match=record, kind=which, by=request.user, now=timezone.now(), **form.cleaned_data
            )
        if not form.errors:
            ends = which == MilestoneKind.CLICK and form.cleaned_data["impression"] == Impression.NOT_GOOD
            return redirect("work-match-step", pk, "end") if ends else redirect("work-match", pk)
    guided(record)
    return render(request, "matching/milestone.html", {"match": record, "kind": which, "form": form})

"""Pin or exclude two people from their own pages, with a reason and a last day; end such a decision."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from families.domain import queries as families
from matching.domain import overrides
from matching.models import Override, OverrideKind
from matching.models.override import REASON_LENGTH
from programmes.domain.access import Action
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.pages import refused
from programmes.pages.dates import DayField
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.notes import told
from volunteers.domain import queries as volunteers

KINDS = {"vastzetten": OverrideKind.PIN, "uitsluiten": OverrideKind.BAN}
DONE = {OverrideKind.PIN: _("These two are pinned."), OverrideKind.BAN: _("These two are excluded.")}


class DecisionForm(forms.Form):
    """Why, and until when."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("In a few words. Colleagues read this; write nothing medical."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write in a few words why.")},
    )
    until = DayField(
        label=_("Until and with"),
        help_text=_("Without a day it holds until somebody ends it."),
        required=False,
    )


@for_whom_may(Action.RUNS_WRITE)
def decide(request: PageRequest, family: int, volunteer: int, kind: str) -> HttpResponseBase:
    if kind not in KINDS:
        raise Http404
    asking = get_object_or_404(families.visible_to(request.actor, Action.FAMILIES_INTAKE), pk=family)
    reader = get_object_or_404(volunteers.visible_to(request.actor, Action.VOLUNTEERS_WRITE), pk=volunteer)
    back = _back(request.GET.get("van", ""), family, volunteer)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            overrides.decide(
                kind=KINDS[kind],
                volunteer=reader,
                family=asking,
                by=request.user,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except (InvalidInput, Refusal) as refusal:
            refused.show(refusal, form)
        else:
            messages.success(request, str(DONE[KINDS[kind]]))
            return redirect(back)
    context = {"form": form, "family": asking, "volunteer": reader, "kind": KINDS[kind].value, "back": back}
    return render(request, "matching/pair_decision.html", context)


@require_POST
@for_whom_may(Action.RUNS_WRITE)
def end(request: PageRequest, pk: int) -> HttpResponseBase:
    """End a pin or a ban; the form says from whose page it comes."""
    override: Override = get_object_or_404(overrides.visible_to(request.actor), pk=pk)
    with told(request, done=_("The decision has ended.")):
        overrides.end(override=override, by=request.user, now=timezone.now())
    return redirect(_back(request.POST.get("van", ""), override.family_id, override.volunteer_id))


def _back(side: str, family: int, volunteer: int) -> str:
    if side == "volunteer":
        return reverse("work-volunteer", args=[volunteer])
    return reverse("work-family", args=[family])

"""The visit log of a match: add, look back, correct."""

from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.domain import visits
from matching.models import Match, MissedReason, Visit
from matching.models.visit import MOST_MINUTES, NOTE_LENGTH
from matching.pages.keeping import kept
from matching.pages.match_page import guided, match_of
from programmes.domain.access import Action
from programmes.domain.versions import StaleError
from programmes.pages.conflict import conflict
from programmes.pages.dates import DayField
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.form_version import version_in

HELD, MISSED = "held", "missed"


class VisitForm(forms.Form):
    """Held with its minutes, or missed with the reason."""

    on = DayField(label=gettext_lazy("Day"))
    outcome = forms.ChoiceField(
        label=gettext_lazy("Did the visit take place?"),
        choices=[(HELD, gettext_lazy("Yes")), (MISSED, gettext_lazy("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether the visit took place.")},
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), required=False, min_value=1, max_value=MOST_MINUTES
    )
    missed_reason = forms.ChoiceField(
        label=gettext_lazy("If not: why?"),
        choices=[("", gettext_lazy("Choose a reason")), *MissedReason.choices],
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Short, and without names."),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def account(self) -> visits.Account:
        """Give what was told; of the other outcome nothing counts."""
        data = self.cleaned_data
        held = data["outcome"] == HELD
        return visits.Account(
            on=data["on"],
            held=held,
            minutes=data["minutes"] if held else None,
            missed_reason="" if held else data["missed_reason"],
            note=data["note"],
        )


@for_whom_may(Action.MATCHES_WRITE)
def log(request: PageRequest, pk: int) -> HttpResponseBase:
    """Show all visits, and add one."""
    record = match_of(request, pk)
    form = VisitForm(request.POST or None, initial=_proposed(record))
    if request.method == "POST" and form.is_valid():
        with kept(request, form, done=_("The visit is logged.")):
            visits.log(match=record, told=form.account(), by=request.user, now=timezone.now())
        if not form.errors:
            return redirect("work-match", pk)
    guided(record)
    context = {
        "match": record,
        "form": form,
        "visits": record.visits.select_related("logged_by").order_by("-on"),
        "may_log": visits.may_log(record),
    }
    return render(request, "matching/visits.html", context)


@for_whom_may(Action.MATCHES_WRITE)
def correct(request: PageRequest, pk: int, visit: int) -> HttpResponseBase:
    """Change a visit; when somebody else did so meanwhile, show both."""
    record = match_of(request, pk)
    row = get_object_or_404(visits.visits_visible_to(request.actor, Action.MATCHES_WRITE), pk=visit, match=pk)
    form = VisitForm(request.POST or None, initial=_typed(row))
    version = version_in(request) or visits.version(row)
    if request.method == "POST" and form.is_valid():
        try:
            with kept(request, form, done=_("The visit is corrected.")):
                visits.correct(
                    visit=row, told=form.account(), read=version, by=request.user, now=timezone.now()
                )
        except StaleError:
            return _both(request, row, form)
        if not form.errors:
            return redirect("work-visits", pk)
    context = {"match": record, "visit": row, "form": form, "version": version}
    return render(request, "matching/visit.html", context)


def _proposed(record: Match) -> dict[str, Any]:
    """Fill in what is likely: today, and the length that the programme plans."""
    return {"on": timezone.localdate(), "minutes": record.programme.visit_minutes}


def _typed(row: Visit) -> dict[str, Any]:
    return {
        "on": row.on,
        "outcome": HELD if row.held else MISSED,
        "minutes": row.minutes,
        "missed_reason": row.missed_reason,
        "note": row.note,
    }


def _both(request: PageRequest, row: Visit, form: VisitForm) -> HttpResponseBase:
    """Show what stands now beside what was typed."""
    return conflict(
        request,
        record=row,
        title=_("The visit of %(day)s") % {"day": date_format(row.on, "j F Y")},
        look=reverse("work-visit", args=[row.match_id, row.pk]),
        version=visits.version(row),
        theirs=_in_words(visits.account_of(row)),
        mine=_in_words(form.account()),
    )


def _in_words(account: visits.Account) -> dict[str, str]:
    reason = dict(MissedReason.choices).get(account.missed_reason, "")
    return {
        _("Day"): date_format(account.on, "j F Y"),
        _("Did the visit take place?"): _("Yes") if account.held else _("No"),
        _("Minutes"): str(account.minutes or ""),
        _("If not: why?"): str(reason),
        _("Note"): account.note,
    }

"""A volunteer stops for a while, and says when they are back."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.domain.access import Action
from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import InvalidInput
from programmes.pages.dates import DayField
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.notes import told
from programmes.pages.refused import show
from volunteers.domain import resting
from volunteers.domain.certificates import blocked_reason
from volunteers.models import Volunteer
from volunteers.pages.own_page import own_volunteer
from volunteers.states import VolunteerState

MAY_REST = (VolunteerState.AVAILABLE, VolunteerState.RESTING)


class PauseForm(forms.Form):
    """Until when; a day makes the rest end by itself."""

    until = DayField(
        label=gettext_lazy("I stop for a while, until and including"),
        help_text=gettext_lazy("At most a year ahead. For example 1-3-2027."),
    )


@for_whom_may(Action.VOLUNTEERS_WRITE)
def my_pause(request: PageRequest) -> HttpResponseBase:
    record = own_volunteer(request)
    form = PauseForm(request.POST if request.method == "POST" else None, initial=_first(record))
    if record.state in MAY_REST and form.is_valid() and _rested(request, record, form):
        return redirect("my-page")
    context = {
        "volunteer": record,
        "form": form,
        "may_rest": record.state in MAY_REST,
        "rests": record.state == VolunteerState.RESTING,
        "blocked": blocked_reason(record, on=localdate()),
    }
    return render(request, "volunteers/own/pause.html", context)


@for_whom_may(Action.VOLUNTEERS_WRITE)
def my_return(request: PageRequest) -> HttpResponseBase:
    """End the rest now; who had to log in first comes by a look, and presses the button again."""
    if request.method != "POST":
        return redirect("my-pause")
    record = own_volunteer(request)
    with told(request, done=_("Welcome back. You take part in the next round again.")):
        resting.come_back(volunteer=record, by=request.user, now=timezone.now())
    return redirect("my-page")


def _rested(request: PageRequest, record: Volunteer, form: PauseForm) -> bool:
    until = form.cleaned_data["until"]
    try:
        resting.rest(
            volunteer=record, by=request.user, now=timezone.now(), until=until, reason="by_volunteer"
        )
    except InvalidInput as refused:
        show(refused, form)
        return False
    except MoveNotAllowedError:
        messages.error(request, _("This changed in the meantime, so the step was not taken. Look again."))
        return True
    sentence = _("You rest until %(day)s. After that you take part again by yourself.")
    messages.success(request, sentence % {"day": date_format(until, "j F Y")})
    return True


def _first(record: Volunteer) -> dict[str, object]:
    month = timedelta(days=min(30, settings.REST_AT_MOST_DAYS))
    return {"until": record.resting_until or localdate() + month}

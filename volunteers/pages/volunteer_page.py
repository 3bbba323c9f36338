"""One volunteer: the facts, the steps, who goes along, what happened."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from programmes.domain.access import Action
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.notes import told
from programmes.pages.steps import OpenStep, open_steps, try_step
from programmes.pages.timeline import timeline
from volunteers.domain import certificates, duos, intake, preparation, queries
from volunteers.domain.intake import EndReason
from volunteers.models import Volunteer
from volunteers.pages.volunteer_steps import STEPS
from volunteers.states import Preparation, VolunteerState

ON_THE_WAY = (VolunteerState.CONFIRMED, VolunteerState.INTERVIEW_PLANNED, VolunteerState.ACCEPTED)


@for_whom_may(Action.MATCHES_WRITE)
def volunteer(request: PageRequest, pk: int) -> HttpResponseBase:
    return page(request, volunteer_of(request, pk))


@for_whom_may(Action.MATCHES_WRITE)
def volunteer_step(request: PageRequest, pk: int, step: str) -> HttpResponseBase:
    """Take a step; what has to change in its form is shown on the page itself."""
    record = volunteer_of(request, pk)
    again = None
    if request.method == "POST":
        again = try_step(request, record, called="volunteer", name=step, steps=STEPS)
    return redirect("work-volunteer", pk) if again is None else page(request, record, again)


@require_POST
@for_whom_may(Action.MATCHES_WRITE)
def confirm(request: PageRequest, pk: int) -> HttpResponseBase:
    """Note that somebody's e-mail address was checked by telephone."""
    record = get_object_or_404(queries.awaiting_confirmation(request.actor), pk=pk)
    with told(request, done=_("E-mail confirmed")):
        intake.confirm_email(volunteer=record, by=request.user, now=timezone.now(), reason="by_phone")
    return redirect("work-volunteers")


def volunteer_of(request: PageRequest, pk: int) -> Volunteer:
    return get_object_or_404(queries.visible_to(request.actor, Action.VOLUNTEERS_WRITE), pk=pk)


def page(request: PageRequest, record: Volunteer, again: OpenStep | None = None) -> HttpResponseBase:
    duo = duos.duo_of(record)
    context = {
        "volunteer": record,
        "blocked": certificates.blocked_reason(record, on=localdate()),
        "duo": duo,
        "partner": (duo.second if duo.first_id == record.pk else duo.first) if duo else None,
        "steps": open_steps(record, STEPS, again=again),
        "again": again,
        "address": reverse("work-volunteer", args=[record.pk]),
        "lacks": preparation.lacks(record, on=localdate()) if record.state in ON_THE_WAY else [],
        "timeline": timeline(
            record,
            states=VolunteerState.choices,
            reasons=dict(EndReason.choices),
            steps=dict(Preparation.choices),
        ),
    }
    return render(request, "volunteers/volunteer.html", context)

"""The coordinator's register of volunteers: list, one volunteer, the steps."""

from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from programmes.domain.access import Action
from programmes.models import District
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.listing import Filter, listing, names_of
from programmes.pages.notes import told
from programmes.pages.steps import open_steps, take
from programmes.pages.timeline import timeline
from volunteers.domain import certificates, intake, queries
from volunteers.models import Volunteer
from volunteers.pages.volunteer_steps import STEPS
from volunteers.states import VolunteerState

SORTS = {
    "name": ("last_name", "first_name"),
    "state": ("state", "last_name"),
    "district": ("district__name", "last_name"),
    "registered": ("-registered_at", "pk"),
}
MOST_UNCONFIRMED = 20


@for_whom_may(Action.MATCHES_WRITE)
def volunteers(request: PageRequest) -> HttpResponseBase:
    rows = queries.visible_to(request.actor, Action.VOLUNTEERS_READ)
    districts = District.objects.filter(region__volunteers__in=rows.values("pk")).distinct()
    shown = listing(
        rows,
        query=request.GET,
        found=_search(rows, request.GET.get("q", "")),
        filters=[
            Filter("state", _("State"), "state", dict(VolunteerState.choices)),
            Filter("district", _("District"), "district", names_of(districts)),
        ],
        sorts=SORTS,
    )
    for row in shown.page:
        row.blocked = certificates.blocked_reason(row, on=localdate())  # type: ignore[attr-defined] # for the template - derived, never stored
    context = {
        "listing": shown,
        "unconfirmed": queries.awaiting_confirmation(request.actor)[:MOST_UNCONFIRMED],
    }
    return render(request, "volunteers/register.html", context)


@for_whom_may(Action.MATCHES_WRITE)
def volunteer(request: PageRequest, pk: int) -> HttpResponseBase:
    record = _volunteer(request, pk)
    context = {
        "volunteer": record,
        "blocked": certificates.blocked_reason(record, on=localdate()),
        "steps": open_steps(record, STEPS),
        "address": reverse("work-volunteer", args=[pk]),
        "timeline": timeline(record, states=VolunteerState.choices),
    }
    return render(request, "volunteers/volunteer.html", context)


@require_POST
@for_whom_may(Action.MATCHES_WRITE)
def volunteer_step(request: PageRequest, pk: int, step: str) -> HttpResponseBase:
    take(request, _volunteer(request, pk), called="volunteer", name=step, steps=STEPS)
    return redirect("work-volunteer", pk)


@require_POST
@for_whom_may(Action.MATCHES_WRITE)
def confirm(request: PageRequest, pk: int) -> HttpResponseBase:
    """Note that somebody's e-mail address was checked by telephone."""
    record = get_object_or_404(queries.awaiting_confirmation(request.actor), pk=pk)
    with told(request, done=_("E-mail confirmed")):
        intake.confirm_email(volunteer=record, by=request.user, now=timezone.now(), reason="by_phone")
    return redirect("work-volunteers")


def _volunteer(request: PageRequest, pk: int) -> Volunteer:
    return get_object_or_404(queries.visible_to(request.actor, Action.VOLUNTEERS_WRITE), pk=pk)


def _search(rows: QuerySet[Volunteer], words: str) -> QuerySet[Volunteer]:
    for word in words.split():
        rows = rows.filter(
            Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__iexact=word)
        )
    return rows

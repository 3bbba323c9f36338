"""The coordinator's register of families: list, one family, its steps."""

from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from families.domain import queries
from families.models import Family
from families.pages.family_steps import STEPS
from families.states import FamilyState
from programmes.domain.access import Action, log_read
from programmes.models import District
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.listing import Filter, listing, names_of
from programmes.pages.steps import open_steps, take
from programmes.pages.timeline import timeline

SORTS = {
    "waiting": ("waiting_since", "number"),
    "family": ("number",),
    "name": ("last_name", "first_name"),
    "state": ("state", "waiting_since"),
}


@for_whom_may(Action.FAMILIES_INTAKE)
def families(request: PageRequest) -> HttpResponseBase:
    rows = queries.visible_to(request.actor, Action.FAMILIES_INTAKE)
    districts = District.objects.filter(region__families__in=rows.values("pk")).distinct()
    shown = listing(
        rows,
        query=request.GET,
        found=_search(rows, request.GET.get("q", "").strip()),
        filters=[
            Filter("state", _("State"), "state", dict(FamilyState.choices)),
            Filter("district", _("District"), "homes__district", names_of(districts)),
        ],
        sorts=SORTS,
    )
    return render(request, "families/register.html", {"listing": shown})


@for_whom_may(Action.FAMILIES_INTAKE)
def family(request: PageRequest, pk: int) -> HttpResponseBase:
    record = _family(request, pk)
    shows_note = "safety" in request.GET and request.actor.may(Action.SAFETY_READ)
    action = "read-safety" if shows_note else "read"
    log_read(record, actor=request.actor, action=action, now=timezone.now())
    context = {
        "family": record,
        "shows_note": shows_note,
        "steps": open_steps(record, STEPS),
        "address": reverse("work-family", args=[pk]),
        "timeline": timeline(record, states=FamilyState.choices),
    }
    return render(request, "families/family.html", context)


@require_POST
@for_whom_may(Action.FAMILIES_INTAKE)
def family_step(request: PageRequest, pk: int, step: str) -> HttpResponseBase:
    take(request, _family(request, pk), called="family", name=step, steps=STEPS)
    return redirect("work-family", pk)


def _family(request: PageRequest, pk: int) -> Family:
    return get_object_or_404(queries.visible_to(request.actor, Action.FAMILIES_INTAKE), pk=pk)


def _search(rows: QuerySet[Family], words: str) -> QuerySet[Family]:
    for word in words.split():
        number = word.upper().removeprefix("G-").lstrip("0")
        is_number = Q(number=int(number)) if number.isdecimal() and len(number) < 9 else Q(pk__in=())  # noqa: PLR2004 - what the column holds
        rows = rows.filter(is_number | Q(first_name__icontains=word) | Q(last_name__icontains=word))
    return rows

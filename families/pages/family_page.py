"""One family: its facts, the steps that it can take, what happened."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from families.domain import consents, duplicate_decisions, queries
from families.domain.intake import WithdrawReason
from families.domain.looking_again import OVER
from families.models import Family
from families.pages.family_steps import STEPS
from families.states import FamilyState, IntakeStep
from programmes.domain.access import Action, log_read
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.steps import OpenStep, open_steps, try_step
from programmes.pages.timeline import Ahead, timeline

REASONS = {
    **dict(WithdrawReason.choices),
    OVER: _("by itself, on the day agreed"),
    consents.WITHDRAWN: _("The parents take back their consent"),
}


@for_whom_may(Action.FAMILIES_INTAKE)
def family(request: PageRequest, pk: int) -> HttpResponseBase:
    return page(request, family_of(request, pk))


@for_whom_may(Action.FAMILIES_INTAKE)
def family_step(request: PageRequest, pk: int, step: str) -> HttpResponseBase:
    """Take a step; what has to change in its form is shown on the page itself."""
    record = family_of(request, pk)
    again = None
    if request.method == "POST":
        again = try_step(request, record, called="family", name=step, steps=STEPS)
    return redirect("work-family", pk) if again is None else page(request, record, again)


def family_of(request: PageRequest, pk: int) -> Family:
    return get_object_or_404(queries.visible_to(request.actor, Action.FAMILIES_INTAKE), pk=pk)


def page(request: PageRequest, record: Family, again: OpenStep | None = None) -> HttpResponseBase:
    shows_note = "safety" in request.GET and request.actor.may(Action.SAFETY_READ)
    now = timezone.now()
    log_read(record, actor=request.actor, action="read-safety" if shows_note else "read", now=now)
    day = timezone.localdate(now)
    context = {
        "family": record,
        "children": [(child, child.age_on(day)) for child in record.children.all()],
        "shows_note": shows_note,
        "may_confirm": record.urgency_asked_by_id != request.user.pk,
        "steps": open_steps(record, STEPS, again=again),
        "again": again,
        "address": reverse("work-family", args=[record.pk]),
        "timeline": timeline(
            record, states=FamilyState.choices, reasons=REASONS, steps=dict(IntakeStep.choices)
        ),
        "ahead": _ahead(record),
        "likeness": duplicate_decisions.of_family(record, request.actor),
    }
    return render(request, "families/family.html", context)


def _ahead(record: Family) -> list[Ahead]:
    if record.state == FamilyState.INTAKE_PLANNED and record.intake_on:
        return [Ahead(_("Intake"), record.intake_on)]
    if record.state == FamilyState.LOOK_AGAIN and record.look_again_on:
        return [Ahead(_("Look again"), record.look_again_on)]
    return []

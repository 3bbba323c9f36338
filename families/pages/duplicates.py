"""Registrations that may be one family: both records side by side, and two buttons."""

from dataclasses import dataclass

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from families.domain import consents, duplicate_decisions
from families.domain.duplicate_decisions import Outcome, side_by_side, to_decide
from families.models import Family
from families.models.duplicate import PossibleDuplicate
from families.states import GONE
from programmes.domain.access import Action, log_reads
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.notes import told

MOST = 20
DONE = {
    Outcome.SAME: _("Noted: it is the same family."),
    Outcome.DIFFERENT: _("Noted: these are two families. Both stay as they are."),
}


@dataclass(frozen=True)
class Shown:
    """One of the two, as a column of the comparison."""

    family: Family
    children: list[str]
    addresses: list[str]
    has_consent: bool


@dataclass(frozen=True)
class Likeness:
    """Both registrations, and what the button will do."""

    pk: int
    earlier: Shown
    newer: Shown
    withdraws: bool


@for_whom_may(Action.FAMILIES_INTAKE)
def duplicates(request: PageRequest) -> HttpResponseBase:
    rows = to_decide(request.actor)
    pairs = side_by_side(rows[:MOST])
    families = {family.pk: family for _row, *both in pairs for family in both}
    log_reads(families.values(), actor=request.actor, action="read", now=timezone.now())
    context = {"likenesses": [_likeness(*pair) for pair in pairs], "total": rows.count()}
    return render(request, "families/duplicates.html", context)


@require_POST
@for_whom_may(Action.FAMILIES_INTAKE)
def decide(request: PageRequest, pk: int, outcome: str) -> HttpResponseBase:
    """Keep the decision; one that a colleague made meanwhile stays."""
    if outcome not in Outcome.values:
        raise Http404
    likeness = get_object_or_404(duplicate_decisions.seen_by(request.actor), pk=pk)
    with told(request, done=DONE[Outcome(outcome)]):
        duplicate_decisions.decide(likeness=likeness, outcome=outcome, by=request.user, now=timezone.now())
    return redirect("work-duplicates")


def _likeness(row: PossibleDuplicate, newer: Family, earlier: Family) -> Likeness:
    withdraws = earlier.state not in GONE and newer.state not in GONE
    return Likeness(row.pk, _shown(earlier), _shown(newer), withdraws)


def _shown(family: Family) -> Shown:
    return Shown(
        family,
        [f"{child.first_name} ({child.birth_month:%m-%Y})" for child in family.children.all()],
        [
            f"{home.postcode[:4]} {home.postcode[4:]} {home.house_number}{home.house_addition}"
            for home in family.homes.all()
        ],
        consents.in_force(family) is not None,
    )

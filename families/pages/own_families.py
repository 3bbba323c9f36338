"""A social worker's own families: five words, since when, what comes next."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from families.domain import queries
from families.models import Family
from families.states import FamilyState, FamilyStatus
from programmes.domain.access import Action, log_read
from programmes.models import StateChange
from programmes.pages.doors import PageRequest, for_whom_may

NEXT_STEPS = {
    FamilyState.REFERRED: _("The coordinator checks the consent of the parents."),
    FamilyState.CONSENT_CONFIRMED: _("The coordinator calls the parents for a first talk."),
    FamilyState.INTAKE_PLANNED: _("The first talk is planned."),
    FamilyState.INTAKE_DONE: _("The coordinator puts the family on the waiting list."),
    FamilyState.WAITING: _("The family takes part in the next matching run."),
    FamilyState.LOOK_AGAIN: _("We look again on the agreed date."),
    FamilyState.PROPOSED: _("A reader was asked. We wait for the answer."),
    FamilyState.MATCHED: _("The reader and the family meet."),
    FamilyState.ACTIVE: _("The reader comes every week."),
}
NOTHING = _("Nothing to do.")
TAGS = {
    FamilyStatus.WAITING: "tag-warn",
    FamilyStatus.READER_FOUND: "tag-ok",
    FamilyStatus.RUNNING: "tag-ok",
    FamilyStatus.RECEIVED: "tag-info",
}


@dataclass(frozen=True)
class OwnFamily:
    """What stands on one line of the page."""

    family: Family
    status: FamilyStatus
    tag: str
    since: date | None
    next_step: str | Promise


@for_whom_may(Action.FAMILIES_REFER)
def my_families(request: PageRequest) -> HttpResponseBase:
    rows = queries.visible_to(request.actor, Action.STATUS_READ).order_by("-registered_at")
    return render(request, "families/my_families.html", {"families": _lines(rows)})


@for_whom_may(Action.FAMILIES_REFER)
def my_family(request: PageRequest, pk: int) -> HttpResponseBase:
    rows = queries.visible_to(request.actor, Action.FAMILIES_READ)
    family = get_object_or_404(rows, pk=pk)
    log_read(family, actor=request.actor, action="read", now=timezone.now())
    return render(request, "families/my_family.html", {"line": _lines(rows.filter(pk=pk))[0]})


def _lines(rows: QuerySet[Family]) -> list[OwnFamily]:
    families = list(rows)
    changes = StateChange.objects.filter(
        subject=Family._meta.label_lower, subject_id__in=[family.pk for family in families]
    )
    since = {change.subject_id: timezone.localdate(change.at) for change in changes}
    return [_line(family, since.get(family.pk)) for family in families]


def _line(family: Family, since: date | None) -> OwnFamily:
    status = queries.status(family)
    return OwnFamily(
        family,
        status,
        TAGS.get(status, ""),
        since or timezone.localdate(family.registered_at),
        NEXT_STEPS.get(FamilyState(family.state), NOTHING),
    )

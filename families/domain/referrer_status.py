"""What a referrer reads about a family: one of five words, since when, and what comes next."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from families.models import Family
from families.states import STATUS_OF, FamilyState, FamilyStatus
from programmes.models import StateChange

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_S = FamilyState
_LOOKING = _("We look for a reader in every matching round.")
_DONE = _("You need to do nothing more.")
NEXT_STEP: "dict[str, StrPromise]" = {
    _S.REFERRED: _("We wait for the consent of the parents."),
    _S.CONSENT_CONFIRMED: _("A coordinator makes an appointment for a talk at home."),
    _S.INTAKE_PLANNED: _("A coordinator visits the family for a talk."),
    _S.INTAKE_DONE: _("A coordinator puts the family in the queue."),
    _S.WAITING: _LOOKING,
    _S.LOOK_AGAIN: _("The family pauses; we look again on the day agreed with them."),
    _S.PROPOSED: _LOOKING,
    _S.MATCHED: _("The reader and the family plan a first meeting."),
    _S.ACTIVE: _("The reader visits the family to read."),
    _S.FINISHED: _DONE,
    _S.AFTER_CARE: _DONE,
    _S.CLOSED: _DONE,
    _S.WITHDRAWN: _("The family does not take part. You need to do nothing more."),
}


@dataclass(frozen=True)
class Told:
    """The word, the moment from which it has been true, and a sentence about what comes next."""

    status: FamilyStatus
    since: datetime
    next_step: "StrPromise"


def told(family: Family) -> Told:
    """Tell a referrer how a family stands; one query."""
    return Told(STATUS_OF[family.state], _since(family), NEXT_STEP[family.state])


def _since(family: Family) -> datetime:
    """Find when the present word began: states change more often than words do."""
    changes = StateChange.objects.filter(subject=family._meta.label_lower, subject_id=family.pk)
    since = family.registered_at
    word = STATUS_OF[FamilyState.REFERRED]
    for state, at in changes.order_by("at", "id").values_list("to_state", "at"):
        if STATUS_OF[state] != word:
            word, since = STATUS_OF[state], at
    return since

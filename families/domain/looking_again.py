"""Families on hold come back by themselves on the day that was agreed; a coordinator looks at them once."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import DateField, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from families.domain.consents import in_force
from families.domain.intake import had_intake, put_in_queue
from families.models import Family, HomeWindow
from families.states import FamilyState, IntakeStep
from programmes.domain.lifecycle import move, note_step
from programmes.domain.once import alone
from programmes.domain.refusal import Refusal
from programmes.models import StateChange, User

LOOK_LOCK = 0x646C_0021
OVER = "hold_over"
logger = logging.getLogger(__name__)


def wake_due(*, now: datetime) -> list[int]:
    """End the holds whose day has come: back in the queue after an intake, else back to be called.

    A family without consent in force stays on hold: a person has to look.

    Returns
    -------
    list of int
        Numbers of the families that came back.
    """
    woken = []
    with transaction.atomic(durable=True):
        if not alone(LOOK_LOCK):
            return []
        rows = Family.objects.filter(state=FamilyState.LOOK_AGAIN, look_again_on__lte=localdate(now))
        rows = rows.order_by("pk").prefetch_related("consents")
        for family in rows.select_for_update(of=("self",), no_key=True):
            if in_force(family) is not None:
                _wake(family, now)
                woken.append(family.pk)
    return woken


def back_unseen(rows: QuerySet[Family]) -> QuerySet[Family]:
    """Narrow to families that came back in the queue by themselves and nobody looked at since."""
    waiting = rows.filter(state=FamilyState.WAITING)
    return waiting.alias(last_step=_last("reason")).filter(last_step=OVER)


def back_on() -> Coalesce:
    """Give the day on which being on hold is over, or was for a family that `back_unseen` found."""
    return Coalesce("look_again_on", TruncDate(_last("at")), output_field=DateField())


def is_back_unseen(family: Family) -> bool:
    """Tell whether this family came back by itself and nobody looked since."""
    return back_unseen(Family.objects.filter(pk=family.pk)).exists()


def look(*, family: Family, by: User | None, now: datetime) -> None:
    """Note that somebody looked at a family that came back: it takes part as it stands.

    Raises
    ------
    Refusal
        ``looked-already``, or ``no-moment`` when there is none to read at.
    """
    with transaction.atomic(durable=True):
        Family.objects.select_for_update(no_key=True).get(pk=family.pk)
        if not is_back_unseen(family):
            raise Refusal("looked-already", _("Somebody looked at this family already."))
        if not Family.objects.filter(Exists(_moments()), pk=family.pk).exists():
            raise Refusal("no-moment", _("Fill in a moment first: without one no reader can be found."))
        note_step(family, step=IntakeStep.LOOKED_AGAIN, by=by, now=now)


def _last(field: str) -> Subquery:
    changes = StateChange.objects.filter(subject=Family._meta.label_lower, subject_id=OuterRef("pk"))
    return Subquery(changes.order_by("-at", "-pk").values(field)[:1])


def _moments() -> QuerySet[HomeWindow]:
    return HomeWindow.objects.filter(home__family=OuterRef("pk"))


def _wake(family: Family, now: datetime) -> None:
    if had_intake(family):
        put_in_queue(family, by=None, now=now, reason=OVER)
    else:
        changes = {"look_again_on": None, "intake_on": None}
        move(family, to=FamilyState.CONSENT_CONFIRMED, by=None, now=now, reason=OVER, **changes)
    logger.info("family %s is back from being on hold", family.pk)

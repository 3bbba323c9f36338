"""Urgency: asked with a coded reason, in force once a second person confirmed it (quality N27)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from families.models import Family
from families.models.family import UrgencyReason
from families.states import GONE, IntakeStep
from programmes.domain.lifecycle import note_step
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import User


def ask(*, family: Family, reason: str, by: User | None, now: datetime) -> None:
    """Ask that the family goes first. Asking again before it is confirmed replaces the earlier question.

    Raises
    ------
    InvalidInput
        On an unknown reason.
    Refusal
        ``urgency-confirmed`` when it is urgent already, ``family-left`` when it takes part no more.
    """
    if reason not in UrgencyReason.values:
        raise InvalidInput({"reason": [_("Choose a reason from the list.")]})
    with transaction.atomic(durable=True):
        _lock(family)
        if family.is_urgent:
            raise Refusal("urgency-confirmed", _("This family goes first already."))
        _write(family, urgency_reason=reason, urgency_asked_by=by, urgency_asked_at=now)
        note_step(family, step=IntakeStep.URGENCY_ASKED, by=by, now=now)


def confirm(*, family: Family, by: User | None, now: datetime) -> None:
    """Confirm what another person asked: from now on the family goes first.

    Raises
    ------
    Refusal
        ``urgency-not-asked``, ``urgency-confirmed``, ``family-left``, or ``second-person`` when the same
        person asked.
    """
    with transaction.atomic(durable=True):
        _lock(family)
        if family.is_urgent:
            raise Refusal("urgency-confirmed", _("This family goes first already."))
        if family.urgency_asked_at is None:
            raise Refusal("urgency-not-asked", _("Ask for urgency first, with a reason."))
        if by is None or family.urgency_asked_by_id == by.pk:
            raise Refusal("second-person", _("Ask a colleague to confirm: two people decide about urgency."))
        _write(family, urgency_confirmed_by=by, urgency_confirmed_at=now)
        note_step(family, step=IntakeStep.URGENCY_CONFIRMED, by=by, now=now)


def _lock(family: Family) -> None:
    """Lock the family, and refuse one that left."""
    fields = ("state", "urgency_reason", "urgency_asked_by", "urgency_asked_at", "urgency_confirmed_at")
    family.refresh_from_db(fields=fields, from_queryset=Family.objects.select_for_update(of=("self",)))
    if family.state in GONE:
        raise Refusal("family-left", _("This family takes part no more, so it cannot go first."))


def _write(family: Family, **fields: object) -> None:
    for name, value in fields.items():
        setattr(family, name, value)
    family.save(update_fields=list(fields))

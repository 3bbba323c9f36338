"""A family's way through the register until it waits, and out of it: one function a step."""

from datetime import date, datetime

from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from families.domain.consents import check_consent, in_force, record_consent
from families.domain.entry import ConsentEntry
from families.models import Family
from families.states import FamilyState
from programmes.domain.findings import Findings
from programmes.domain.lifecycle import check_move, move
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import User


class WithdrawReason(models.TextChoices):
    """Why a family no longer takes part; a code, so that nothing personal enters the history."""

    NOT_WANTED = "not_wanted", _("Does not want to any more")
    MOVED = "moved", _("Moved away")
    NOT_REACHED = "not_reached", _("Does not answer")
    OTHER_HELP = "other_help", _("Found other help")
    OTHER = "other", _("Something else")


def confirm_consent(*, family: Family, entry: ConsentEntry, by: User | None, now: datetime) -> None:
    """Keep the parents' consent and let the family go on to the intake.

    Raises
    ------
    InvalidInput
        With every field of the consent that has to change.
    """
    findings = Findings()
    check_consent(findings, entry, day=localdate(now))
    findings.close()
    with transaction.atomic(durable=True):
        record_consent(family=family, entry=entry, by=by, now=now)


def plan_intake(*, family: Family, by: User | None, now: datetime, reason: str = "") -> None:
    """Note that the intake at home is planned."""
    _move(family, FamilyState.INTAKE_PLANNED, by, now, reason)


def complete_intake(*, family: Family, by: User | None, now: datetime, reason: str = "") -> None:
    """Note that the intake is done."""
    _move(family, FamilyState.INTAKE_DONE, by, now, reason)


def start_waiting(*, family: Family, by: User | None, now: datetime, reason: str = "") -> None:
    """Put the family in the queue; from the first time on, waiting since stays what it is.

    Raises
    ------
    Refusal
        ``no-consent`` when no consent of the parents is in force.
    """
    with transaction.atomic(durable=True):
        check_move(family, to=FamilyState.WAITING)
        if in_force(family) is None:
            raise Refusal("no-consent", _("Record the consent of the parents first."))
        since = family.waiting_since or localdate(now)
        move(
            family,
            to=FamilyState.WAITING,
            by=by,
            now=now,
            reason=reason,
            waiting_since=since,
            look_again_on=None,
        )


def hold(*, family: Family, until: date, by: User | None, now: datetime, reason: str = "") -> None:
    """Leave the family out of runs until a day; its place in the queue stays.

    Raises
    ------
    InvalidInput
        When the day has passed.
    """
    if until <= localdate(now):
        raise InvalidInput({"until": [_("Choose a day that still has to come.")]})
    with transaction.atomic(durable=True):
        move(family, to=FamilyState.LOOK_AGAIN, by=by, now=now, reason=reason, look_again_on=until)


def withdraw(*, family: Family, by: User | None, now: datetime, reason: str = "") -> None:
    """Note that the family no longer takes part."""
    _move(family, FamilyState.WITHDRAWN, by, now, reason)


def _move(family: Family, to: str, by: User | None, now: datetime, reason: str) -> None:
    with transaction.atomic(durable=True):
        move(family, to=to, by=by, now=now, reason=reason)

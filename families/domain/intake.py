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
from programmes.domain.lifecycle import MoveNotAllowedError, move
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import StateChange, User

_S = FamilyState
_INTO_THE_QUEUE = frozenset({_S.INTAKE_DONE, _S.LOOK_AGAIN, _S.CLOSED})
_WITH_A_READER = frozenset({_S.PROPOSED, _S.MATCHED, _S.ACTIVE})


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
    MoveNotAllowedError
        Before the intake is done, and while a reader is proposed or reads: only the end of the match
        brings the family back.
    Refusal
        ``no-consent`` when no consent of the parents is in force.
    """
    with transaction.atomic(durable=True):
        _lock(family)
        _check_may_wait(family)
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
    """Note that the family no longer takes part.

    Raises
    ------
    Refusal
        ``match-open`` while a reader is proposed or reads: the match would keep its seat.
    """
    with transaction.atomic(durable=True):
        _lock(family)
        if family.state in _WITH_A_READER:
            raise Refusal("match-open", _("End the match first: this family has a reader."))
        move(family, to=FamilyState.WITHDRAWN, by=by, now=now, reason=reason)


def _lock(family: Family) -> None:
    fields = ("state", "waiting_since")
    family.refresh_from_db(fields=fields, from_queryset=Family.objects.select_for_update(of=("self",)))


def _check_may_wait(family: Family) -> None:
    """Refuse a family with a reader, and one that paused before its intake."""
    held_early = family.state == _S.LOOK_AGAIN and not _had_intake(family)
    if family.state not in _INTO_THE_QUEUE or held_early:
        allowed = family.MOVES[family.state] - {_S.WAITING}
        raise MoveNotAllowedError(family.state, _S.WAITING, allowed)


def _had_intake(family: Family) -> bool:
    if family.waiting_since is not None:
        return True
    changes = StateChange.objects.filter(subject=family._meta.label_lower, subject_id=family.pk)
    return changes.filter(to_state=_S.INTAKE_DONE).exists()


def _move(family: Family, to: str, by: User | None, now: datetime, reason: str) -> None:
    with transaction.atomic(durable=True):
        move(family, to=to, by=by, now=now, reason=reason)

"""A family's way through the register until it waits, and out of it: one function a step."""

from datetime import date, datetime

from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from families.domain.consents import check_consent, in_force, record_consent
from families.domain.entry import ConsentEntry
from families.models import Family
from families.states import FamilyState, IntakeStep
from programmes.domain.coming_days import check_coming
from programmes.domain.findings import Findings
from programmes.domain.lifecycle import MoveNotAllowedError, move, note_step
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
    DUPLICATE = "duplicate", _("Registered twice")
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


def plan_intake(
    *, family: Family, on: date | None = None, by: User | None, now: datetime, reason: str = ""
) -> None:
    """Note that the intake at home is planned.

    Parameters
    ----------
    on
        Its day; another system may not know it.

    Raises
    ------
    InvalidInput
        When the day has passed or is too far away.
    """
    if on is not None:
        check_coming("on", on, now=now)
    with transaction.atomic(durable=True):
        changes = {"intake_on": on, "look_again_on": None}
        move(family, to=_S.INTAKE_PLANNED, by=by, now=now, reason=reason, **changes)


def move_intake(*, family: Family, on: date, by: User | None, now: datetime) -> None:
    """Put the intake on another day.

    Raises
    ------
    InvalidInput
        When the day has passed or is too far away.
    Refusal
        ``no-intake`` when none is planned any more.
    """
    check_coming("on", on, now=now)
    with transaction.atomic(durable=True):
        _lock(family)
        if family.state != _S.INTAKE_PLANNED:
            raise Refusal("no-intake", _("No intake is planned with this family any more."))
        family.intake_on = on
        family.save(update_fields=["intake_on"])
        note_step(family, step=IntakeStep.INTAKE_MOVED, by=by, now=now)


def complete_intake(*, family: Family, by: User | None, now: datetime, reason: str = "") -> None:
    """Note that the intake is done."""
    with transaction.atomic(durable=True):
        move(family, to=_S.INTAKE_DONE, by=by, now=now, reason=reason)


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
        put_in_queue(family, by=by, now=now, reason=reason)


def put_in_queue(family: Family, *, by: User | None, now: datetime, reason: str) -> None:
    """Move a family to the queue, in its old place where it had one; a step of the caller's transaction."""
    since = family.waiting_since or localdate(now)
    changes = {"waiting_since": since, "look_again_on": None}
    move(family, to=_S.WAITING, by=by, now=now, reason=reason, **changes)


def hold(*, family: Family, until: date, by: User | None, now: datetime, reason: str = "") -> None:
    """Leave the family out of runs until a day; its place in the queue stays.

    Raises
    ------
    InvalidInput
        When the day has passed, or is too far away.
    """
    if until <= localdate(now):
        raise InvalidInput({"until": [_("Choose a day that still has to come.")]})
    check_coming("until", until, now=now)
    with transaction.atomic(durable=True):
        _lock(family)
        # An appointment that was not kept is none; the day of an intake that was done stays.
        planned = {"intake_on": None} if family.state == _S.INTAKE_PLANNED else {}
        move(family, to=_S.LOOK_AGAIN, by=by, now=now, reason=reason, look_again_on=until, **planned)


def withdraw(*, family: Family, by: User | None, now: datetime, reason: str = "") -> None:
    """Note that the family no longer takes part.

    Raises
    ------
    Refusal
        ``match-open`` while a reader is proposed or reads: the match would keep its seat.
    """
    with transaction.atomic(durable=True):
        take_out(family, by=by, now=now, reason=reason)


def take_out(family: Family, *, by: User | None, now: datetime, reason: str) -> None:
    """Withdraw a family; a step of the caller's transaction, which refuses as `withdraw` does."""
    _lock(family)
    if family.state in _WITH_A_READER:
        raise Refusal("match-open", _("End the match first: this family has a reader."))
    move(family, to=_S.WITHDRAWN, by=by, now=now, reason=reason)


def _lock(family: Family) -> None:
    fields = ("state", "waiting_since")
    family.refresh_from_db(fields=fields, from_queryset=Family.objects.select_for_update(of=("self",)))


def _check_may_wait(family: Family) -> None:
    """Refuse a family with a reader, and one that paused before its intake."""
    held_early = family.state == _S.LOOK_AGAIN and not had_intake(family)
    if family.state not in _INTO_THE_QUEUE or held_early:
        allowed = family.MOVES[family.state] - {_S.WAITING}
        raise MoveNotAllowedError(family.state, _S.WAITING, allowed)


def had_intake(family: Family) -> bool:
    """Tell whether the talk at home was held, however long ago."""
    if family.waiting_since is not None:
        return True
    changes = StateChange.objects.filter(subject=family._meta.label_lower, subject_id=family.pk)
    return changes.filter(to_state=_S.INTAKE_DONE).exists()

"""A volunteer's way through the register: one function a step."""

from datetime import datetime

from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from programmes.domain.lifecycle import check_move, move
from programmes.domain.refusal import Refusal
from programmes.models import Role, RoleAssignment, User
from volunteers.domain import duos
from volunteers.domain.certificates import blocked_reason
from volunteers.domain.own_record import check_not_own
from volunteers.models import Volunteer
from volunteers.states import VolunteerState


class EndReason(models.TextChoices):
    """Why a volunteer leaves or is not accepted; a code, so that nothing personal enters the history."""

    NO_TIME = "no_time", _("No time any more")
    MOVED = "moved", _("Moved away")
    NOT_REACHED = "not_reached", _("Does not answer")
    NOT_SUITABLE = "not_suitable", _("The work does not suit")
    OTHER = "other", _("Something else")


def confirm_email(*, volunteer: Volunteer, by: User | None, now: datetime, reason: str = "") -> None:
    """Note that the e-mail address is theirs; from now on the register shows them."""
    _move(volunteer, VolunteerState.CONFIRMED, by, now, reason)


def plan_interview(*, volunteer: Volunteer, by: User | None, now: datetime, reason: str = "") -> None:
    """Note that a first talk is planned.

    Raises
    ------
    Refusal
        ``own-record``.
    """
    check_not_own(volunteer, by)
    _move(volunteer, VolunteerState.INTERVIEW_PLANNED, by, now, reason)


def accept(*, volunteer: Volunteer, by: User | None, now: datetime, reason: str = "") -> None:
    """Take the volunteer in and give them an account to log in with (no password yet).

    Raises
    ------
    Refusal
        ``own-record``, or ``account-taken`` when the account of this e-mail address is another volunteer's.
    """
    check_not_own(volunteer, by)
    with transaction.atomic(durable=True):
        check_move(volunteer, to=VolunteerState.ACCEPTED)
        account = volunteer.account or _account(volunteer)
        move(volunteer, to=VolunteerState.ACCEPTED, by=by, now=now, reason=reason, account=account)


def make_available(*, volunteer: Volunteer, by: User | None, now: datetime, reason: str = "") -> None:
    """Let the volunteer take part in runs.

    Raises
    ------
    Refusal
        ``own-record``, or the `BlockedReason` that stands in the way.
    """
    check_not_own(volunteer, by)
    with transaction.atomic(durable=True):
        check_move(volunteer, to=VolunteerState.AVAILABLE)
        blocked = blocked_reason(volunteer, on=localdate(now))
        if blocked is not None:
            raise Refusal(blocked.value.replace("_", "-"), blocked.label)
        move(volunteer, to=VolunteerState.AVAILABLE, by=by, now=now, reason=reason)


def rest(*, volunteer: Volunteer, by: User | None, now: datetime, reason: str = "") -> None:
    """Leave the volunteer out of runs for a while."""
    _move(volunteer, VolunteerState.RESTING, by, now, reason)


def leave(*, volunteer: Volunteer, by: User | None, now: datetime, reason: str = "") -> None:
    """Note that the volunteer stops; a duo of theirs ends."""
    _stop(volunteer, VolunteerState.LEFT, by, now, reason)


def decline(*, volunteer: Volunteer, by: User | None, now: datetime, reason: str = "") -> None:
    """Do not take the volunteer in; a duo of theirs ends.

    Raises
    ------
    Refusal
        ``own-record``.
    """
    check_not_own(volunteer, by)
    _stop(volunteer, VolunteerState.DECLINED, by, now, reason)


def _move(volunteer: Volunteer, to: str, by: User | None, now: datetime, reason: str) -> None:
    with transaction.atomic(durable=True):
        move(volunteer, to=to, by=by, now=now, reason=reason)


def _stop(volunteer: Volunteer, to: str, by: User | None, now: datetime, reason: str) -> None:
    with transaction.atomic(durable=True):
        duos.part(volunteer, by=by, now=now)
        move(volunteer, to=to, by=by, now=now, reason=reason)


def _account(volunteer: Volunteer) -> User:
    account = User.objects.filter(email__iexact=volunteer.email).first()
    if account is None:
        account = User.objects.create_user(volunteer.email, None, name=volunteer.full_name)
    elif Volunteer.objects.filter(account=account).exists():
        raise Refusal(
            "account-taken",
            _("Ask for another e-mail address: the account of this one is another volunteer's."),
            field="email",
        )
    RoleAssignment.objects.get_or_create(user=account, role=Role.VOLUNTEER)
    return account

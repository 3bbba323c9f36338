"""A volunteer's way through the register: one function a step."""

from datetime import date, datetime

from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from outbox.domain.post import MessageKind, post
from programmes.domain.coming_days import check_coming
from programmes.domain.lifecycle import check_move, move
from programmes.domain.refusal import Refusal
from programmes.models import User
from volunteers.domain import duos
from volunteers.domain.accounts import account_for, let_in
from volunteers.domain.certificates import blocked_reason
from volunteers.domain.own_record import check_not_erased, check_not_own
from volunteers.domain.reaching import channel_of
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
    """Note that the e-mail address is theirs; from now on the register shows them, and they may log in."""
    check_not_erased(volunteer)
    with transaction.atomic(durable=True):
        move(volunteer, to=VolunteerState.CONFIRMED, by=by, now=now, reason=reason)
        let_in(volunteer)


def plan_interview(
    *, volunteer: Volunteer, on: date | None = None, by: User | None, now: datetime, reason: str = ""
) -> None:
    """Note that a first talk is planned.

    Parameters
    ----------
    on
        Its day; without one it is agreed later, or was had already.

    Raises
    ------
    InvalidInput
        When the day has passed or is too far away.
    Refusal
        ``own-record``.
    """
    check_not_own(volunteer, by)
    check_not_erased(volunteer)
    if on is not None:
        check_coming("on", on, now=now)
    with transaction.atomic(durable=True):
        move(volunteer, to=VolunteerState.INTERVIEW_PLANNED, by=by, now=now, reason=reason, interview_on=on)


def accept(*, volunteer: Volunteer, by: User | None, now: datetime, reason: str = "") -> None:
    """Take the volunteer in, give them an account to log in with (no password), and write to them.

    Raises
    ------
    Refusal
        ``own-record``, or ``account-taken`` when the account of this e-mail address is another volunteer's.
    """
    check_not_own(volunteer, by)
    with transaction.atomic(durable=True):
        _lock(volunteer)
        check_move(volunteer, to=VolunteerState.ACCEPTED)
        account = account_for(volunteer)
        let_in(volunteer)
        move(volunteer, to=VolunteerState.ACCEPTED, by=by, now=now, reason=reason)
        post(
            kind=MessageKind.WELCOME,
            recipient=account,
            subject=volunteer,
            channel=channel_of(volunteer),
            region=volunteer.region,
            occasion=now.isoformat(timespec="seconds"),
            not_before=now,
            now=now,
        )


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
        move(volunteer, to=VolunteerState.AVAILABLE, by=by, now=now, reason=reason, resting_until=None)


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


def _lock(volunteer: Volunteer) -> None:
    """Read the state anew under the lock: of two at the same instant, the second sees what the first did."""
    rows = Volunteer.objects.select_for_update(of=("self",), no_key=True)
    volunteer.state = rows.values_list("state", flat=True).get(pk=volunteer.pk)


def _stop(volunteer: Volunteer, to: str, by: User | None, now: datetime, reason: str) -> None:
    with transaction.atomic(durable=True):
        duos.part(volunteer, by=by, now=now)
        move(volunteer, to=to, by=by, now=now, reason=reason)

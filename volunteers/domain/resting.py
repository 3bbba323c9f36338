"""A volunteer rests for a while: until a day, or until they say that they are back."""

import logging
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from programmes.domain.lifecycle import move, note_edit
from programmes.domain.once import alone
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import User
from volunteers.domain.certificates import blocked_reason
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

WAKE_LOCK = 0x646C_0011
RESTED = "rested"
logger = logging.getLogger(__name__)


def rest(
    *, volunteer: Volunteer, by: User | None, now: datetime, reason: str = "", until: date | None = None
) -> None:
    """Leave a volunteer out of runs for a while; who rests already gets another last day.

    Matches that run go on.

    Parameters
    ----------
    until
        The last day of the rest; without it they rest until somebody ends it.

    Raises
    ------
    InvalidInput
        For a day that is not ahead, or more than a year away.
    MoveNotAllowedError
        For who may not rest, or rests already and gives no other day.
    """
    _check_day(until, localdate(now))
    with transaction.atomic(durable=True):
        volunteer.refresh_from_db(from_queryset=_locked(volunteer.pk))
        if volunteer.state == VolunteerState.RESTING and until:
            _change_day(volunteer, until, by, now)
        else:
            move(volunteer, to=VolunteerState.RESTING, by=by, now=now, reason=reason, resting_until=until)


def come_back(*, volunteer: Volunteer, by: User | None, now: datetime) -> None:
    """Let somebody who rests take part in runs again; they may do so themselves.

    Raises
    ------
    Refusal
        The `BlockedReason` that stands in the way: certificate or training lapsed meanwhile.
    MoveNotAllowedError
        For who does not rest.
    """
    with transaction.atomic(durable=True):
        volunteer.refresh_from_db(from_queryset=_locked(volunteer.pk))
        if volunteer.state == VolunteerState.RESTING:
            check_not_blocked(volunteer, localdate(now))
        move(volunteer, to=VolunteerState.AVAILABLE, by=by, now=now, reason="back", resting_until=None)


def wake_due(*, now: datetime) -> list[int]:
    """End the rests whose last day has passed; who is blocked rests on until the certificate is renewed.

    Returns
    -------
    list of int
        Numbers of the volunteers who take part again.
    """
    today, woken = localdate(now), []
    with transaction.atomic(durable=True):
        if not alone(WAKE_LOCK):
            return []
        rested = Q(state=VolunteerState.RESTING, resting_until__lt=today)
        rows = Volunteer.objects.filter(rested).order_by("resting_until", "pk")
        rows = rows.select_related("certificate").prefetch_related("programmes")
        for volunteer in rows.select_for_update(of=("self",), no_key=True):
            if blocked_reason(volunteer, on=today) is None:
                _wake(volunteer, now)
                woken.append(volunteer.pk)
    return woken


def check_not_blocked(volunteer: Volunteer, today: date) -> None:
    """Refuse to let a volunteer take part whose certificate or training does not count.

    Raises
    ------
    Refusal
        With the `BlockedReason` as its code.
    """
    blocked = blocked_reason(volunteer, on=today)
    if blocked is not None:
        raise Refusal(blocked.value.replace("_", "-"), blocked.label)


def _change_day(volunteer: Volunteer, until: date, by: User | None, now: datetime) -> None:
    before, volunteer.resting_until = _code(volunteer.resting_until), until
    volunteer.save(update_fields=["resting_until"])
    note_edit(volunteer, before=before, after=_code(until), by=by, now=now, reason="rest_changed")


def _wake(volunteer: Volunteer, now: datetime) -> None:
    move(volunteer, to=VolunteerState.AVAILABLE, by=None, now=now, reason=RESTED, resting_until=None)
    logger.info("volunteer %s takes part again", volunteer.pk)


def _check_day(until: date | None, today: date) -> None:
    if until is None:
        return
    if until <= today:
        raise InvalidInput({"until": [_("Choose a day that is still ahead.")]})
    if until > today + timedelta(days=settings.REST_AT_MOST_DAYS):
        raise InvalidInput({"until": [_("Choose a day within a year from now.")]})


def _locked(pk: int) -> QuerySet[Volunteer]:
    return Volunteer.objects.filter(pk=pk).select_for_update(of=("self",), no_key=True)


def _code(day: date | None) -> str:
    return f"until:{day}" if day else "until:further"

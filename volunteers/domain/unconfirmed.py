"""Sign-ups that nobody confirmed: one reminder, and after a month they are gone (quality P6, N4)."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from outbox.domain.post import MessageKind, may_write_again, post
from outbox.domain.written import written
from programmes.domain import forgetting
from programmes.domain.once import alone
from volunteers.domain.erasing import forget_drafts
from volunteers.models import SignUpDraft, Volunteer
from volunteers.states import VolunteerState

REMIND_LOCK = 0x646C_0012
ERASE_LOCK = 0x646C_0013
AT_ONCE = 200
logger = logging.getLogger(__name__)


def remind_due(*, now: datetime) -> int:
    """Remind once those who did not confirm their address for two days; return how many that were.

    A second sweep reminds nobody again.
    """
    since = now - timedelta(days=settings.SIGN_UP_REMIND_DAYS)
    too_old = now - timedelta(days=settings.SIGN_UP_ERASE_DAYS)
    with transaction.atomic(durable=True):
        if not alone(REMIND_LOCK):
            return 0
        rows = _unconfirmed().filter(registered_at__lte=since, registered_at__gt=too_old)
        found = list(rows.filter(account__isnull=False).select_related("account", "region"))
        found = _not_reminded(found)
        for volunteer in found:
            _remind(volunteer, now)
    return len(found)


def erase_due(*, now: datetime) -> list[int]:
    """Erase sign-ups that nobody confirmed for a month, with their account, messages and links.

    Nothing was done with them, so that no figure needs what they leave.

    Returns
    -------
    list of int
        Numbers of the records that are gone.
    """
    too_old = now - timedelta(days=settings.SIGN_UP_ERASE_DAYS)
    with transaction.atomic(durable=True):
        if not alone(ERASE_LOCK):
            return []
        rows = _unconfirmed().filter(registered_at__lte=too_old).select_related("account")
        found = list(rows.select_for_update(of=("self",), skip_locked=True)[:AT_ONCE])
        numbers = [volunteer.pk for volunteer in found]
        for volunteer in found:
            _erase(volunteer)
    if numbers:
        logger.info("%s sign-ups that nobody confirmed are erased", len(numbers))
    return numbers


def drop_drafts(*, now: datetime) -> int:
    """Erase what was typed and not sent for a week, and what is left of what was sent; return how many."""
    old = now - timedelta(days=settings.DRAFT_KEPT_DAYS)
    unsent = Q(sent_at__isnull=True, saved_at__lte=old)
    with transaction.atomic(durable=True):
        return SignUpDraft.objects.filter(unsent | Q(sent_at__lte=old)).delete()[0]


def _not_reminded(found: list[Volunteer]) -> list[Volunteer]:
    numbers = [volunteer.pk for volunteer in found]
    kind = MessageKind.CONFIRM_REMINDER
    told = {row[0] for row in written(kind=kind, about=Volunteer, numbers=numbers, occasions=[""])}
    return [volunteer for volunteer in found if volunteer.pk not in told]


def _unconfirmed() -> QuerySet[Volunteer]:
    rows = Volunteer.objects.filter(state=VolunteerState.APPLIED, erased_at__isnull=True)
    return rows.order_by("registered_at", "pk")


def _remind(volunteer: Volunteer, now: datetime) -> None:
    account = volunteer.account
    if account is not None and may_write_again(recipient=account, now=now):
        post(
            kind=MessageKind.CONFIRM_REMINDER,
            recipient=account,
            subject=volunteer,
            region=volunteer.region,
            not_before=now,
            now=now,
        )


def _erase(volunteer: Volunteer) -> None:
    account = volunteer.account
    forget_drafts(volunteer.email)
    volunteer.delete()
    if account is not None:
        forgetting.forget(account)

"""Delivery of what is due: a lease per message, pauses that grow, a dead letter in the end.

A message is sent at least once, and more than once only where the mail server took it and its
answer was lost, or this process died in between; then both have the same Message-ID.
"""

import logging
import smtplib
import time
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet

from outbox.domain.letter import letter
from outbox.models import Message
from outbox.states import MessageState
from programmes.domain import lifecycle
from programmes.models import User

LEASE = timedelta(minutes=5)
# Well within a lease, with room for one more message that takes as long as the mail server may take.
ROUND_SECONDS = 120.0
ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
# Messages that failed together come back apart: up to a quarter later, by their number.
_SPREAD = 32
logger = logging.getLogger(__name__)


def deliver_due(*, now: datetime) -> Counter[str]:
    """Send what is due, one message at a time, each in transactions of its own.

    A recipient who is refused waits and delays nobody. A mail server that does not answer ends the
    round before anything is taken up, so that no message loses an attempt to it.

    Returns
    -------
    Counter[str]
        How many messages were brought to which state.
    """
    outcome: Counter[str] = Counter()
    take_back_lost(now=now)
    if not _due(now).exists():
        return outcome
    ends = time.monotonic() + ROUND_SECONDS
    mailbox: BaseEmailBackend = mail.get_connection()
    try:
        mailbox.open()
        while time.monotonic() < ends and (message := _take_up(now=now)):
            outcome[_deliver(message, mailbox, now=now)] += 1
    except OSError as error:
        logger.warning("the mail server gave %s; the rest waits", type(error).__name__)
    finally:
        mailbox.close()
    return outcome


def pause_after(attempts: int, *, number: int) -> timedelta:
    """Give how long a message waits after so many attempts: each time twice as long, to a limit."""
    pause = min(FIRST_PAUSE * (1 << (attempts - 1)), LONGEST_PAUSE)
    return pause + pause * (number % _SPREAD) / (4 * _SPREAD)


def take_back_lost(*, now: datetime) -> None:
    """Return messages whose sender died to those that wait; a lease ended means nobody sends it."""
    lost = Message.objects.filter(state=MessageState.SENDING, not_before__lte=now)
    with transaction.atomic(durable=True):
        for message in lost.select_for_update(of=("self",), skip_locked=True):
            _try_later(message, now=now)


def send_again(*, messages: QuerySet[Message], by: User | None, now: datetime) -> int:
    """Give dead letters among these a new set of attempts; return how many that were."""
    with transaction.atomic(durable=True):
        dead = list(messages.filter(state=MessageState.FAILED).select_for_update(of=("self",)))
        for message in dead:
            lifecycle.move(message, to=MessageState.HELD, by=by, now=now, attempts=0, not_before=now)
    return len(dead)


def _due(now: datetime) -> QuerySet[Message]:
    return Message.objects.filter(
        state=MessageState.HELD, not_before__lte=now, recipient__is_active=True
    ).order_by("not_before", "id")


def _take_up(*, now: datetime) -> Message | None:
    """Lease the message that waits longest; until then, `not_before` keeps others away from it."""
    with transaction.atomic(durable=True):
        waiting = _due(now).select_related("recipient").select_for_update(of=("self",), skip_locked=True)
        message = waiting.first()
        if message:
            _move(
                message,
                to=MessageState.SENDING,
                now=now,
                attempts=message.attempts + 1,
                not_before=now + LEASE,
            )
    return message


def _deliver(message: Message, mailbox: BaseEmailBackend, *, now: datetime) -> str:
    try:
        mailbox.send_messages([letter(message)])
    except smtplib.SMTPServerDisconnected:
        _finish(message, sent=False, now=now)
        raise
    except smtplib.SMTPException as error:
        logger.warning("message %s: the mail server gave %s", message.pk, type(error).__name__)
        _finish(message, sent=False, now=now)
    except OSError:
        _finish(message, sent=False, now=now)
        raise
    else:
        _finish(message, sent=True, now=now)
    return message.state


def _finish(message: Message, *, sent: bool, now: datetime) -> None:
    """Write down how it went, unless the lease ended meanwhile and the message is another's."""
    with transaction.atomic(durable=True):
        mine = Message.objects.select_for_update(of=("self",)).filter(
            pk=message.pk, state=MessageState.SENDING, attempts=message.attempts
        )
        if not mine.first():
            return
        if sent:
            _move(message, to=MessageState.SENT, now=now, sent_at=now)
        else:
            _try_later(message, now=now)


def _try_later(message: Message, *, now: datetime) -> None:
    if message.attempts >= ATTEMPTS:
        _move(message, to=MessageState.FAILED, now=now)
        return
    pause = pause_after(message.attempts, number=message.pk)
    _move(message, to=MessageState.HELD, now=now, not_before=now + pause)


def _move(message: Message, *, to: MessageState, now: datetime, **changes: Any) -> None:
    lifecycle.move(message, to=to, by=None, now=now, **changes)

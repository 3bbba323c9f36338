"""Delivery of what is due: a lease per message, pauses that grow, a dead letter in the end.

A message is sent at least once, and more than once only where the mail server took it and its
answer was lost, or this process died in between; then both have the same Message-ID.
"""

import logging
import smtplib
import time
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from outbox.domain.channels import WAYS, Way
from outbox.domain.undelivered import REACHABLE
from outbox.models import Channel, Message
from outbox.states import MessageState
from programmes.domain import lifecycle
from programmes.domain.once import alone_over_transactions
from programmes.models import User

ATTEMPTS = 8
LONGEST_PAUSE = timedelta(hours=6)
# Of a lease: leaves room for one more message that takes as long as the mail server may take.
_ROUND_OF_LEASE = 0.4
# One worker sends mails, so that a slow mail server leaves the others to their own work; if that worker
# hangs, another goes on in the next part of the hour.
MAIL_LOCK = 0x646C_0020
PART = timedelta(minutes=10)
# Messages that failed together come back apart: up to a quarter later, by their number.
_SPREAD = 32
# With this answer a mail server hangs up.
_BUSY = 421
logger = logging.getLogger(__name__)


def deliver_due(*, now: datetime) -> Counter[str]:
    """Send what is due, one message at a time, each in transactions of its own.

    A recipient who is refused waits and delays nobody. A mail server that does not answer ends the
    round of mails before anything is taken up, so that no message loses an attempt to it, and delays
    nothing that goes another way.

    Returns
    -------
    Counter[str]
        How many messages were brought to which state.
    """
    outcome: Counter[str] = Counter()
    take_back_lost(now=now)
    ends = time.monotonic() + settings.MESSAGE_LEASE_SECONDS * _ROUND_OF_LEASE
    for channel, way in WAYS.items():
        if _due(now, channel).exists():
            with _turn(channel, now) as is_mine:
                outcome += _deliver_by(channel, way(), ends=ends, now=now) if is_mine else Counter()
    return outcome


def part_of(now: datetime) -> int:
    """Give the number of the ten minutes in which a moment lies."""
    return int(now.timestamp() // PART.total_seconds())


def pause_after(attempts: int, *, number: int) -> timedelta:
    """Give how long a message waits after so many attempts: each time twice as long, to a limit."""
    first = timedelta(seconds=settings.MESSAGE_FIRST_PAUSE_SECONDS)
    pause = min(first * (1 << (attempts - 1)), LONGEST_PAUSE)
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


def _turn(channel: Channel, now: datetime) -> AbstractContextManager[bool]:
    """Wait for nobody: a list is always free, a mail server talks with one worker at a time."""
    if channel != Channel.EMAIL:
        return nullcontext(enter_result=True)
    return alone_over_transactions(MAIL_LOCK, part_of(now))


def _deliver_by(channel: Channel, way: Way, *, ends: float, now: datetime) -> Counter[str]:
    outcome: Counter[str] = Counter()
    try:
        way.open()
        while time.monotonic() < ends and (message := _take_up(channel, now=now)):
            outcome[_deliver(message, way, now=now)] += 1
    except OSError as error:
        logger.warning("the mail server gave %s; the rest waits", type(error).__name__)
    finally:
        way.close()
    return outcome


def _due(now: datetime, channel: Channel) -> QuerySet[Message]:
    due = Message.objects.filter(REACHABLE, state=MessageState.HELD, channel=channel, not_before__lte=now)
    return due.order_by("not_before", "id")


def _take_up(channel: Channel, *, now: datetime) -> Message | None:
    """Lease the message that waits longest; until then, `not_before` keeps others away from it."""
    with transaction.atomic(durable=True):
        waiting = _due(now, channel).select_related("recipient", "region")
        message = waiting.select_for_update(of=("self",), skip_locked=True).first()
        if message:
            _move(
                message,
                to=MessageState.SENDING,
                now=now,
                attempts=message.attempts + 1,
                not_before=now + timedelta(seconds=settings.MESSAGE_LEASE_SECONDS),
            )
    return message


def _deliver(message: Message, way: Way, *, now: datetime) -> str:
    try:
        reached = way.take(message, now=now)
    except OSError as error:
        logger.warning("message %s: the mail server gave %s", message.pk, type(error).__name__)
        _finish(message, reached=None, now=now)
        if _is_cut_off(error):
            raise
    except Exception:
        # Words or an address that cannot be sent are a fault of this message only.
        logger.exception("message %s cannot be sent", message.pk)
        _finish(message, reached=None, now=now)
    else:
        _finish(message, reached=reached, now=now)
    return message.state


def _is_cut_off(error: OSError) -> bool:
    """Tell a conversation that has ended from a refusal of one message."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _BUSY in {code for code, _words in error.recipients.values()}
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code == _BUSY
    return not isinstance(error, smtplib.SMTPException) or isinstance(error, smtplib.SMTPServerDisconnected)


def _finish(message: Message, *, reached: MessageState | None, now: datetime) -> None:
    """Write down how it went, unless the lease ended meanwhile and the message is another's."""
    with transaction.atomic(durable=True):
        mine = Message.objects.select_for_update(of=("self",)).filter(
            pk=message.pk, state=MessageState.SENDING, attempts=message.attempts
        )
        if not mine.first():
            return
        if reached is None:
            _try_later(message, now=now)
        else:
            facts = {"sent_at": now} if reached == MessageState.SENT else {}
            _move(message, to=reached, now=now, **facts)


def _try_later(message: Message, *, now: datetime) -> None:
    if message.attempts >= ATTEMPTS:
        _move(message, to=MessageState.FAILED, now=now)
        return
    pause = pause_after(message.attempts, number=message.pk)
    _move(message, to=MessageState.HELD, now=now, not_before=now + pause)


def _move(message: Message, *, to: MessageState, now: datetime, **changes: Any) -> None:
    lifecycle.move(message, to=to, by=None, now=now, **changes)

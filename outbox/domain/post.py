"""The only way into the outbox: a message is a row, written with the change that causes it."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Model, QuerySet

from outbox.domain.address_book import region_of
from outbox.models import Channel, Message, MessageKind
from outbox.states import MessageState
from programmes.domain import lifecycle
from programmes.models import Region, User

__all__ = [
    "Channel",
    "MessageHasLeftError",
    "MessageKind",
    "has_left",
    "may_write_again",
    "post",
    "withdraw",
    "withdraw_all",
    "withdraw_to_family",
]

LEFT = frozenset({MessageState.SENDING, MessageState.SENT})
# Anybody can have these written to an address, so they prove that it is read, and are not many.
ASKED_FOR = frozenset(
    {
        MessageKind.CONFIRM_EMAIL,
        MessageKind.CONFIRM_REMINDER,
        MessageKind.ALREADY_KNOWN,
        MessageKind.LOG_IN,
        MessageKind.REFERRER_INVITED,
    }
)
MOST_AN_HOUR = 3


class MessageHasLeftError(Exception):
    """A message about the record is being sent, or was sent: it cannot be kept back any more."""


def post(
    *,
    kind: MessageKind,
    recipient: User | None = None,
    to_family: int | None = None,
    subject: Model,
    not_before: datetime,
    now: datetime,
    channel: Channel = Channel.EMAIL,
    region: Region | None = None,
    occasion: str = "",
    facts: Mapping[str, str | int] | None = None,
) -> None:
    """Write a message that leaves at `not_before` or soon after, if the caller's transaction commits.

    The same message about the same record is written once: a second call does nothing.

    Parameters
    ----------
    kind
        What it says; the words are in the templates of the outbox.
    channel
        By which way; what proves that an e-mail address is read goes there, whatever this says.
    recipient, to_family
        The account it goes to, where that is reached when it leaves; or the family to whose parent it goes.
    subject
        The record it is about, already stored.
    region
        Whose coordinators answer for it, and stand in its words; the recipient's own without it.
    occasion
        Which time, such as the day of a visit, for what is asked about one record again and again.
    facts
        Dates (ISO 8601), numbers and codes that the words mention; never anything personal.
    """
    _demand_transaction()
    message = Message(kind=kind, recipient=recipient, to_family=to_family, occasion=occasion)
    message.channel, message.region = _way(kind, channel, recipient, region), region or region_of(recipient)
    message.subject, message.subject_id, message.created_at = subject._meta.label_lower, subject.pk, now
    message.not_before, message.facts = not_before, dict(facts or {})
    Message.objects.bulk_create([message], ignore_conflicts=True)


def may_write_again(*, recipient: User, now: datetime) -> bool:
    """Tell whether one more mail that anybody can ask for may be written to an account's mailbox.

    At most three of them in an hour, whoever asks. The account's row is locked, so that of two
    requests at the same instant the second counts what the first one posted.
    """
    _demand_transaction()
    User.objects.select_for_update(no_key=True).filter(pk=recipient.pk).first()
    lately = {"kind__in": ASKED_FOR, "created_at__gt": now - timedelta(hours=1)}
    return Message.objects.filter(recipient=recipient, **lately).count() < MOST_AN_HOUR


def has_left(*, subject: Model, kind: MessageKind, recipient: User) -> bool:
    """Tell whether somebody got, or is just getting, such a message about a record."""
    about = Message.objects.filter(subject=subject._meta.label_lower, subject_id=subject.pk, kind=kind)
    return about.filter(recipient=recipient, state__in=LEFT).exists()


def withdraw(
    *, subject: Model, now: datetime, kinds: Collection[str] = (), occasion: str | None = None
) -> int:
    """Keep back what has not left yet about a record; return how many messages that were.

    What is being sent or has been sent stays as it is.

    Parameters
    ----------
    kinds, occasion
        Only these; without them, all.
    """
    about = Message.objects.filter(
        subject=subject._meta.label_lower, subject_id=subject.pk, kind__in=kinds or MessageKind.values
    )
    return _keep_back(about if occasion is None else about.filter(occasion=occasion), now)


def withdraw_to_family(family: int, *, now: datetime) -> int:
    """Keep back what has not left yet to the parents of a family; return how many messages that were."""
    return _keep_back(Message.objects.filter(to_family=family), now)


def withdraw_all(*, subject: Model, now: datetime) -> int:
    """Keep back every message about a record, or none; return how many.

    The rows are locked as the sender locks them, so that of the two one comes first.

    Raises
    ------
    MessageHasLeftError
        When at least one is on its way.
    """
    _demand_transaction()
    about = Message.objects.filter(subject=subject._meta.label_lower, subject_id=subject.pk)
    states = about.select_for_update(of=("self",)).order_by("pk").values_list("state", flat=True)
    if LEFT.intersection(states):
        raise MessageHasLeftError
    return withdraw(subject=subject, now=now)


def _keep_back(rows: QuerySet[Message], now: datetime) -> int:
    _demand_transaction()
    waiting = rows.filter(state__in=(MessageState.HELD, MessageState.LISTED, MessageState.FAILED))
    messages = list(waiting.select_for_update(of=("self",)).order_by("pk"))
    for message in messages:
        lifecycle.move(message, to=MessageState.WITHDRAWN, by=None, now=now)
    return len(messages)


def _way(kind: MessageKind, channel: Channel, recipient: User | None, region: Region | None) -> Channel:
    if recipient is None and (region is None or channel == Channel.EMAIL):
        raise ValueError("A parent has no mailbox here: name the region, and a text or a letter.")
    return Channel.EMAIL if kind in ASKED_FOR else channel


def _demand_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A message is part of a use case: open its transaction.")

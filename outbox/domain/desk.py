"""What a coordinator sends by hand: texts and letters on a list, and mails that were given up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from outbox.domain import address_book, deliver
from outbox.domain.address_book import Address
from outbox.domain.destination import link_of
from outbox.domain.letter import Printed, printed, text_message
from outbox.domain.undelivered import REACHABLE
from outbox.models import Channel, Message
from outbox.states import MessageState
from programmes.domain import access, lifecycle
from programmes.domain.access import Action, Actor
from programmes.domain.export import log_reads
from programmes.domain.text_approvals import approved_languages
from programmes.models import User
from programmes.values.parent_texts import ParentText

MOST = 200
READ = "message"
TOLD_OTHERWISE = "told_otherwise"


@dataclass(frozen=True)
class Item:
    """A message on the list, and how the person is reached to whom it goes.

    Attributes
    ----------
    is_approved
        Whether a person stands for its words; of a translation for parents, not before somebody read it.
    """

    message: Message
    address: Address
    is_approved: bool = True

    @property
    def name(self) -> str:
        """Who gets it."""
        return self.address.name or str(self.message.recipient or _("the parents"))

    @property
    def language(self) -> str:
        """In which language it is written."""
        recipient = self.message.recipient
        return self.address.language if recipient is None else recipient.language


@dataclass(frozen=True)
class Sheet:
    """A letter, ready for the printer."""

    item: Item
    printed: Printed


@dataclass(frozen=True)
class WaitingItems:
    """What waits at the desk of the actor.

    Attributes
    ----------
    more
        How many texts and letters are on the list beyond the 200 that are shown.
    failed
        Mails that were tried for hours and did not arrive.
    """

    texts: tuple[Item, ...]
    letters: tuple[Item, ...]
    more: int
    failed: tuple[Item, ...]


def visible_to(actor: Actor) -> QuerySet[Message]:
    """Narrow to the messages that the actor answers for: those of their regions."""
    return access.visible(Message.objects.all(), actor=actor, action=Action.MATCHES_WRITE)


def waiting(*, actor: Actor, now: datetime) -> WaitingItems:
    """List what is to be sent by hand, the oldest first, in a number of queries that never grows.

    That somebody saw how parents are reached is written down.
    """
    rows = _listed(actor)
    failed = visible_to(actor).filter(state=MessageState.FAILED).select_related("recipient", "region")
    shown = list(rows[:MOST])
    items = _items(shown, actor, now)
    return WaitingItems(
        texts=tuple(item for item in items if item.message.channel == Channel.SMS),
        letters=tuple(item for item in items if item.message.channel == Channel.LETTER),
        more=rows.count() - len(shown) if len(shown) == MOST else 0,
        failed=tuple(_items(list(failed.order_by("created_at", "pk")[:MOST]), actor, now)),
    )


def sheets(*, actor: Actor, now: datetime) -> list[Sheet]:
    """Write the letters that wait, one for each sheet of paper."""
    rows = _listed(actor).filter(channel=Channel.LETTER)[:MOST]
    return [
        Sheet(item, printed(item.message, language=item.language)) for item in _items(list(rows), actor, now)
    ]


def to_text(*, number: int, actor: Actor, now: datetime) -> Item:
    """Give one text that waits.

    Raises
    ------
    Message.DoesNotExist
        When it is not on the actor's list (any more).
    """
    message = _listed(actor).filter(channel=Channel.SMS).get(pk=number)
    return _items([message], actor, now)[0]


def write_text(*, item: Item, now: datetime) -> str:
    """Write the words of a text, with a personal link that is made now and kept nowhere."""
    return text_message(item.message, language=item.language, link=link_of(item.message, now=now))


def mark_sent(*, numbers: Collection[int], actor: Actor, now: datetime) -> int:
    """Note that messages of the actor's list were texted or posted; return how many that were.

    What is not on the list any more is left as it is, so that a second press does nothing.
    """
    with transaction.atomic(durable=True):
        rows = visible_to(actor).filter(pk__in=numbers, state=MessageState.LISTED).order_by("pk")
        done = list(rows.select_for_update(of=("self",)))
        for message in done:
            lifecycle.move(message, to=MessageState.SENT, by=actor.user, now=now, sent_at=now)
    return len(done)


def try_again(*, number: int, actor: Actor, by: User | None, now: datetime) -> int:
    """Give a mail of the actor's regions that was given up a new set of attempts."""
    return deliver.send_again(messages=visible_to(actor).filter(pk=number), by=by, now=now)


def put_away(*, number: int, actor: Actor, now: datetime) -> int:
    """Take a mail of the actor's regions that was given up off the list: the person was called instead."""
    with transaction.atomic(durable=True):
        given_up = visible_to(actor).filter(pk=number, state=MessageState.FAILED)
        message = given_up.select_for_update(of=("self",)).first()
        if message is None:
            return 0
        lifecycle.move(message, to=MessageState.WITHDRAWN, by=actor.user, now=now, reason=TOLD_OTHERWISE)
    return 1


def _listed(actor: Actor) -> QuerySet[Message]:
    rows = visible_to(actor).filter(REACHABLE, state=MessageState.LISTED)
    return rows.select_related("recipient", "region").order_by("not_before", "pk")


def _items(messages: Sequence[Message], actor: Actor, now: datetime) -> list[Item]:
    book = address_book.of_messages(messages)
    families = {message.to_family for message in messages if message.to_family is not None}
    if not families:
        return [Item(message, book[message.pk]) for message in messages]
    log_reads("families.family", families, by=actor, action=READ, now=now)
    languages = {"", *approved_languages(ParentText.MESSAGE)}
    return [
        Item(message, address, address.language in languages)
        for message in messages
        for address in [book[message.pk]]
    ]

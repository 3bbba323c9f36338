"""The ways by which a message leaves, behind one interface: e-mail, or a list at the coordinator's desk."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from socket import SHUT_RDWR, socket
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.core import mail

from outbox.domain.letter import letter
from outbox.models import Channel, Message
from outbox.states import MessageState

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend


class Way(Protocol):
    """What can take messages, between `open` and `close`."""

    def open(self) -> None:
        """Get ready; an OSError says that nothing can go this way now."""

    def take(self, message: Message, *, now: datetime) -> MessageState:
        """Take one message and say where that brings it; an OSError says that the way is cut off."""

    def close(self) -> None:
        """Let go of what `open` got."""


class Email:
    """By Django's configured backend, with limits on how long a mail server may take."""

    def __init__(self) -> None:
        self.mailbox: BaseEmailBackend = mail.get_connection()

    def open(self) -> None:
        """Connect within five seconds; what is said after that has the longer limit."""
        self.mailbox.timeout = settings.EMAIL_CONNECT_TIMEOUT  # type: ignore[attr-defined] # of the SMTP backend - ignored by others
        # With a name and a password there is a talk already.
        with self._in_time():
            self.mailbox.open()
        line = self._line()
        if line is not None:
            line.settimeout(settings.EMAIL_TIMEOUT)

    def take(self, message: Message, *, now: datetime) -> MessageState:
        """Send it: one mail, in one conversation of limited length."""
        with self._in_time():
            self.mailbox.send_messages([letter(message, now=now)])
        return MessageState.SENT

    def close(self) -> None:
        """End the conversation."""
        with self._in_time():
            self.mailbox.close()

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        """Hang up on a server that keeps answering a little, but never gets done."""
        clock = threading.Timer(settings.EMAIL_TIMEOUT, self._hang_up)
        clock.start()
        try:
            yield
        finally:
            clock.cancel()

    def _hang_up(self) -> None:
        line = self._line()
        if line is not None:
            line.shutdown(SHUT_RDWR)

    def _line(self) -> socket | None:
        # While names are exchanged, Django has the conversation under another name.
        names = ("connection", "_partial_connection")
        talk = next((one for name in names if (one := getattr(self.mailbox, name, None))), None)
        found = getattr(talk, "sock", None)
        return found if isinstance(found, socket) else None


class Desk:
    """By hand: a coordinator texts or prints it from a list."""

    def open(self) -> None:
        """A list is always there."""

    def take(self, message: Message, *, now: datetime) -> MessageState:  # noqa: ARG002 - of the interface
        """Put it on the list."""
        return MessageState.LISTED

    def close(self) -> None:
        """A list stays."""


# What goes to the desk goes first: no mail server can delay it.
WAYS: Mapping[Channel, Callable[[], Way]] = {
    Channel.SMS: Desk,
    Channel.LETTER: Desk,
    Channel.EMAIL: Email,
}

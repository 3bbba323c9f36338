"""A real mail server on this machine (aiosmtpd) that keeps what it gets and misbehaves as it is told."""

import asyncio
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import partial

from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"
LIMIT = 60.0
_LINK = re.compile(r"https?://\S+")


class MailServer:
    """Takes mail for all but `refused`; hangs up after the mail of `cut_off`, without an answer.

    Before mail for `too_much` it says that it is busy, and hangs up.
    `slow` is how many seconds it thinks about each mail.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refused: set[str] = set()
        self.cut_off: set[str] = set()
        self.too_much: set[str] = set()
        self.slow = 0.0
        self.port = 0
        self._arrived = threading.Condition()

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs in its environment to send its mail here."""
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": HOST,
            "EMAIL_PORT": str(self.port),
        }

    def mails_to(self, address: str) -> list[EmailMessage]:
        """List what arrived for an address, in order of arrival."""
        return [mail for mail in list(self.mails) if mail["To"] == address]

    def mail_to(self, address: str, *, number: int = 1, limit: float = LIMIT) -> EmailMessage:
        """Wait until so many mails have arrived for an address, and give the last of them."""
        deadline = time.monotonic() + limit
        with self._arrived:
            while len(found := self.mails_to(address)) < number:
                assert self._arrived.wait(deadline - time.monotonic()), f"{len(found)} mails arrived"
        return found[number - 1]

    async def handle_RCPT(  # noqa: N802 - a name of the library
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 unknown"
        if address in self.too_much:
            return "421 too much mail for now"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - a name of the library
        await asyncio.sleep(self.slow)
        content = bytes(envelope.original_content or b"")
        with self._arrived:
            self.mails.append(message_from_bytes(content, policy=policy.default))
            self._arrived.notify_all()
        if self.cut_off & set(envelope.rcpt_tos):
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 taken"


def text_of(mail: EmailMessage) -> str:
    """Give the text part of a mail."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def link_in(mail: EmailMessage) -> str:
    """Give the one link in a mail."""
    [found] = _LINK.findall(text_of(mail))
    return str(found)


@contextmanager
def serving() -> Iterator[MailServer]:
    """Serve on a free port, in a thread with a loop of its own: that of a browser may run in this one."""
    server, ready, ended = MailServer(), threading.Event(), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(_serve(server, ready, ended)))
    thread.start()
    try:
        assert ready.wait(LIMIT)
        yield server
    finally:
        ended.set()
        thread.join()


async def _serve(server: MailServer, ready: threading.Event, ended: threading.Event) -> None:
    loop = asyncio.get_running_loop()
    make = partial(SMTP, server, enable_SMTPUTF8=True, loop=loop)
    listening = await loop.create_server(make, HOST, 0)
    server.port = listening.sockets[0].getsockname()[1]
    ready.set()
    await asyncio.to_thread(ended.wait)
    listening.close()
    await _end_conversations()


async def _end_conversations() -> None:
    """End what still talks; a closed loop with conversations in it would complain."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)

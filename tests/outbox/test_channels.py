"""The ways of messages: limits on a mail server, and a desk that needs none."""

import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from django.utils import timezone
from pytest_django import Settings

from outbox.domain.deliver import deliver_due
from outbox.models import Channel, Message
from outbox.states import MessageState
from tests.factories.outbox import MessageFactory
from tests.mail_servers import MailServer

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def talking(say: Callable[[socketserver.StreamRequestHandler], None], settings: Settings) -> Iterator[None]:
    """A server that is no mail server, whatever it says."""

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                say(self)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address[0], server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield
        server.shutdown()
        thread.join()


def silent(talk: socketserver.StreamRequestHandler) -> None:
    """Say nothing until the other side hangs up."""
    talk.rfile.read()


def never_done(talk: socketserver.StreamRequestHandler) -> None:
    """Greet, then answer a little all the time, and never to the end."""
    talk.wfile.write(b"220 ready\r\n")
    while True:
        talk.wfile.write(b"250-and more\r\n")
        time.sleep(0.05)


def seconds(action: Callable[[], object]) -> float:
    began = time.monotonic()
    action()
    return time.monotonic() - began


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.LETTER])
def test_texts_and_letters_wait_at_the_desk(channel: Channel) -> None:
    MessageFactory(channel=channel)

    assert deliver_due(now=timezone.now()) == {MessageState.LISTED: 1}

    assert Message.objects.get().sent_at is None


def test_a_mail_server_that_is_down_delays_no_text(mail_server: MailServer, settings: Settings) -> None:
    settings.EMAIL_PORT = 1
    MessageFactory(), MessageFactory(channel=Channel.SMS)

    outcome = deliver_due(now=timezone.now())

    assert outcome == {MessageState.LISTED: 1}
    assert set(Message.objects.values_list("state", "attempts")) == {("held", 0), ("listed", 1)}


def test_a_server_that_does_not_greet_is_left_after_the_first_limit(settings: Settings) -> None:
    settings.EMAIL_CONNECT_TIMEOUT = 0.2
    MessageFactory()

    with talking(silent, settings):
        took = seconds(lambda: deliver_due(now=timezone.now()))

    assert took < settings.EMAIL_TIMEOUT / 2
    assert Message.objects.get().attempts == 0


@pytest.mark.parametrize("user", ["", "somebody"])
def test_a_server_that_is_never_done_is_left_after_the_second_limit(settings: Settings, user: str) -> None:
    settings.EMAIL_CONNECT_TIMEOUT, settings.EMAIL_TIMEOUT = 5, 0.5
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = user
    MessageFactory()

    with talking(never_done, settings):
        took = seconds(lambda: deliver_due(now=timezone.now()))

    assert took < 5
    assert Message.objects.get().state == MessageState.HELD


def test_a_slow_answer_ends_the_round_and_costs_one_message_an_attempt(
    mail_server: MailServer, settings: Settings
) -> None:
    settings.EMAIL_TIMEOUT, mail_server.slow = 0.3, 2.0
    MessageFactory(), MessageFactory()

    outcome = deliver_due(now=timezone.now())

    assert outcome == {}
    assert sorted(Message.objects.values_list("state", "attempts")) == [("held", 0), ("held", 1)]


def test_a_message_that_cannot_be_written_delays_nobody(mail_server: MailServer) -> None:
    MessageFactory(kind="no-such-kind")
    MessageFactory(recipient__email="no address\n@example.org")
    good = MessageFactory()

    outcome = deliver_due(now=timezone.now())

    assert outcome == {MessageState.HELD: 2, MessageState.SENT: 1}
    assert Message.objects.get(pk=good.pk).state == MessageState.SENT

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from outbox.domain.deliver import (
    ATTEMPTS,
    LONGEST_PAUSE,
    MAIL_LOCK,
    PART,
    deliver_due,
    part_of,
    pause_after,
    take_back_lost,
)
from outbox.models import Message
from outbox.states import MessageState
from outbox.tasks import deliver_due as deliver_due_task
from programmes.models import StateChange
from tests.factories.outbox import MessageFactory
from tests.factories.programmes import UserFactory
from tests.mail_servers import MailServer
from tests.worker.waiting import until

LEASE = timedelta(seconds=settings.MESSAGE_LEASE_SECONDS)
pytestmark = pytest.mark.django_db(transaction=True)


def now() -> datetime:
    return timezone.now()


def deliver_in_a_thread() -> dict[str, int]:
    try:
        return deliver_due(now=now())
    finally:
        connection.close()


def state_of(message: Message) -> str:
    return Message.objects.get(pk=message.pk).state


def test_what_is_due_is_sent_to_the_account(mail_server: MailServer) -> None:
    message = MessageFactory(recipient__email="reader@example.org")

    outcome = deliver_due(now=now())

    assert outcome == {MessageState.SENT: 1}
    assert [mail["To"] for mail in mail_server.mails] == ["reader@example.org"]
    assert (state_of(message), Message.objects.get().sent_at is not None) == (MessageState.SENT, True)
    assert list(StateChange.objects.values_list("from_state", "to_state")) == [
        ("held", "sending"),
        ("sending", "sent"),
    ]


def test_a_message_whose_time_has_not_come_stays(mail_server: MailServer) -> None:
    message = MessageFactory(not_before=now() + timedelta(minutes=10))

    deliver_due(now=now())

    assert (mail_server.mails, state_of(message)) == ([], MessageState.HELD)


def test_a_sent_message_is_not_sent_again(mail_server: MailServer) -> None:
    MessageFactory()
    deliver_due(now=now())

    deliver_due(now=now() + timedelta(days=1))

    assert len(mail_server.mails) == 1


def test_a_closed_account_gets_nothing(mail_server: MailServer) -> None:
    MessageFactory(recipient=UserFactory(is_active=False))

    deliver_due(now=now())

    assert mail_server.mails == []


def test_a_refused_recipient_delays_nobody(mail_server: MailServer) -> None:
    mail_server.refused.add("wrong@example.org")
    refused = MessageFactory(recipient__email="wrong@example.org")
    others = [MessageFactory() for _ in range(3)]

    outcome = deliver_due(now=now())

    assert outcome == {MessageState.SENT: 3, MessageState.HELD: 1}
    assert {state_of(other) for other in others} == {MessageState.SENT}
    assert Message.objects.get(pk=refused.pk).not_before > now() + timedelta(seconds=50)


def test_a_mail_server_that_is_busy_costs_one_message_an_attempt(mail_server: MailServer) -> None:
    first, *others = [MessageFactory() for _ in range(3)]
    mail_server.too_much.update(message.recipient.email for message in (first, *others))

    deliver_due(now=now())

    tried = Message.objects.filter(attempts__gt=0)
    assert [message.pk for message in tried] == [first.pk]
    assert {state_of(message) for message in (first, *others)} == {MessageState.HELD}


def test_a_message_that_is_refused_time_and_again_ends_as_failed(mail_server: MailServer) -> None:
    mail_server.refused.add("wrong@example.org")
    message = MessageFactory(recipient__email="wrong@example.org")
    moment = now()

    for _ in range(ATTEMPTS):
        deliver_due(now=moment)
        moment += LONGEST_PAUSE * 2

    assert (state_of(message), Message.objects.get().attempts) == (MessageState.FAILED, ATTEMPTS)


def test_an_answer_that_is_lost_gives_the_same_message_twice(mail_server: MailServer) -> None:
    mail_server.cut_off.add("reader@example.org")
    MessageFactory(recipient__email="reader@example.org")
    deliver_due(now=now())
    mail_server.cut_off.clear()

    deliver_due(now=now() + timedelta(hours=1))

    assert len({mail["Message-ID"] for mail in mail_server.mails}) == 1
    assert (len(mail_server.mails), Message.objects.get().state) == (2, MessageState.SENT)


def test_no_attempt_is_lost_to_a_mail_server_that_does_not_answer(settings: Settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = free.getsockname()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        message = MessageFactory()

        outcome = deliver_due(now=now())

    assert (outcome, state_of(message), Message.objects.get().attempts) == ({}, MessageState.HELD, 0)


def test_a_message_whose_sender_died_is_tried_again(mail_server: MailServer) -> None:
    message = MessageFactory(state=MessageState.SENDING, attempts=1, not_before=now() + LEASE)

    deliver_due(now=now() + LEASE - timedelta(seconds=10))
    in_time = state_of(message)
    take_back_lost(now=now() + LEASE + timedelta(seconds=10))

    assert (in_time, state_of(message)) == (MessageState.SENDING, MessageState.HELD)


def test_a_message_that_another_takes_up_is_passed_over(mail_server: MailServer) -> None:
    held, free = MessageFactory(), MessageFactory()
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM outbox_message WHERE id = %s FOR UPDATE", [held.pk])

        outcome = deliver_due(now=now())
    finally:
        other.rollback()
        other.close()

    assert outcome == {MessageState.SENT: 1}
    assert (state_of(held), state_of(free)) == (MessageState.HELD, MessageState.SENT)


def test_a_slow_mail_server_keeps_one_worker_busy_and_no_more(mail_server: MailServer) -> None:
    mail_server.slow = 0.5
    MessageFactory.create_batch(3)

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(deliver_in_a_thread)
        until(lambda: Message.objects.filter(state=MessageState.SENDING).exists())
        began = time.monotonic()
        second = deliver_due(now=now())
        took = time.monotonic() - began

    assert (first.result(), second) == ({MessageState.SENT: 3}, {})
    assert took < mail_server.slow


def test_a_worker_that_hangs_holds_the_mails_of_others_up_for_a_while_only(mail_server: MailServer) -> None:
    MessageFactory()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [MAIL_LOCK, part_of(now())])
        held_up = deliver_due(now=now())

        outcome = deliver_due(now=now() + PART)
    finally:
        other.close()

    assert (held_up, outcome) == ({}, {MessageState.SENT: 1})


def test_the_task_sends_what_is_due(mail_server: MailServer) -> None:
    MessageFactory()

    deliver_due_task()

    assert len(mail_server.mails) == 1


@given(attempts=st.integers(1, ATTEMPTS), number=st.integers(1, 10**9))
def test_pauses_grow_to_a_limit(attempts: int, number: int) -> None:
    pause = pause_after(attempts, number=number)

    assert timedelta(minutes=1) <= pause <= LONGEST_PAUSE * 1.25
    assert pause_after(attempts + 1, number=number) >= pause

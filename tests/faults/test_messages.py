"""500 messages through a mail server that is killed twice and a worker that is killed once (R5, N21)."""

import logging
import os
import signal
import socket
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from email import message_from_bytes
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from config.demo_mail import free_port
from config.mail_server import HOST, SUFFIX
from config.supervision import Program, start, stop
from outbox.models import Message, MessageKind
from outbox.states import MessageState
from programmes.models import User
from tests.worker.waiting import until
from tests.workers import Workers

if TYPE_CHECKING:
    import subprocess

NUMBER = 500
logger = logging.getLogger(__name__)
FAST = {"MESSAGE_EVERY_SECONDS": "0.5", "MESSAGE_LEASE_SECONDS": "8", "MESSAGE_FIRST_PAUSE_SECONDS": "1"}


class MailProcess:
    """A mail server in a process of its own; every mail is in its folder before it is answered."""

    def __init__(self, place: Path) -> None:
        self.place, self.folder, self.port = place, place / "mails", free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.program = Program(
            "mail server",
            [sys.executable, "-m", "tests.faults.mail_process", str(self.folder), str(self.port)],
            log=place / "mail.log",
        )

    @property
    def environment(self) -> dict[str, str]:
        backend = "django.core.mail.backends.smtp.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_HOST": HOST, "EMAIL_PORT": str(self.port)}

    def start(self) -> None:
        self.process = start(self.program)
        until(self._answers)

    def kill(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_between_taking_and_answering(self) -> None:
        stall, stalled = self.place / "stall", self.place / "stalled"
        stall.touch()
        until(stalled.exists)
        self.kill()
        stall.unlink()

    def end(self) -> None:
        if self.process is not None:
            stop(self.process, self.program, limit=5)

    def arrived(self) -> int:
        return len(list(self.folder.glob(f"*{SUFFIX}")))

    def ids_by_recipient(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in self.folder.glob(f"*{SUFFIX}"):
            mail = message_from_bytes(path.read_bytes())
            found[mail["To"]].append(mail["Message-ID"])
        return found

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex((HOST, self.port)) == 0


@pytest.fixture
def mail_process(tmp_path: Path) -> Iterator[MailProcess]:
    process = MailProcess(tmp_path)
    yield process
    process.end()


def write_messages() -> list[str]:
    addresses = [f"reader{number}@example.org" for number in range(NUMBER)]
    users = User.objects.bulk_create(User(email=address, name="Reader") for address in addresses)
    now = timezone.now()
    Message.objects.bulk_create(
        Message(
            kind=MessageKind.VOLUNTEER_PROPOSED,
            recipient=user,
            subject="matching.match",
            subject_id=number,
            facts={"reply_by": "2026-11-30"},
            created_at=now,
            not_before=now,
        )
        for number, user in enumerate(users)
    )
    return addresses


def reaches(mail: MailProcess, number: int) -> Callable[[], bool]:
    return lambda: mail.arrived() >= number


def held_back(log: Path) -> int:
    return log.read_text(encoding="utf-8").count("the rest waits")


def test_every_message_arrives_and_only_those_whose_acceptance_was_lost_arrive_twice(
    workers: Workers, mail_process: MailProcess, record_property: Callable[[str, object], None]
) -> None:
    addresses = write_messages()
    mail_process.start()
    first = workers.start("-B", **FAST, **mail_process.environment)

    until(reaches(mail_process, NUMBER // 5))
    mail_process.kill()
    until(lambda: held_back(first.log) > 0)
    mail_process.start()
    until(reaches(mail_process, NUMBER * 2 // 5))
    os.killpg(first.process.pid, signal.SIGKILL)
    first.process.wait()
    at_the_worker = Message.objects.filter(state=MessageState.SENDING).count()
    workers.start("-B", **FAST, **mail_process.environment)
    until(reaches(mail_process, NUMBER * 3 // 5))
    mail_process.kill_between_taking_and_answering()
    mail_process.start()
    until(lambda: Message.objects.filter(state=MessageState.SENT).count() == NUMBER, limit=120)

    ids = mail_process.ids_by_recipient()
    doubled = {address for address, found in ids.items() if len(found) > 1}
    tried_again = Message.objects.filter(attempts__gt=1)
    figures = Counter(len(found) for found in ids.values())
    record_property("arrived twice", figures[2])
    logger.info("%s messages: %s arrived once, %s twice", NUMBER, figures[1], figures[2])
    assert set(ids) == set(addresses)
    assert 1 <= len(doubled) <= 3
    assert figures[1] + figures[2] == NUMBER
    assert {len(set(found)) for found in ids.values()} == {1}
    assert doubled <= set(tried_again.values_list("recipient__email", flat=True))
    assert at_the_worker <= 1
    assert tried_again.count() <= 3

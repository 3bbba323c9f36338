"""A demo's mail server keeps what it takes, and a page shows it; no other installation has that page."""

import signal
import smtplib
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from config import demo_mail
from config.demo_setup import crew_programs
from config.mail_server import HOST, keep
from config.supervision import start, stop
from tests.worker.waiting import until


def a_mail(
    to: str = "wim@example.org", words: str = "Press http://127.0.0.1:8000/voorstel/abc"
) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["To"], mail["From"] = "We found a family", to, "demo@example.org"
    mail.set_content(words)
    return mail


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DEMO_MAIL_FOLDER = str(tmp_path)
    return tmp_path


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """The demo's mail server, running; its folder is beside others of the state."""
    number = demo_mail.free_port()
    program = demo_mail.program(tmp_path, port=number)
    process = start(program)
    try:
        until(lambda: answers(number))
        yield number
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)
        assert process.returncode == 0
        stop(process, program, limit=5)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def test_a_mail_is_whole_in_the_folder_before_it_is_answered(port: int, tmp_path: Path) -> None:
    with smtplib.SMTP(HOST, port) as line:
        line.send_message(a_mail())
        [path] = demo_mail.folder(tmp_path).iterdir()

    assert path.suffix == ".eml"
    assert b"Press http" in path.read_bytes()


def test_the_page_lists_the_newest_first_and_shows_one_with_its_links(client: Client, folder: Path) -> None:
    keep(folder, bytes(a_mail("first@example.org")))
    newest = keep(folder, bytes(a_mail("second@example.org")))

    listed = client.get("/demo/post").content.decode()
    shown = client.get(f"/demo/post/{newest.stem}").content.decode()

    assert listed.index("second@example.org") < listed.index("first@example.org")
    assert 'href="http://127.0.0.1:8000/voorstel/abc"' in shown


def test_words_of_a_mail_are_no_html(client: Client, folder: Path) -> None:
    path = keep(folder, bytes(a_mail(words="<script>alert(1)</script>")))

    assert "<script>alert" not in client.get(f"/demo/post/{path.stem}").content.decode()


@pytest.mark.parametrize("name", ["none", "..%2Fsecret-key", "*"])
def test_a_name_leads_to_mails_of_the_folder_only(client: Client, folder: Path, name: str) -> None:
    keep(folder, bytes(a_mail()))

    assert client.get(f"/demo/post/{name}").status_code == 404


@pytest.mark.parametrize("address", ["/demo/post", "/demo/post/x"])
def test_without_a_demo_there_is_no_such_page(client: Client, settings: Settings, address: str) -> None:
    settings.DEMO_MAIL_FOLDER = ""

    assert client.get(address).status_code == 404


def test_web_server_and_worker_of_a_demo_send_to_its_mail_server(tmp_path: Path) -> None:
    mail, *others = crew_programs(state=tmp_path, port=8000)

    asked = mail.command[mail.command.index("--port") + 1]
    assert {program.environment["EMAIL_PORT"] for program in others} == {asked}


@pytest.mark.django_db
def test_every_page_of_a_demo_leads_to_its_mail_and_no_other_does(
    client: Client, folder: Path, settings: Settings
) -> None:
    link = 'href="/demo/post"'
    assert link in client.get("/hulp").content.decode()

    settings.DEMO_MAIL_FOLDER = ""

    assert link not in client.get("/hulp").content.decode()

import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from programmes.domain import heartbeat
from tests.workers import client as broker


def test_the_process_says_that_it_is_alive(client: Client) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"process": "ok"})


def test_it_stays_alive_while_the_database_is_away(client: Client) -> None:
    client.cookies["language"] = "en"

    assert client.get("/healthz").status_code == 200


def test_it_is_ready_when_all_answer_and_a_task_came_by(client: Client, db: None) -> None:
    heartbeat.mark(timezone.now())

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "broker": "ok", "worker": "ok"})


def test_it_is_not_ready_when_the_last_task_was_a_minute_ago(client: Client, db: None) -> None:
    heartbeat.mark(timezone.now() - timedelta(seconds=61))

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"database": "ok", "broker": "ok", "worker": "last task too long ago"}


def test_it_is_not_ready_when_no_task_ever_came_by(client: Client, db: None) -> None:
    with broker() as queue:
        queue.delete(heartbeat.KEY)

    answer = client.get("/readyz")

    assert answer.json()["worker"] == "no task yet"


@override_settings(REDIS_URL="redis+socket:///nowhere/at.all?virtual_host=0")
def test_a_broker_that_is_away_is_named_without_its_address(client: Client, db: None) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"database": "ok", "broker": "ConnectionError", "worker": "ConnectionError"}


def test_a_database_that_is_away_is_named_without_its_address(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    heartbeat.mark(timezone.now())
    monkeypatch.setitem(connection.settings_dict, "NAME", "no_such_database")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["database"] == "OperationalError"


@pytest.fixture
def silent_broker() -> Iterator[str]:
    """The address of a socket that takes connections and never says a word."""
    with TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as server:
        path = Path(folder) / "s"
        server.bind(str(path))
        server.listen()
        yield f"redis+socket://{path}?virtual_host=0"


def test_it_answers_in_three_seconds_when_the_broker_hangs(
    client: Client, db: None, silent_broker: str
) -> None:
    begin = time.monotonic()

    with override_settings(REDIS_URL=silent_broker):
        answer = client.get("/readyz")

    assert answer.json()["broker"] == "TimeoutError"
    assert time.monotonic() - begin < 3

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from config.demo_api import Answer, Client
from config.demo_report import outcome
from config.refusal import CannotStartError
from matching.management.commands import seed_demo
from matching.management.commands.seed_demo import Size
from matching.management.demo.filling import Numbers
from programmes.domain import heartbeat
from tests.workers import Workers

pytestmark = pytest.mark.worker
CITY = {"region": "s-hertogenbosch", "programme": "doorleesexpress"}
LIMIT = 60.0


def pause() -> None:
    time.sleep(0.05)


@pytest.fixture
def client_of(
    tmp_path: Path, live_server: LiveServer, worker: Workers, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Client]:
    monkeypatch.setitem(seed_demo.SIZES, "city", Size(Numbers(12, 20), seed_demo.CITY))
    call_command("seed_demo", "--accounts", str(tmp_path / "accounts.json"), verbosity=0)
    people = json.loads((tmp_path / "accounts.json").read_text(encoding="utf-8"))["accounts"]
    return lambda role: Client(live_server.url, people[role]["token"], pause)


def test_a_run_is_followed_to_figures_that_the_demo_tells_in_full(client_of: Callable[[str], Client]) -> None:
    client = client_of("coordinator")
    looks: list[Answer] = []

    answer = client.follow(client.start_run(**CITY), looks.append, limit=LIMIT)

    assert answer["state"] == "succeeded"
    assert answer["figures"]["placed"] >= answer["figures"]["baseline"]["placed"]
    assert len(outcome(answer["figures"])) == 5


def test_a_run_that_goes_on_already_is_followed_instead(client_of: Callable[[str], Client]) -> None:
    client = client_of("coordinator")
    client.start_run(**CITY)

    again = client.start_run(**CITY)

    assert client.follow(again, lambda _: None, limit=LIMIT)["state"] == "succeeded"


def test_who_may_not_start_a_run_is_told_so(client_of: Callable[[str], Client]) -> None:
    with pytest.raises(CannotStartError, match="could not be started"):
        client_of("volunteer").start_run(**CITY)


def test_a_run_that_does_not_exist_is_nothing(client_of: Callable[[str], Client]) -> None:
    assert client_of("coordinator").run("999999") is None


def test_it_is_ready_once_a_task_came_through_the_queue(client_of: Callable[[str], Client]) -> None:
    heartbeat.mark(timezone.now())

    client_of("coordinator").wait_until_ready(limit=5)


def test_servers_that_do_not_answer_are_not_waited_for_without_end() -> None:
    client = Client("http://127.0.0.1:9", "", pause)

    with pytest.raises(CannotStartError, match="not ready"):
        client.wait_until_ready(limit=0.2)

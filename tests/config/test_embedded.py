"""The embedded services, started and killed for real."""

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from config import premises
from tests.config.conftest import House, wait_until

WRITE = """
import os, psycopg, redis, urllib.parse
with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
    connection.execute("CREATE TABLE kept (word text)")
    connection.execute("INSERT INTO kept VALUES ('kept')")
path = urllib.parse.urlsplit(os.environ["REDIS_URL"]).path
with redis.Redis(unix_socket_path=path) as client:
    client.set("word", "kept")
print("written", flush=True)
"""
READ = """
import os, psycopg, redis, urllib.parse
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    print(connection.execute("SELECT word FROM kept").fetchone()[0])
path = urllib.parse.urlsplit(os.environ["REDIS_URL"]).path
with redis.Redis(unix_socket_path=path) as client:
    print(client.get("word").decode())
"""
WAIT = "import time; print('ready', flush=True); time.sleep(120)"
KEPT = ["kept", "kept"]


def until_it_says(house: House, code: str) -> psutil.Process:
    process = house.start(sys.executable, "-c", code)
    assert process.stdout is not None
    assert process.stdout.readline().strip()
    return psutil.Process(process.pid)


def test_a_command_runs_beside_both_services_and_leaves_no_process(house: House) -> None:
    done = house.python(WRITE)

    assert done.stdout == "written\n", done.stderr
    assert house.servers() == []


def test_the_exit_code_is_the_commands_own(house: House) -> None:
    assert house.run("bash", "-c", "exit 7").returncode == 7


def test_data_are_found_again_at_the_next_start(house: House) -> None:
    house.python(WRITE)

    assert house.python(READ).stdout.split() == KEPT


def test_killing_the_supervisor_leaves_no_orphan_and_loses_nothing(house: House) -> None:
    supervisor = until_it_says(house, WRITE + WAIT)
    children = supervisor.children(recursive=True)

    supervisor.kill()

    wait_until(lambda: not any(child.is_running() and child.status() != "zombie" for child in children))
    assert house.python(READ).stdout.split() == KEPT


def test_a_start_right_after_a_kill_does_not_trip_over_what_is_still_ending(house: House) -> None:
    for _ in range(3):
        until_it_says(house, WAIT).kill()

    assert house.run("true").returncode == 0


def test_data_survive_the_kill_of_every_process_at_once(house: House) -> None:
    supervisor = until_it_says(house, WRITE + WAIT)

    for process in [supervisor, *supervisor.children(recursive=True)]:
        # Some end by themselves as soon as the supervisor is gone.
        with suppress(psutil.NoSuchProcess):
            process.kill()

    found = house.python(READ)
    assert found.stdout.split() == KEPT, found.stderr


def test_a_second_command_uses_the_servers_of_the_first_and_leaves_them(house: House) -> None:
    until_it_says(house, WRITE + WAIT)
    before = _leading(house)

    assert house.python(READ).stdout.split() == KEPT
    assert before
    assert before == _leading(house)


def _leading(house: House) -> set[int]:
    """Give the servers without the processes that each starts for a connection, which come and go."""
    parents = {}
    for server in house.servers():
        with suppress(psutil.NoSuchProcess):
            parents[server.pid] = server.ppid()
    return {pid for pid, parent in parents.items() if parent not in parents}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_reaches_the_command_and_then_all_ends(house: House, number: signal.Signals) -> None:
    supervisor = until_it_says(house, WAIT)

    supervisor.send_signal(number)

    assert house.started[0].wait(30) in {128 + number, 1, 130}
    assert house.servers() == []


def test_a_path_with_spaces_and_of_great_length_works(
    tmp_path: Path, make_house: Callable[[Path], House]
) -> None:
    house = make_house(tmp_path / "a folder with 'quotes' and spaces" / ("long" * 40))

    done = house.python(WRITE)

    assert done.stdout == "written\n", done.stderr


def test_a_stale_file_that_names_a_foreign_process_is_removed(house: House) -> None:
    house.python(WRITE)
    pid_file = premises.take(house.state).data / "postgres" / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n")

    assert house.python(READ).stdout.split() == KEPT


def test_a_given_service_is_used_and_not_started(house: House) -> None:
    code = "import os; print(os.environ['REDIS_URL'])"
    environment = "REDIS_URL=redis://given.invalid/3"

    done = house.run("true")
    done = house.run(
        "env", environment, sys.executable, "-m", "config.embedded", "exec", "--", sys.executable, "-c", code
    )

    assert done.stdout.strip() == "redis://given.invalid/3"


def test_two_houses_run_side_by_side(tmp_path: Path, make_house: Callable[[Path], House]) -> None:
    first, second = make_house(tmp_path / "first"), make_house(tmp_path / "second")
    until_it_says(first, WRITE + WAIT)

    assert second.python(WRITE).stdout == "written\n"
    assert first.python(READ).stdout.split() == KEPT


def test_a_command_that_wants_to_be_alone_is_refused_in_company(house: House) -> None:
    code = "import time; print('ready', flush=True); time.sleep(60)"
    first = house.start(sys.executable, "-c", code, options=("--fast", "--alone"))
    assert first.stdout is not None
    first.stdout.readline()

    done = house.run("true", options=("--fast", "--alone"))

    assert done.returncode == 1
    assert "already runs" in done.stderr


def test_sockets_are_private(house: House) -> None:
    house.run("true")

    assert premises.take(house.state).sockets.stat().st_mode & 0o777 == 0o700


def test_a_socket_folder_that_others_can_open_is_refused(house: House) -> None:
    house.run("true")
    premises.take(house.state).sockets.chmod(0o777)

    done = house.run("true")
    Path(done.stderr.split()[0]).chmod(0o700)

    assert done.returncode == 1
    assert "not a private folder" in done.stderr


def test_the_log_of_the_database_shows_no_values(house: House) -> None:
    house.python(WRITE)
    wrong = """
import os, psycopg
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    connection.execute("CREATE UNIQUE INDEX ON kept (word)")
    connection.execute("INSERT INTO kept VALUES (%s)", ["kept"])
"""
    house.python(wrong)

    log = (house.state / "log" / "postgres.log").read_text()
    assert "duplicate key" in log
    assert "kept)" not in log
    assert "INSERT" not in log


def test_the_second_start_is_quick(house: House) -> None:
    house.run("true")
    began = time.monotonic()

    house.run("true")

    assert time.monotonic() - began < 10

import signal
import sys
from pathlib import Path

import psutil
import pytest

from config import supervision
from config.crew import ENDS_ALLOWED, Crew
from config.refusal import CannotStartError
from config.supervision import Program, start, stop
from tests.config.conftest import wait_until

SLEEP = "import time; print('ready', flush=True); time.sleep(60)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + SLEEP
PARENT = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {STUBBORN!r}]);" + SLEEP


def program(folder: Path, code: str) -> Program:
    return Program("a program", [sys.executable, "-c", code], log=folder / "log" / "program.log")


def said(program: Program, word: str, times: int = 1) -> bool:
    assert program.log is not None
    return program.log.read_text(encoding="utf-8").count(word) >= times


def test_output_goes_to_the_log_and_words_come_in(tmp_path: Path) -> None:
    echo = program(tmp_path, "print(input().upper())")

    start(echo, words=b"heard\n").wait(30)

    assert said(echo, "HEARD")


def test_a_program_that_will_not_end_is_ended(tmp_path: Path) -> None:
    stubborn = program(tmp_path, STUBBORN)
    process = start(stubborn)
    wait_until(lambda: said(stubborn, "ready"))

    stop(process, stubborn, limit=0.2)

    assert process.returncode == -signal.SIGKILL


def test_what_a_program_started_ends_with_it(tmp_path: Path) -> None:
    parent = program(tmp_path, PARENT)
    process = start(parent)
    wait_until(lambda: said(parent, "ready", times=2))
    children = psutil.Process(process.pid).children()

    stop(process, parent, limit=5)

    wait_until(lambda: not any(child.is_running() and child.status() != "zombie" for child in children))


def test_a_command_that_does_not_exist_says_so(tmp_path: Path) -> None:
    missing = Program("missing", ["no-such-command"], log=tmp_path / "missing.log")

    code = start(missing).wait(30)

    assert code != 0
    assert said(missing, "no-such-command: ")


def test_a_long_log_is_put_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "LOG_LIMIT", 3)
    short = program(tmp_path, "print('again')")

    for _ in range(2):
        start(short).wait(30)

    assert (tmp_path / "log" / "program.old.log").read_text(encoding="utf-8") == "again\n"


def test_a_member_of_the_crew_that_dies_is_started_again(tmp_path: Path) -> None:
    member = program(tmp_path, SLEEP)
    with Crew([member]) as crew:
        wait_until(lambda: said(member, "ready"))
        first = crew.members[0].process
        first.kill()
        first.wait()

        crew.tend()

        wait_until(lambda: said(member, "ready", times=2))
        assert crew.members[0].process.pid != first.pid


def test_the_crew_leaves_nobody_behind(tmp_path: Path) -> None:
    with Crew([program(tmp_path, SLEEP), program(tmp_path, PARENT)]) as crew:
        processes = [member.process for member in crew.members]

    assert all(process.poll() is not None for process in processes)


def test_a_member_that_keeps_dying_is_given_up_with_its_log(tmp_path: Path) -> None:
    with Crew([program(tmp_path, "raise SystemExit(3)")]) as crew:
        for _ in range(ENDS_ALLOWED):
            crew.members[0].process.wait(30)
            crew.tend()
        crew.members[0].process.wait(30)

        with pytest.raises(CannotStartError, match=r"keeps ending.*program\.log"):
            crew.tend()

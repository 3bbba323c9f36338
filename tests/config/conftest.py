import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from config import premises

ROOT = Path(__file__).resolve().parent.parent.parent
GIVEN = ("DATABASE_URL", "REDIS_URL", "DOORLEES_STATE")


@dataclass
class House:
    """One state folder and the commands that were run on it."""

    state: Path
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in GIVEN}
        return {**kept, "DOORLEES_STATE": str(self.state)}

    def start(self, *command: str, options: Sequence[str] = ("--fast",)) -> subprocess.Popen[str]:
        whole = [sys.executable, "-m", "config.embedded", "exec", *options, "--", *command]
        process = subprocess.Popen(
            whole,
            cwd=ROOT,
            env=self.environment(),
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.started.append(process)
        return process

    def run(self, *command: str, options: Sequence[str] = ("--fast",)) -> subprocess.CompletedProcess[str]:
        process = self.start(*command, options=options)
        out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(command, process.returncode, out, err)

    def python(self, code: str) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-c", code)

    def servers(self) -> list[psutil.Process]:
        """Every live process that works in this house's data folders."""
        record = premises.take(self.state)
        return [process for process in psutil.process_iter() if _works_in(process, record.data)]

    def end(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)
        wait_until(lambda: not self.servers())
        premises.forget(self.state)


def wait_until(fact: Callable[[], bool], *, limit: float = 30) -> None:
    deadline = time.monotonic() + limit
    while not fact():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)


def _works_in(process: psutil.Process, data: Path) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE and Path(process.cwd()).is_relative_to(data)
    except psutil.Error:
        return False


@pytest.fixture
def make_house(tmp_path: Path) -> Iterator[Callable[[Path], House]]:
    """Open a house in any folder; it is ended and forgotten afterwards."""
    with contextlib.ExitStack() as houses:

        def make(state: Path) -> House:
            house = House(state=state)
            houses.callback(shutil.rmtree, state, ignore_errors=True)
            houses.callback(house.end)
            return house

        yield make


@pytest.fixture
def house(tmp_path: Path, make_house: Callable[[Path], House]) -> House:
    return make_house(tmp_path / "state")

"""Run one embedded server for as long as it is needed, or use the one that already runs."""

import contextlib
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from config.leftovers import settle
from config.locks import held
from config.refusal import CannotStartError
from config.supervision import Program, start, stop

START_LIMIT = 60.0
STOP_LIMIT = 20.0
PAUSE = 0.05


@dataclass(frozen=True)
class Server:
    """One server: how it is prepared, run and asked whether it is ready."""

    program: Program
    data: Path
    pid_file: Path
    lock: Path
    prepare: Callable[[], None]
    answers: Callable[[], bool]


@contextlib.contextmanager
def serving(server: Server) -> Iterator[None]:
    """Have `server` answer; stop it afterwards if it was started here."""
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline:
        with held(server.lock, wait=False) as first:
            if first:
                with _started(server):
                    yield
                return
        # Another process holds it: that one starts it, serves it, or is just ending it.
        if server.answers():
            yield
            return
        time.sleep(PAUSE)
    raise CannotStartError(
        f"Another process has been starting {server.program.name} for {START_LIMIT:.0f} s."
        " End it and try again."
    )


@contextlib.contextmanager
def _started(server: Server) -> Iterator[None]:
    settle(server.pid_file, server.data, ends_with=server.program.ends_with)
    server.prepare()
    process = start(server.program)
    try:
        _wait(server, process)
        yield
    finally:
        stop(process, server.program, limit=STOP_LIMIT)


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_LIMIT
    while not server.answers():
        if process.poll() is not None:
            raise CannotStartError(f"{server.program.name} ended at once. {_last_words(server)}")
        if time.monotonic() > deadline:
            raise CannotStartError(
                f"{server.program.name} did not answer within {START_LIMIT:.0f} s. {_last_words(server)}"
            )
        time.sleep(PAUSE)


def _last_words(server: Server) -> str:
    log = server.program.log
    if log is None or not log.exists():
        return ""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-3:]
    return f"Its log {os.fspath(log)} ends with: {' / '.join(lines)}"

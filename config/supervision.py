"""Start and stop programs so that none is left behind."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

TETHER = str(Path(__file__).with_name("tether.py"))
LOG_LIMIT = 10_000_000


@dataclass(frozen=True)
class Owner:
    """The user that a server runs as, where that is not the present one."""

    uid: int
    gid: int

    def __str__(self) -> str:
        return f"{self.uid}:{self.gid}"


@dataclass(frozen=True)
class Program:
    """A command and the manner in which it runs and ends."""

    name: str
    command: Sequence[str]
    ends_with: signal.Signals = signal.SIGTERM
    log: Path | None = None
    owner: Owner | None = None
    own_session: bool = True
    environment: Mapping[str, str] = field(default_factory=dict)


def start(program: Program, *, words: bytes = b"") -> subprocess.Popen[bytes]:
    """Start `program`, tied to the life of the calling thread: call it from the main thread.

    With a log it reads `words` and writes there; without one it has our terminal.
    """
    tethered = [
        *(sys.executable, "-I", "-S", TETHER, str(os.getpid()), str(int(program.ends_with))),
        "own" if program.own_session else "shared",
        str(program.owner or ""),
        *program.command,
    ]
    environment = {**os.environ, **program.environment}
    if program.log is None:
        return subprocess.Popen(tethered, env=environment)  # noqa: S603 - our own commands, no shell
    program.log.parent.mkdir(parents=True, exist_ok=True)
    _turn(program.log)
    with program.log.open("ab") as log, tempfile.TemporaryFile() as said:
        said.write(words)
        said.seek(0)
        return subprocess.Popen(  # noqa: S603 - our own commands, no shell
            tethered, env=environment, stdin=said, stdout=log, stderr=subprocess.STDOUT
        )


def stop(process: subprocess.Popen[bytes], program: Program, *, limit: float) -> None:
    """Ask `process` to end; after `limit` seconds end it and all that it started."""
    if process.poll() is None:
        process.send_signal(program.ends_with)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(limit)
    if program.own_session:
        # Also after an orderly end: a program may leave children of its own.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()


def _turn(log: Path) -> None:
    """Keep one old log, so that neither grows without end."""
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".old.log"))

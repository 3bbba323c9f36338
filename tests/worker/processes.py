"""The processes of a worker, as the kernel lists them."""

import contextlib
import os
import signal
import time
from pathlib import Path

from tests.worker.waiting import until
from tests.workers import Worker

COMPUTATION = b"matching.domain.computation"


def members(worker: Worker) -> dict[int, bytes]:
    """Command lines of all processes of the worker's session, by number."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.getsid(int(folder.name)) == worker.process.pid:
                found[int(folder.name)] = (folder / "cmdline").read_bytes()
    return found


def computation_of(worker: Worker) -> int:
    """Number of the computation process, once it is tied to its worker and imports the solver."""
    return until(
        lambda: next(
            (pid for pid, command in members(worker).items() if COMPUTATION in command and _imports(pid)),
            None,
        )
    )


def _imports(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return b"numpy" in Path(f"/proc/{pid}/maps").read_bytes()
    return False


def freeze(pid: int) -> None:
    os.kill(pid, signal.SIGSTOP)


def thaw(pid: int) -> None:
    """Let a process go on, if the worker that woke before it has not ended it."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGCONT)


def is_alive(pid: int) -> bool:
    """Whether the process runs: one that ended and waits to be noticed does not."""
    try:
        return b") Z " not in Path(f"/proc/{pid}/stat").read_bytes()
    except FileNotFoundError:
        return False


def seconds_until_gone(pid: int) -> float:
    began = time.monotonic()
    until(lambda: not is_alive(pid), limit=20)
    return time.monotonic() - began

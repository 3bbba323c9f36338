"""Settle what an earlier start left behind when it was killed.

A server that lost its parent has been told to end by the kernel, so usually it
only needs a moment. What counts as ours is a live process whose working folder
is the data folder: a number in an old file may belong to anybody by now.
"""

import contextlib
import os
import signal
import time
from pathlib import Path

from config.refusal import CannotStartError

PROCESSES = Path("/proc")
PATIENCE = 15.0


def settle(pid_file: Path, data: Path, *, ends_with: signal.Signals) -> None:
    """End the server that still runs on `data`, and remove the file that names it."""
    pid = _named(pid_file)
    if pid is None:
        return
    for how in (ends_with, signal.SIGQUIT, signal.SIGKILL):
        if not _lives(pid, data):
            break
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, how)
        _wait(pid, data)
    if _lives(pid, data):
        raise CannotStartError(f"Process {pid} still uses {data} and does not end. End it and try again.")
    pid_file.unlink(missing_ok=True)


def _named(pid_file: Path) -> int | None:
    try:
        first = pid_file.read_text(encoding="ascii").split("\n", 1)[0].strip()
    except FileNotFoundError:
        return None
    return int(first) if first.isdecimal() else 0


def _lives(pid: int, data: Path) -> bool:
    if pid <= 1 or not _exists(pid):
        return False
    if not PROCESSES.exists():
        return True
    try:
        state = (
            (PROCESSES / str(pid) / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2]
        )
        place = (PROCESSES / str(pid) / "cwd").readlink()
    except OSError:
        return False
    return state.split()[0] != "Z" and place == data.resolve()


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return False
    return True


def _wait(pid: int, data: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while _lives(pid, data) and time.monotonic() < deadline:
        time.sleep(0.05)

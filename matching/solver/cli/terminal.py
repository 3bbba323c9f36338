"""The person at the terminal: what is said, how far it is, and the wish to stop."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from matching.solver.control import Control

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from matching.solver.control import Progress

_AGAIN = "\r\x1b[K"


def tell(text: str) -> None:
    """Say something to whoever started the program, beside what it writes."""
    sys.stderr.write(text + "\n")


def say(text: str) -> None:
    """The answer of a command that answers with a line."""
    sys.stdout.write(text + "\n")


@contextmanager
def watched(time_limit: float | None = None) -> Iterator[Control]:
    """A control that shows progress on a terminal and stops at the first interrupt with the best found.

    A second interrupt ends the program.
    """
    shows = sys.stderr.isatty()
    try:
        with _interrupt() as asked:
            yield Control(time_limit, _show if shows else None, lambda: bool(asked))
    finally:
        if shows:
            sys.stderr.write(_AGAIN)


@contextmanager
def _interrupt() -> Iterator[list[int]]:
    """Numbers of the signals received; the list is empty until there is one."""
    asked: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        signal.signal(number, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)


def _show(progress: Progress) -> None:
    sys.stderr.write(
        f"{_AGAIN}{progress.phase} {progress.done}/{progress.total}: "
        f"{progress.found} families placed, {progress.at_most} at most"
    )
    sys.stderr.flush()

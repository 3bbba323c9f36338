"""Asks the control while a solver works that has no ear for it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from matching.solver.control import Control

_LOOK_EVERY = 0.05


@contextmanager
def interrupting(control: Control, stop: Callable[[], None]) -> Iterator[None]:
    """Inside, call `stop` from a thread beside as soon as the control says so.

    The solver has to leave the interpreter to others while it works, as OR-Tools' linear and CP-SAT solvers
    do.
    """
    done = threading.Event()

    def watch() -> None:
        while not done.wait(_LOOK_EVERY):
            if control.should_stop:
                stop()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()

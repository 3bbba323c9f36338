"""What a worker does every now and then while a computation goes on."""

import time
from collections.abc import Callable

LOOK_EVERY = 0.4
WRITE_EVERY = 0.5
Duty = tuple[float, Callable[[], None]]


class Rounds:
    """Duties, each every so many seconds, the first time after as many."""

    def __init__(self, *duties: Duty) -> None:
        now = time.monotonic()
        self._duties = duties
        self._due = [now + seconds for seconds, _ in duties]

    def make(self) -> None:
        """Do what is due."""
        now = time.monotonic()
        for place, (seconds, duty) in enumerate(self._duties):
            if now >= self._due[place]:
                duty()
                self._due[place] = now + seconds

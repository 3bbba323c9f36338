"""The run's hand on the solver: time limit, stop, progress, clock; the solver asks, the caller decides."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True)
class Progress:
    """One report: `done` of `total` parts of a phase; families placed and the most that can ever be."""

    phase: str
    done: int
    total: int
    found: int
    at_most: int


class Control:
    """Time limit, stop, progress and clock of one computation.

    Parameters
    ----------
    time_limit : float, optional
        Seconds from now after which `should_stop` is true. Without it nothing in a result depends on the
        clock.
    on_progress : callable, optional
        Gets every `Progress`; what it raises ends the computation.
    stop : callable, optional
        Asked often; true means: finish with what is found.

    Attributes
    ----------
    timings : dict of str to float
        Seconds per phase, added up over all uses of `phase`.
    """

    def __init__(
        self,
        time_limit: float | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> None:
        self._deadline = None if time_limit is None else self.clock() + time_limit
        self._on_progress = on_progress
        self._stop = stop
        self.timings: dict[str, float] = {}

    def clock(self) -> float:
        """Seconds of a monotonic clock."""
        return time.monotonic()

    @property
    def time_left(self) -> float | None:
        """Seconds until the time limit, at least 0; None without one."""
        return None if self._deadline is None else max(0.0, self._deadline - self.clock())

    @property
    def should_stop(self) -> bool:
        """Whether the caller wants what is found now, or the time is over."""
        if self._deadline is not None and self.clock() >= self._deadline:
            return True
        return self._stop is not None and self._stop()

    def report(self, phase: str, done: int, total: int, found: int, at_most: int) -> None:
        """Tell the caller how far a phase is."""
        if self._on_progress is not None:
            self._on_progress(Progress(phase, done, total, found, at_most))

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Add the seconds spent inside to ``timings[name]``."""
        began = self.clock()
        try:
            yield
        finally:
            self.timings[name] = self.timings.get(name, 0.0) + self.clock() - began

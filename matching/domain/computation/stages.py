"""The time of the explanations: a limit of their own, one progress over all, and what did not get done."""

from __future__ import annotations

import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING

from matching.solver import Control

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matching.solver import Progress, Result

LEAST_SECONDS = 3.0
STAGES = ("competition", "why_not", "advice", "alternatives")
STEPS = 100


class Stages:
    """Runs the stages one after the other, each with an equal share of what time is left.

    Parameters
    ----------
    seconds
        For all together.
    run
        The control of the run. It hears each step. Once it says stop, what is left of `LEAST_SECONDS` is
        what there is: a run that was stopped, or has used its time up, still explains itself a little.
    result
        What was found, for the progress.

    Attributes
    ----------
    unfinished
        Stages that did not get done: the time was over, or a fault ended them.
    """

    def __init__(self, seconds: float, run: Control, result: Result) -> None:
        self._run = run
        self._result = result
        self._began = run.clock()
        self._seconds = seconds
        self._done = 0
        self._floor = 0
        self.unfinished: list[str] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[Control]:
        """Give the control of one stage; a fault ends this stage only, and is told in the last words."""
        number = STAGES.index(name)
        self._floor = self._done = STEPS * number
        self._tell()
        left = max(0.0, self._began + self._seconds - self._run.clock())
        control = Control(left / (len(STAGES) - number), self._hear, self._is_over)
        try:
            yield control
        except Exception:  # noqa: BLE001 - a fault of an explanation must not cost the outcome
            traceback.print_exc()
            self.unfinished.append(name)
        else:
            if control.should_stop:
                self.unfinished.append(name)
        self._done = self._floor + STEPS
        self._tell()

    def _is_over(self) -> bool:
        return self._run.clock() - self._began >= LEAST_SECONDS and self._run.should_stop

    def _hear(self, step: Progress) -> None:
        """Take the steps of one stage as steps of the whole, never backwards."""
        share = STEPS * min(step.done, step.total) // max(1, step.total)
        self._done = max(self._done, self._floor + share)
        self._tell()

    def _tell(self) -> None:
        found, at_most = self._result.objective[1], self._result.bound[1]
        self._run.report("explaining", self._done, STEPS * len(STAGES), found, at_most)

"""Waiting for what another process does, with a limit."""

import time
from collections.abc import Callable
from typing import TypeVar

from matching.models import MatchingRun

Found = TypeVar("Found")
LIMIT = 60.0


def until(look: Callable[[], Found | None], *, limit: float = LIMIT) -> Found:
    """The first true answer."""
    deadline = time.monotonic() + limit
    while not (found := look()):
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)
    return found


def ended(run: MatchingRun, *, limit: float = LIMIT) -> MatchingRun:
    """The run, once it has ended."""

    def look() -> MatchingRun | None:
        run.refresh_from_db()
        return None if run.is_going else run

    return until(look, limit=limit)


def in_state(run: MatchingRun, state: str, *, limit: float = LIMIT) -> MatchingRun:
    """The run, once it is there."""

    def look() -> MatchingRun | None:
        run.refresh_from_db()
        return run if run.state == state else None

    return until(look, limit=limit)

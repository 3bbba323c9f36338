"""Two ways to do the same work, turn by turn, so that what disturbs the machine disturbs both."""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Ours = TypeVar("Ours")
Theirs = TypeVar("Theirs")


@dataclass(frozen=True)
class Duel(Generic[Ours, Theirs]):
    """Answers of the last turn and the seconds of all turns."""

    our_answer: Ours
    their_answer: Theirs
    our_seconds: tuple[float, ...]
    their_seconds: tuple[float, ...]

    @property
    def ours(self) -> float:
        """Median of our seconds."""
        return median(self.our_seconds)

    @property
    def theirs(self) -> float:
        """Median of the peer's seconds."""
        return median(self.their_seconds)

    @property
    def ratio(self) -> float:
        """Ours over the peer's."""
        return self.ours / self.theirs


def timed(work: Callable[[], Ours]) -> tuple[Ours, float]:
    """Answer and seconds of some work."""
    began = time.perf_counter()
    answer = work()
    return answer, time.perf_counter() - began


def duel(
    ours: Callable[[], Ours], theirs: Callable[[], Theirs], turns: int, their_turns: int | None = None
) -> Duel[Ours, Theirs]:
    """Both in turn, ours first; a slow peer may have fewer turns, at least 1."""
    their_turns = turns if their_turns is None else their_turns
    our_turns, peer_turns = [], []
    for turn in range(turns):
        our_turns.append(timed(ours))
        if turn < their_turns:
            peer_turns.append(timed(theirs))
    return Duel(
        our_turns[-1][0],
        peer_turns[-1][0],
        tuple(seconds for _, seconds in our_turns),
        tuple(seconds for _, seconds in peer_turns),
    )

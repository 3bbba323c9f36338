"""What goes between a run and its computation: JSON lines, and the bytes of the snapshot.

To the computation: one line with the `Order`, the snapshot's bytes, later perhaps ``stop``.
From it: lines of progress, and at last one line with the `Outcome` or the reason of a failure.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from matching.solver.pairing import Rules, Weights

STOP = b"stop\n"


@dataclass(frozen=True)
class Order:
    """What to compute and within which limits.

    Attributes
    ----------
    size
        Bytes of the snapshot that follow.
    time_limit
        Seconds from the start of solving after which the best so far is the outcome.
    memory_bytes
        Data that the process may hold.
    """

    size: int
    rules: Rules
    weights: Weights
    time_limit: float
    memory_bytes: int

    def to_line(self) -> bytes:
        """Give the first line."""
        return _line(asdict(self))

    @classmethod
    def of_line(cls, line: bytes) -> Order:
        """Read what `to_line` gave."""
        told = json.loads(line)
        return cls(
            **{**told, "rules": Rules(**told["rules"]), "weights": Weights(**told["weights"])},
        )


@dataclass(frozen=True)
class Progress:
    """How far a phase is: `done` of `total` steps, families placed so far and at most."""

    phase: str
    done: int
    total: int
    found: int
    at_most: int
    seconds: float

    def to_line(self) -> bytes:
        """Give a line of progress."""
        return _line({"progress": asdict(self)})


@dataclass(frozen=True)
class Chosen:
    """One pair of the outcome, by the numbers of the records; parts in the order of `PART_NAMES`."""

    volunteer: int
    family: int
    option: tuple[str, ...]
    score: int
    parts: tuple[int, ...]
    minutes: int
    common_slots: int
    waiting_days: int
    urgent: bool


@dataclass(frozen=True)
class Outcome:
    """What a computation came to.

    Attributes
    ----------
    chosen
        The pairs.
    figures
        Values by the names of the fields of `matching.models.RunFigures`.
    """

    chosen: tuple[Chosen, ...]
    figures: dict[str, Any]

    def to_line(self) -> bytes:
        """Give the last line."""
        return _line({"outcome": asdict(self)})

    @classmethod
    def of_told(cls, told: dict[str, Any]) -> Outcome:
        """Read what stands in the last line under ``outcome``."""
        chosen = tuple(
            Chosen(**{**pair, "option": tuple(pair["option"]), "parts": tuple(pair["parts"])})
            for pair in told["chosen"]
        )
        return cls(chosen, told["figures"])


@dataclass(frozen=True)
class Broken:
    """The computation says itself why it cannot go on; `code` is a `matching.states.FailureCode`."""

    code: str

    def to_line(self) -> bytes:
        """Give the last line."""
        return _line({"failure": self.code})


Said = Progress | Outcome | Broken


def read(line: bytes) -> Said:
    """Read one line of a computation."""
    told = json.loads(line)
    if "progress" in told:
        return Progress(**told["progress"])
    return Outcome.of_told(told["outcome"]) if "outcome" in told else Broken(told["failure"])


def _line(told: object) -> bytes:
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"

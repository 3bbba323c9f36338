"""What goes between a run and its computation: JSON lines, and the bytes of the snapshot.

To the computation: one line with the `Order`, the snapshot's bytes, later perhaps ``stop``.
From it: lines of progress, and at last one line with the `Outcome` or the reason of a failure.

A large run is divided: the computation gives a line for each `Piece`. It is told which pieces to
solve (`SolvePiece`), answers each with `Solved`, and goes on when it gets the results of all
(`Gathered`), its own among them. The computation of another worker gets one piece as its order
and answers `Solved`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from matching.domain.computation.question import Priced, Question, Unpriced
from matching.domain.computation.told import Explanations
from matching.domain.computation.words import Piece, Solved, read_piece, read_solved
from matching.solver.pairing import Rules, Weights

if TYPE_CHECKING:
    from collections.abc import Callable

RUN, PIECE = "run", "piece"


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
    kind
        What the bytes are and what is wanted: the snapshot of a run, or one piece of a divided run, which
        needs no rules and no weights any more.
    explain_seconds
        Most that explaining may take.
    centres
        Number, east and north (metres) of the districts in which readers could be looked for.
    divide_above, piece_pairs
        A run with more possible pairs is divided into pieces of so many; 0 never divides.
    question
        With it, no outcome is wanted of the snapshot, but what a decision would change in one.
    """

    size: int
    rules: Rules
    weights: Weights
    time_limit: float
    memory_bytes: int
    kind: str = RUN
    divide_above: int = 0
    piece_pairs: int = 0
    explain_seconds: float = 20.0
    centres: tuple[tuple[int, int, int], ...] = ()
    question: Question | None = None

    def to_line(self) -> bytes:
        """Give the first line."""
        return _line(asdict(self))

    @classmethod
    def of_line(cls, line: bytes) -> Order:
        """Read what `to_line` gave."""
        told = json.loads(line)
        centres = tuple(tuple(centre) for centre in told["centres"])
        rules, weights = Rules(**told["rules"]), Weights(**told["weights"])
        question = Question.of_told(told["question"]) if told["question"] else None
        read = {"rules": rules, "weights": weights, "centres": centres, "question": question}
        return cls(**{**told, **read})


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
    told
        What explains them.
    """

    chosen: tuple[Chosen, ...]
    figures: dict[str, Any]
    told: Explanations = field(default_factory=Explanations)

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
        return cls(chosen, told["figures"], Explanations.of_told(told["told"]))


@dataclass(frozen=True)
class Broken:
    """The computation says itself why it cannot go on; `code` is a `matching.states.FailureCode`."""

    code: str

    def to_line(self) -> bytes:
        """Give the last line."""
        return _line({"failure": self.code})


Said = Progress | Piece | Solved | Priced | Unpriced | Outcome | Broken


def read(line: bytes) -> Said:
    """Read one line of a computation."""
    ((kind, told),) = json.loads(line).items()
    return _READERS[kind](told)


def _line(told: object) -> bytes:
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"


_READERS: dict[str, Callable[[Any], Said]] = {
    "progress": lambda told: Progress(**told),
    "piece": read_piece,
    "solved": read_solved,
    "priced": Priced.of_told,
    "unpriced": lambda told: Unpriced(**told),
    "outcome": Outcome.of_told,
    "failure": Broken,
}

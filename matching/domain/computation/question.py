"""What a computation is asked about the price of a decision, and what it answers."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

Vector = tuple[int, int, int, int, int]
Pair = tuple[int, int]


@dataclass(frozen=True)
class Assignment:
    """The outcome that a decision would change, as it was stored.

    Attributes
    ----------
    chosen
        Numbers of a volunteer and a family, with the moments.
    objective, bound
        Its vector, and the proven bound.
    """

    chosen: tuple[tuple[int, int, tuple[str, ...]], ...]
    objective: Vector
    bound: Vector


@dataclass(frozen=True)
class Question:
    """A pin or a ban of a pair, or a swap: two pairs of the outcome exchange their families.

    Attributes
    ----------
    kind
        ``pin``, ``ban`` or ``swap``.
    pair, other
        Numbers of a volunteer and a family; the other pair only for a swap.
    """

    kind: str
    pair: Pair
    other: Pair | None
    assignment: Assignment

    @classmethod
    def of_told(cls, told: dict[str, Any]) -> Question:
        """Read what JSON kept of `dataclasses.asdict`."""
        chosen, objective, bound = (told["assignment"][name] for name in ("chosen", "objective", "bound"))
        return cls(
            kind=told["kind"],
            pair=_pair(told["pair"]),
            other=_pair(told["other"]) if told["other"] else None,
            assignment=Assignment(
                tuple((volunteer, family, tuple(option)) for volunteer, family, option in chosen),
                _vector(objective),
                _vector(bound),
            ),
        )


@dataclass(frozen=True)
class Moved:
    """A pair that comes into the outcome, or leaves it."""

    volunteer: int
    family: int
    score: int
    minutes: int


@dataclass(frozen=True)
class Priced:
    """The change of the objective, and of the pairs.

    Attributes
    ----------
    change
        New minus old, level by level.
    exact
        False when the time was over: the change is then between the best that were found.
    """

    change: Vector
    exact: bool
    gained: tuple[Moved, ...]
    lost: tuple[Moved, ...]

    def to_line(self) -> bytes:
        """Give the last line."""
        return _line("priced", asdict(self))

    @classmethod
    def of_told(cls, told: dict[str, Any]) -> Priced:
        """Read what stands in the last line under ``priced``."""
        gained, lost = (tuple(Moved(**pair) for pair in told[name]) for name in ("gained", "lost"))
        return cls(_vector(told["change"]), told["exact"], gained, lost)


@dataclass(frozen=True)
class Unpriced:
    """The decision cannot be: the code of the rule against it.

    Beside the codes of `matching.solver.pairing.RULE_CODES`: ``need``, ``not-in-run`` (who is named was not
    there), ``not-proposed`` (a swap is between pairs of the outcome), ``pinned-already`` (a ban of what is
    pinned).
    """

    rule: str

    def to_line(self) -> bytes:
        """Give the last line."""
        return _line("unpriced", asdict(self))


def _pair(told: list[int]) -> Pair:
    volunteer, family = told
    return volunteer, family


def _vector(told: list[int]) -> Vector:
    urgent, placed, bands, score, kept = told
    return urgent, placed, bands, score, kept


def _line(kind: str, told: dict[str, Any]) -> bytes:
    return json.dumps({kind: told}, separators=(",", ":")).encode() + b"\n"

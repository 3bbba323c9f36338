"""What the solver gives: chosen pairs, the objective, how good any answer could be, what is proven."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from matching.solver.slots import Slot

Vector = tuple[int, int, int, int, int]
Status = Literal["optimal", "feasible", "infeasible"]

LEVELS = ("urgent", "placed", "bands", "score", "kept")
NOTHING: Vector = (0, 0, 0, 0, 0)


def vector(values: list[int]) -> Vector:
    """Five integers as an objective vector."""
    urgent, placed, bands, score, kept = values
    return urgent, placed, bands, score, kept


def add(one: Vector, other: Vector) -> Vector:
    """Sum of two vectors, level by level; keeps the lexicographic order of its terms."""
    return vector([a + b for a, b in zip(one, other, strict=True)])


def shown(bound: Vector, objective: Vector) -> Vector:
    """A bound that is below the objective on no level.

    Where an earlier level leaves a gap, later ones of a lexicographic bound may be below those reached;
    raising them keeps it a bound.
    """
    return vector([max(most, got) for most, got in zip(bound, objective, strict=True)])


@dataclass(frozen=True)
class Match:
    """One chosen pair by its ids, with the slot (or the slots of week A and week B) and the pair's score."""

    volunteer: str
    family: str
    option: tuple[Slot, ...]
    score: int


@dataclass(frozen=True)
class Components:
    """Independent parts of an instance, and how many of them are solved with proof on all five levels."""

    total: int
    proven: int


@dataclass(frozen=True, eq=False)
class Result:
    """A solution and its proof.

    Attributes
    ----------
    status : str
        ``optimal`` (proven on all levels), ``feasible``, or ``infeasible`` (no solution keeps the pins).
    objective : tuple of 5 int
        Urgent families placed, families placed, sum of waiting bands, sum of scores, published pairs kept.
    bound : tuple of 5 int
        No solution has a vector that is lexicographically greater; never below the objective on any level.
    pair : int32[k]
        Rows of the chosen pairs in the instance, ordered by family and then volunteer.
    matches : tuple of Match
        The same pairs by id, in the same order.
    components : Components
    seconds : dict of str to float
        Seconds per phase.
    """

    status: Status
    objective: Vector
    bound: Vector
    pair: NDArray[np.int32]
    matches: tuple[Match, ...]
    components: Components
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def option(self) -> tuple[tuple[Slot, ...], ...]:
        """The option of each chosen pair, in the order of `pair`."""
        return tuple(match.option for match in self.matches)

    @property
    def optimal(self) -> tuple[bool, bool, bool, bool, bool]:
        """Per level, whether the objective equals the bound on this level and on all before it."""
        one, two, three, four, five = (
            self.objective[: k + 1] == self.bound[: k + 1] for k in range(len(LEVELS))
        )
        return one, two, three, four, five

    @property
    def gap(self) -> Vector:
        """Bound minus objective per level; a level means something when all before it are zero."""
        return vector([most - got for most, got in zip(self.bound, self.objective, strict=True)])

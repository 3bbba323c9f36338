"""What the solver gives: chosen pairs, the objective, how good any answer could be, what is proven."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from matching.solver.instance import slots_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from matching.solver.instance import Instance
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
class Certificate:
    """Prices that prove the components that they cover: a solution of the dual problem in vectors.

    Objective vectors in lexicographic order are an ordered group, so that weak duality holds for them as it
    does for numbers. Vectors are in halves, because one reader of a family that needs two is half a family:
    with ``s = 2 // need`` a pair is worth ``(urgent * s, s, band * s, 2 * score, 2 * published)``.

    No pair is worth more than the prices that it pays together: of its family, its volunteer, itself, and the
    windows of the volunteer in which its option has a start. All prices are at least 0, those of pinned pairs
    excepted. Then what every place costs (price of a family times its need, of a volunteer times the
    capacity, of each window and pair once) is a bound on what any solution is worth; it equals twice the
    objective.

    Attributes
    ----------
    family, family_price : int32[c], int64[c, 5]
        All families (instance rows) of the components that are covered.
    volunteer, volunteer_price : int32[a], int64[a, 5]
        The volunteers with a price.
    window_volunteer, window_week, window_start, window_price : int32[w], int8[w], int16[w], int64[w, 5]
        Stretches of starts of one day (week 0 = A, 1 = B, first start 0 to 181 of the week) so short that a
        volunteer can begin one visit in each.
    pair, pair_price : int32[r], int64[r, 5]
        The pairs (instance rows) with a price.
    """

    family: NDArray[np.int32]
    family_price: NDArray[np.int64]
    volunteer: NDArray[np.int32]
    volunteer_price: NDArray[np.int64]
    window_volunteer: NDArray[np.int32]
    window_week: NDArray[np.int8]
    window_start: NDArray[np.int16]
    window_price: NDArray[np.int64]
    pair: NDArray[np.int32]
    pair_price: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Result:
    """A solution and its proof.

    Attributes
    ----------
    instance : Instance
        What this is an answer to.
    status : str
        ``optimal`` (proven on all levels) or ``feasible``.
    objective : tuple of 5 int
        Urgent families placed, families placed, sum of waiting bands, sum of scores, published pairs kept.
    bound : tuple of 5 int
        No solution has a vector that is lexicographically greater; never below the objective on any level.
    pair : int32[k]
        Rows of the chosen pairs in the instance, ordered by family and then volunteer.
    code : int16[k, 2]
        Slot codes of their options, -1 for no second slot.
    components : Components
    certificate : Certificate, optional
        Of the components that a flow settles; the others are proven by search.
    seconds : dict of str to float
        Seconds per phase.
    """

    instance: Instance
    status: Status
    objective: Vector
    bound: Vector
    pair: NDArray[np.int32]
    code: NDArray[np.int16]
    components: Components
    certificate: Certificate | None = None
    seconds: dict[str, float] = field(default_factory=dict)

    @cached_property
    def option(self) -> tuple[tuple[Slot, ...], ...]:
        """The option of each chosen pair, in the order of `pair`."""
        return tuple(slots_of(codes) for codes in self.code.tolist())

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """The chosen pairs by id, in the order of `pair`."""
        instance = self.instance
        ends = instance.volunteer[self.pair].tolist(), instance.family[self.pair].tolist()
        scores = instance.score[self.pair].tolist()
        return tuple(
            Match(instance.volunteers[volunteer], instance.families[family], option, score)
            for volunteer, family, option, score in zip(*ends, self.option, scores, strict=True)
        )

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

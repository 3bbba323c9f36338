"""What is settled so far, component after component, and what is still possible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matching.solver.result import NOTHING, Components, Vector, add

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from matching.solver.components import Part
    from matching.solver.control import Control

    Option = tuple[int, int]


@dataclass(frozen=True)
class Outcome:
    """Solution of some components.

    Attributes
    ----------
    options : dict of int to (int, int)
        The chosen pairs (local rows of a part) with the slot codes of their options.
    objective, bound : tuple of 5 int
        What they reach, and what nothing can exceed lexicographically.
    components, families : int
        How many components this is about, and how many families these have.
    """

    options: dict[int, Option]
    objective: Vector
    bound: Vector
    components: int
    families: int


class Ledger:
    """Sums over components, told to the caller entry by entry.

    Vectors add up because lexicographic order is kept by addition: a sum of bounds bounds the sum.
    """

    def __init__(self, control: Control, parts: Sequence[Part]) -> None:
        self._control = control
        self._possible = sum(part.family_count for part in parts)
        self._done = 0
        self._total = sum(part.components for part in parts)
        self._options: dict[int, Option] = {}
        self._objective: Vector = NOTHING
        self._bound: Vector = NOTHING
        self._families = 0
        self._proven = 0

    @property
    def solution(self) -> Outcome:
        """All that is booked; its pairs are instance rows."""
        return Outcome(self._options, self._objective, self._bound, self._done, self._families)

    @property
    def components(self) -> Components:
        """How many components there are, and how many of them are booked with equal objective and bound."""
        return Components(self._total, self._proven)

    def enter(self, rows: NDArray[np.int64], outcome: Outcome) -> None:
        """Book an outcome; `rows` are the instance rows of the part's pairs."""
        self._options.update({int(rows[pair]): option for pair, option in outcome.options.items()})
        self._objective = add(self._objective, outcome.objective)
        self._bound = add(self._bound, outcome.bound)
        self._families += outcome.families
        if outcome.objective == outcome.bound:
            self._proven += outcome.components
        self._done += outcome.components
        self._possible += outcome.bound[1] - outcome.families
        self._control.report("solving", self._done, self._total, self._objective[1], self._possible)

"""What is settled so far, component after component, and what is still possible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.certificate import joined
from matching.solver.result import NOTHING, Components, Result, Vector, add, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from matching.solver.components import Part
    from matching.solver.control import Control
    from matching.solver.instance import Instance
    from matching.solver.result import Certificate

    Option = tuple[int, int]


@dataclass(frozen=True)
class Outcome:
    """Solution of some components of a part.

    Attributes
    ----------
    options : dict of int to (int, int)
        The chosen pairs (local rows of the part) with the slot codes of their options.
    objective, bound : tuple of 5 int
        What they reach, and what nothing can exceed lexicographically.
    components, families : int
        How many components this is about, and how many families these have.
    certificate : Certificate, optional
        Prices that prove the objective, in rows of the instance.
    """

    options: dict[int, Option]
    objective: Vector
    bound: Vector
    components: int
    families: int
    certificate: Certificate | None = None


@dataclass(frozen=True, eq=False)
class Settled:
    """An outcome in rows of the instance: what is booked, and what one process tells another.

    Attributes
    ----------
    pair, code : int32[k], int16[k, 2]
        Chosen pairs and the slot codes of their options.
    objective, bound : tuple of 5 int
        The bound is at least the objective on every level.
    components : Components
        How many components this is about, and how many of them are proven.
    families : int
        How many families these have.
    certificate : Certificate, optional
    """

    pair: NDArray[np.int32]
    code: NDArray[np.int16]
    objective: Vector
    bound: Vector
    components: Components
    families: int
    certificate: Certificate | None

    @classmethod
    def of(cls, part: Part, outcome: Outcome) -> Settled:
        """An outcome whose pairs are rows of `part`."""
        chosen = np.fromiter(outcome.options, np.int64, len(outcome.options))
        proven = outcome.components if outcome.objective == outcome.bound else 0
        return cls(
            pair=part.row[chosen].astype(np.int32),
            code=np.array(list(outcome.options.values()), np.int16).reshape(-1, 2),
            objective=outcome.objective,
            bound=shown(outcome.bound, outcome.objective),
            components=Components(outcome.components, proven),
            families=outcome.families,
            certificate=outcome.certificate,
        )


class Ledger:
    """Sums over components, told to the caller entry by entry.

    Vectors add up because lexicographic order is kept by addition: a sum of bounds bounds the sum.

    Parameters
    ----------
    control : Control
    components, families : int
        How many there are to settle.
    """

    def __init__(self, control: Control, components: int, families: int) -> None:
        self._control = control
        self._total = components
        self._possible = families
        self._entries: list[Settled] = []
        self._objective: Vector = NOTHING
        self._bound: Vector = NOTHING
        self._done = self._proven = 0

    def enter(self, entry: Settled) -> None:
        """Book what is settled."""
        self._entries.append(entry)
        self._objective = add(self._objective, entry.objective)
        self._bound = add(self._bound, entry.bound)
        self._done += entry.components.total
        self._proven += entry.components.proven
        self._possible += entry.bound[1] - entry.families
        self._control.report("solving", self._done, self._total, self._objective[1], self._possible)

    def result(self, instance: Instance, seconds: Mapping[str, float]) -> Result:
        """All that is booked, in the order of family and volunteer."""
        pair = np.concatenate([np.empty(0, np.int32), *(entry.pair for entry in self._entries)])
        code = np.concatenate([np.empty((0, 2), np.int16), *(entry.code for entry in self._entries)])
        ranks = instance.volunteer_rank[instance.volunteer[pair]], instance.family_rank[instance.family[pair]]
        order = np.lexsort(ranks)
        return Result(
            instance=instance,
            status="optimal" if self._objective == self._bound else "feasible",
            objective=self._objective,
            bound=self._bound,
            pair=pair[order],
            code=code[order],
            components=Components(self._total, self._proven),
            certificate=joined([entry.certificate for entry in self._entries]),
            seconds=dict(seconds),
        )

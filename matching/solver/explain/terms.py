"""Other people than those of an instance, brought together by the same rules and weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from matching.solver.control import Control
from matching.solver.pairing import Families, People, Volunteers, instance_of, pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.instance import Instance
    from matching.solver.pairing import Pairs, Rules, Weights

Side = TypeVar("Side", Volunteers, Families)


@dataclass(frozen=True)
class Terms:
    """What decides who may be paired and how well."""

    rules: Rules
    weights: Weights

    def pairs(self, volunteers: Volunteers, families: Families) -> Pairs:
        """The feasible pairs of these people, whom no coordinator has paired or kept apart."""
        return pairs(_together(volunteers, families), self.rules, self.weights, Control())

    def instance(self, volunteers: Volunteers, families: Families) -> Instance:
        """An instance of these people, with the ids that they have in any other."""
        found = self.pairs(volunteers, families)
        return instance_of(found.people, found, self.rules)


def taken(side: Side, rows: NDArray[np.integer]) -> Side:
    """Some rows of a side's columns."""
    return type(side)(**{name: getattr(side, name)[rows] for name in side.SPEC})


def _together(volunteers: Volunteers, families: Families) -> People:
    nothing = np.empty((0, 2), np.int32)
    return People(volunteers, families, nothing, nothing, nothing)

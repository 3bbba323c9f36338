"""A solution that grows family by family and is feasible at every moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.solver.clashes.moments import MOST_STEPS
from matching.solver.result import vector

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matching.solver.clashes.backtracking import Option
    from matching.solver.clashes.moments import Moments
    from matching.solver.components import Part
    from matching.solver.result import Vector

HASTY_STEPS = 5_000
"""Steps per family for a solution that is wanted soon: enough for a hundred visits that go together."""

_READERS_TRIED = 12


class Plan:
    """Chosen pairs of a part with their options.

    Parameters
    ----------
    part : Part
    moments : Moments
    steps : int, optional
        How far to look for moments before a family is thought not to fit.

    Attributes
    ----------
    options : dict of int to (int, int)
        Per chosen pair (local row) the slot codes of its option.
    """

    def __init__(self, part: Part, moments: Moments, steps: int = MOST_STEPS) -> None:
        self._part = part
        self._moments = moments
        self._steps = steps
        self._room = part.capacity.tolist()
        self._of_volunteer: dict[int, set[int]] = {}
        self._of_family: dict[int, set[int]] = {}
        self.options: dict[int, Option] = {}

    def copy(self, steps: int | None = None) -> Plan:
        """The same choice, to try something with, in other steps when these are given."""
        other = Plan(self._part, self._moments, self._steps if steps is None else steps)
        other._room = self._room.copy()
        other._of_volunteer = {volunteer: pairs.copy() for volunteer, pairs in self._of_volunteer.items()}
        other._of_family = {family: pairs.copy() for family, pairs in self._of_family.items()}
        other.options = self.options.copy()
        return other

    def serves(self, family: int) -> bool:
        """Whether the family has its readers."""
        return family in self._of_family

    def has_room(self, pair: int) -> bool:
        """Whether the pair's volunteer can take one more family."""
        room: int = self._room[int(self._part.volunteer[pair])]
        return room > 0

    def add(self, pairs: Sequence[int]) -> bool:
        """Take one family's pairs, all or none; moments chosen before may move to make place.

        Parameters
        ----------
        pairs : sequence of int
            As many pairs of one family, with different volunteers, as it needs readers.

        Returns
        -------
        bool
            False, and nothing is changed, when a volunteer has no room or the visits would clash.
        """
        if not all(self.has_room(pair) for pair in pairs):
            return False
        found = self._moments.fit(sorted(self._linked(pairs)), self._steps)
        if found is None:
            return False
        self.options.update(found)
        for pair in pairs:
            self._room[int(self._part.volunteer[pair])] -= 1
            self._of_volunteer.setdefault(int(self._part.volunteer[pair]), set()).add(pair)
            self._of_family.setdefault(int(self._part.family[pair]), set()).add(pair)
        return True

    def add_one_of(self, family: int, pairs: Sequence[int]) -> bool:
        """Serve a family with the first of these pairs (or first two, if it needs two readers) that fit."""
        if self._part.need[family] == 1:
            return any(self.add([pair]) for pair in pairs if self.has_room(pair))
        with_room = [pair for pair in pairs if self.has_room(pair)][:_READERS_TRIED]
        couples = ((one, other) for place, one in enumerate(with_room) for other in with_room[place + 1 :])
        return any(self.add(couple) for couple in couples)

    @property
    def objective(self) -> Vector:
        """The five levels of what is chosen."""
        return objective(self._part, self.options)

    def _linked(self, pairs: Iterable[int]) -> set[int]:
        """These pairs and all chosen ones whose moments depend on theirs."""
        linked: set[int] = set()
        waiting = list(pairs)
        while waiting:
            pair = waiting.pop()
            if pair in linked:
                continue
            linked.add(pair)
            waiting.extend(self._of_volunteer.get(int(self._part.volunteer[pair]), ()))
            waiting.extend(self._of_family.get(int(self._part.family[pair]), ()))
        return linked


def objective(part: Part, pairs: Iterable[int]) -> Vector:
    """The five levels of a choice of pairs in which every family is whole."""
    rows = np.fromiter(pairs, np.int64)
    families = np.unique(part.family[rows])
    served = (
        part.urgent[families],
        np.ones_like(families),
        part.band[families],
        part.score[rows],
        part.kept[rows],
    )
    return vector([int(values.sum()) for values in served])

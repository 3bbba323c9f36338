"""How many families a volunteer can serve beside those that must be, looked at visit by visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matching.solver.clashes import Moments
    from matching.solver.components import Part
    from matching.solver.flow import Exchange

MOST_TRIED = 2_000


class Rooms:
    """The volunteers of a component who can get several families.

    A flow lets a volunteer have as many families as there are places and blocks. When some of them must be,
    fewer may really fit in the week; once that is known, it spares trying every group that clashes.

    Parameters
    ----------
    part : Part
    moments : Moments
    """

    def __init__(self, part: Part, moments: Moments) -> None:
        self._part = part
        self._moments = moments
        self._pairs: dict[int, list[int]] = {}
        self._together: dict[tuple[int, ...], bool] = {}
        self._found: dict[tuple[tuple[int, ...], int], bool] = {}

    def tightened(self, flow: Exchange, clash: tuple[int, ...]) -> list[Exchange | None]:
        """The flow within limits that hold for every solution it stands for; empty if it has them all.

        Parameters
        ----------
        flow : Exchange
        clash : tuple of int
            Pairs of the flow that cannot go together.
        """
        for volunteer in dict.fromkeys(self._part.volunteer[list(clash)].tolist()):
            pairs = self._of(volunteer)
            must = tuple(pair for pair in pairs if flow.least[pair])
            units = int(flow.chosen[pairs].sum())
            if units > len(must) and not self._possible(must, units):
                return [flow.with_room(volunteer, units - 1)]
            never = [
                pair for pair in pairs
                if must and flow.most[pair] and pair not in must and not self._fit((*must, pair))
            ]  # fmt: skip
            if flow.chosen[never].any():
                return [flow.without_pairs(never)]
        return []

    def _of(self, volunteer: int) -> list[int]:
        if volunteer not in self._pairs:
            self._pairs[volunteer] = np.flatnonzero(self._part.volunteer == volunteer).tolist()
        return self._pairs[volunteer]

    def _possible(self, must: tuple[int, ...], units: int) -> bool:
        """Whether so many pairs of one volunteer go together with those that must be, as far as was tried."""
        key = must, units
        if key not in self._found:
            pairs = self._of(int(self._part.volunteer[must[0]])) if must else []
            self._tries = MOST_TRIED
            others = [pair for pair in pairs if pair not in must]
            self._found[key] = not must or self._search(list(must), others, units)
        return self._found[key]

    def _search(self, group: list[int], others: list[int], units: int) -> bool:
        if len(group) == units:
            return True
        for place, pair in enumerate(others):
            self._tries -= 1
            if self._tries < 0:
                return True
            if self._fit((*group, pair)) and self._search([*group, pair], others[place + 1 :], units):
                return True
        return False

    def _fit(self, group: tuple[int, ...]) -> bool:
        key = tuple(sorted(group))
        if key not in self._together:
            fitted = self._moments.fit(key) is not None
            self._together[key] = fitted or not self._moments.timetable(key).clashes
        return self._together[key]

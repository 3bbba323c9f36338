"""A choice of pairs as a flow, and what becomes of it when its limits are moved: one cheapest chain each.

When a flow is lexicographically best within its limits and one limit moves by one, the cheapest chain of
exchanges through that arc gives a best flow within the new limits (Ahuja, Magnanti and Orlin, Network Flows,
1993, section 9.11). So a pair that must be, a pair that must not be, a family that must be served or left
out each cost one search, and any number of them one search each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.errors import FlowError
from matching.solver.flow.chart import HUB, Chart
from matching.solver.flow.relaxation import BlockFlow
from matching.solver.flow.scale import MUST
from matching.solver.result import Vector, vector

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from matching.solver.components import Part

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Exchange:
    """A flow in a chart within its limits.

    Attributes
    ----------
    chart : Chart
    flow, least, most : int64[a]
        Units on each arc, and its limits.
    known : int64[nodes], optional
        Potentials with which no arc that can be used has a negative cost.
    """

    chart: Chart
    flow: Integers
    least: Integers
    most: Integers
    known: Integers | None = None

    @classmethod
    def of(cls, part: Part, chosen: Flags, chart: Chart | None = None) -> Exchange | None:
        """The flow of a choice of pairs (local rows), None when the choice is no flow of the relaxation.

        Pins stay chosen, and families with a pin keep as many readers as they have.

        Raises
        ------
        CostRangeError
            If the part is too large for exact distances.
        """
        chart = Chart.of(part) if chart is None else chart
        flow = chart.flow_of(chosen)
        if flow is None:
            return None
        least = np.zeros_like(flow)
        least[: part.pair_count] = part.pinned & chosen
        pinned = np.bincount(part.family[part.pinned], minlength=part.family_count) > 0
        least[chart.of_families] = np.where(pinned, flow[chart.of_families], 0)
        return cls(chart, flow, least, chart.most)

    @classmethod
    def relaxed(cls, part: Part, chart: Chart | None = None) -> Exchange | None:
        """The best flow of the relaxation, None when no flow keeps the pins or the best is not proven."""
        choice = BlockFlow(part).solve()
        return cls.of(part, choice.chosen, chart) if choice.whole and choice.proven else None

    @property
    def part(self) -> Part:
        """What this is about."""
        return self.chart.part

    @cached_property
    def chosen(self) -> Flags:
        """The pairs that the flow chooses."""
        chosen: Flags = self.flow[: self.part.pair_count] > 0
        return chosen

    @cached_property
    def halves(self) -> Vector:
        """What the flow is worth, in halves."""
        return vector((self.flow @ self.chart.worth)[MUST + 1 :].tolist())

    @cached_property
    def optimal(self) -> bool:
        """Whether no flow within the limits is worth more: no chain of exchanges leads to a better one."""
        try:
            return len(self._potential) > 0
        except FlowError:
            return False

    def with_pair(self, pair: int) -> Exchange | None:
        """The best flow with this pair, None if there is none."""
        return self._within(pair, 1, 1)

    def without_pair(self, pair: int) -> Exchange | None:
        """The best flow without this pair, None if there is none."""
        return self._within(pair, 0, 0)

    def without_pairs(self, pairs: Sequence[int]) -> Exchange | None:
        """The best flow without any of these pairs, None if there is none."""
        rest: Exchange | None = self
        for pair in pairs:
            rest = None if rest is None else rest.without_pair(pair)
        return rest

    def with_room(self, volunteer: int, room: int) -> Exchange | None:
        """The best flow in which this volunteer gets so many families at most, None if there is none."""
        return self._within(self.chart.of_volunteers.start + volunteer, 0, room)

    def with_family(self, family: int) -> Exchange | None:
        """The best flow with all readers of this family, None if there is none."""
        need = int(self.part.need[family])
        return self._within(self.chart.of_families.start + family, need, need)

    def without_family(self, family: int) -> Exchange | None:
        """The best flow without this family, None if there is none."""
        return self._within(self.chart.of_families.start + family, 0, 0)

    def relief(self) -> Integers:
        """What one more reader from outside would be worth to each family.

        The new pair's own score is not counted. A family that is not placed is placed; one that is placed
        sets its reader free for the best chain of exchanges that follows.

        Returns
        -------
        int64[m, 5]
            Vectors. Those that are odd in halves, because a family that needs two would have one reader, are
            rounded down. Moments are not looked at.

        Raises
        ------
        FlowError
            If the flow is not optimal.
        """
        distance = self.chart.chains.distances(self._costs, HUB)
        nodes = self.chart.tail[self.chart.of_families]
        worth: Integers = self.chart.scale.vectors(-(distance[nodes] // self.chart.unit))[:, MUST + 1 :] // 2
        return worth

    @cached_property
    def _costs(self) -> Integers:
        chart = self.chart
        return chart.chains.costs(chart.cost, chart.step, self.flow < self.most, self.flow > self.least)

    @cached_property
    def _potential(self) -> Integers:
        return -self.chart.chains.distances(self._costs, None) if self.known is None else self.known

    def _within(self, arc: int, least: int, most: int) -> Exchange | None:
        """The best flow with limits moved for one arc, reached unit by unit; None if there is none."""
        low, high = self.least.copy(), self.most.copy()
        low[arc], high[arc] = max(least, int(low[arc])), min(most, int(high[arc]))
        if low[arc] > high[arc]:
            return None
        moved: Exchange | None = replace(self, least=low, most=high, known=self._potential)
        while moved is not None and not low[arc] <= moved.flow[arc] <= high[arc]:
            moved = moved._one_more(arc, 1 if moved.flow[arc] < low[arc] else -1)  # noqa: SLF001 - of this class
        return moved

    def _one_more(self, arc: int, unit: int) -> Exchange | None:
        """The cheapest chain that closes a cycle with one unit more, or less, on this arc."""
        ends = int(self.chart.head[arc]), int(self.chart.tail[arc])
        chain = self.chart.chains.cheapest(self._costs, self._potential, *(ends if unit > 0 else ends[::-1]))
        if chain is None:
            return None
        flow = self.flow.copy()
        flow[chain.ahead] += 1
        flow[chain.against] -= 1
        flow[arc] += unit
        return replace(self, flow=flow, known=chain.potential)

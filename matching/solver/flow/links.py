"""Exchanges between readers: the residual network of a flow without what merely passes a unit on.

Its nodes are the hub, the volunteers, the blocks in use and the families that need two readers. A link from
one reader to another says: the first takes over a family, and the second is free. So it has a few hundred
nodes where the whole network has thousands, and all distances between them can be had at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.flow.chart import HUB

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.flow.exchange import Exchange

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

NOBODY = -1


@dataclass(frozen=True, eq=False)
class Links:
    """The cheapest link between any two nodes.

    Attributes
    ----------
    nodes : int
    tail, head : int64[k]
        Ordered by tail and head; each couple stands once.
    cost : int64[k]
    gained, lost : int64[k]
        The pair that comes in and the pair that goes out, -1 for none.
    """

    nodes: int
    tail: Integers
    head: Integers
    cost: Integers
    gained: Integers
    lost: Integers

    def between(self, tails: Integers, heads: Integers) -> Integers:
        """Places of the links between nodes that are linked."""
        places: Integers = np.searchsorted(self._key, tails * self.nodes + heads)
        return places

    @cached_property
    def _key(self) -> Integers:
        return self.tail * self.nodes + self.head


class Places:
    """Where pairs can begin in a flow, where those chosen do, and from where a family is given away.

    Parameters
    ----------
    flow : Exchange
    cost : int64[a]
        Cost of a unit on each arc of the chart.

    Attributes
    ----------
    pair, place : int64[k]
        Each pair with every node from which it can be served: its volunteer, or the blocks in use.
    """

    def __init__(self, flow: Exchange, cost: Integers) -> None:
        part, chart = flow.part, flow.chart
        self._flow, self._cost = flow, cost
        in_use = flow.flow[chart.of_blocks] > 0
        node = np.cumsum(in_use) + len(part.capacity)
        held, block = chart.blocks.pair, chart.blocks.block
        owner = 1 + part.volunteer[held]
        straight = np.ones(part.pair_count, np.bool_)
        straight[held] = False
        loose = np.flatnonzero(straight)
        of_held = np.where(in_use[block], node[block], owner)
        self.pair = np.concatenate([loose, held])
        self.place = np.concatenate([1 + part.volunteer[loose], of_held])
        self._in_use = np.flatnonzero(in_use), node[in_use]
        used = flow.flow[chart.of_inside] > 0
        self._now = 1 + part.volunteer
        self._now[held[used]] = of_held[used]
        self._two = np.flatnonzero(part.need > 1)
        self.nodes = 1 + len(part.capacity) + int(in_use.sum()) + len(self._two)

    @cached_property
    def free(self) -> Flags:
        """Pairs that are not chosen and may be."""
        pairs = slice(0, self._flow.part.pair_count)
        free: Flags = (self._flow.flow[pairs] == 0) & (self._flow.most[pairs] > 0)
        return free

    @cached_property
    def _loose(self) -> Integers:
        """Chosen pairs that need not be."""
        pairs = slice(0, self._flow.part.pair_count)
        return np.flatnonzero((self._flow.flow[pairs] > 0) & (self._flow.least[pairs] == 0))

    @cached_property
    def origin(self) -> tuple[Integers, Integers, Integers]:
        """Where a new reader of each family sets a unit free, at what cost, and which pair goes out.

        The hub for a family without readers, its reader's place for one that has one, and its own node for
        one that needs two; -1 where no reader can come.
        """
        part, chart = self._flow.part, self._flow.chart
        arcs = chart.of_families
        room = self._flow.flow[arcs] < self._flow.most[arcs]
        origin = np.where(room, HUB, NOBODY)
        cost = np.where(room, self._cost[arcs], 0)
        out = np.full(part.family_count, NOBODY)
        single = self._loose[part.need[part.family[self._loose]] == 1]
        family = part.family[single]
        origin[family], cost[family], out[family] = self._now[single], -self._cost[single], single
        origin[self._two] = self.nodes - len(self._two) + np.arange(len(self._two))
        cost[self._two] = 0
        return origin, cost, out

    def links(self) -> Links:
        """All links of the flow."""
        pieces = [*self._taking_over(), *self._giving_up(), *self._passing_on(), *self._of_two()]
        tail, head, cost, gained, lost = (np.concatenate(column) for column in zip(*pieces, strict=True))
        order = np.lexsort((cost, head, tail))
        tail, head = tail[order], head[order]
        first = np.append(True, (np.diff(tail) != 0) | (np.diff(head) != 0))
        first &= tail != head
        kept = order[first]
        return Links(self.nodes, tail[first], head[first], cost[kept], gained[kept], lost[kept])

    def _taking_over(self) -> list[tuple[Integers, ...]]:
        """From a place to where the family's unit is set free, for every pair that may come."""
        origin, cost, out = self.origin
        family = self._flow.part.family[self.pair]
        rows = self.free[self.pair] & (origin[family] != NOBODY)
        pair, family = self.pair[rows], family[rows]
        return [(self.place[rows], origin[family], self._cost[pair] + cost[family], pair, out[family])]

    def _giving_up(self) -> list[tuple[Integers, ...]]:
        """From the hub to a reader whose only family is left out."""
        part, arcs = self._flow.part, self._flow.chart.of_families
        may_go = self._flow.flow[arcs] > self._flow.least[arcs]
        family = part.family[self._loose]
        pair = self._loose[may_go[family] & (part.need[family] == 1)]
        cost = -(self._cost[pair] + self._cost[arcs][part.family[pair]])
        return [_columns(np.full(len(pair), HUB), self._now[pair], cost, lost=pair)]

    def _passing_on(self) -> list[tuple[Integers, ...]]:
        """Between the hub and volunteers, from a block in use to its volunteer, between blocks of a pair."""
        part, chart = self._flow.part, self._flow.chart
        arcs = chart.of_volunteers
        units = self._flow.flow[arcs]
        room, busy = (
            np.flatnonzero(units < self._flow.most[arcs]),
            np.flatnonzero(units > self._flow.least[arcs]),
        )
        blocks, nodes = self._in_use
        owner = chart.tail[chart.of_blocks][blocks]
        moving = (self._flow.flow[: part.pair_count] > 0)[self.pair] & (self.place != self._now[self.pair])
        return [
            _columns(np.full(len(room), HUB), 1 + room),
            _columns(1 + busy, np.full(len(busy), HUB)),
            _columns(nodes, owner),
            _columns(self.place[moving], self._now[self.pair[moving]]),
        ]

    def _of_two(self) -> list[tuple[Integers, ...]]:
        """From the node of a family that needs two to its readers, and between it and the hub."""
        part, arcs = self._flow.part, self._flow.chart.of_families
        units, cost = self._flow.flow[arcs][self._two], self._cost[arcs][self._two]
        nodes = self.origin[0][self._two]
        room, may_go = units < self._flow.most[arcs][self._two], units > self._flow.least[arcs][self._two]
        pair = self._loose[part.need[part.family[self._loose]] > 1]
        return [
            _columns(self.origin[0][part.family[pair]], self._now[pair], -self._cost[pair], lost=pair),
            _columns(nodes[room], np.full(int(room.sum()), HUB), cost[room]),
            _columns(np.full(int(may_go.sum()), HUB), nodes[may_go], -cost[may_go]),
        ]


def _columns(
    tail: Integers, head: Integers, cost: Integers | None = None, lost: Integers | None = None
) -> tuple[Integers, ...]:
    nothing = np.full(len(tail), NOBODY)
    return (
        tail,
        head,
        np.zeros_like(tail) if cost is None else cost,
        nothing,
        nothing if lost is None else lost,
    )

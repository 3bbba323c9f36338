"""What every other pair would cost if it had to be: the cheapest detour of the flow through it.

All distances between readers at once (Floyd, Algorithm 97, 1962, doi:10.1145/367766.368168), or from one
reader after the other where there are many (Johnson, 1977, doi:10.1145/321992.321993). The distances are
whole numbers below 2**53, so that the floating point numbers of the library are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra, floyd_warshall

from matching.solver.errors import FlowError
from matching.solver.flow.links import NOBODY, Links, Places
from matching.solver.flow.scale import MUST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from matching.solver.flow.exchange import Exchange

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Distances = tuple[NDArray[np.float64], NDArray[np.int32]]

_AT_ONCE = 400
_TOGETHER = 128


@dataclass(frozen=True, eq=False)
class Detour:
    """Pairs (local rows) that come in and that go out."""

    gained: tuple[int, ...]
    lost: tuple[int, ...]


class Detours:
    """The cheapest detours through all pairs that a flow does not choose.

    Parameters
    ----------
    flow : Exchange
        An optimal one.
    should_stop : callable, optional
        Asked now and then; when true, the pairs that are left get a bound from the duals.

    Attributes
    ----------
    possible : bool[p]
        Whether the pair is not chosen and some flow within the limits chooses it.
    known : bool[p]
        Whether the change is that of a best flow with the pair, and not only a bound on it.
    halves : int64[p, 5]
        Change of the objective in halves, where possible.
    """

    def __init__(self, flow: Exchange, should_stop: Callable[[], bool] = lambda: False) -> None:
        self._part = part = flow.part
        self._chart = chart = flow.chart
        places = Places(flow, chart.cost)
        self._links = links = places.links()
        self._net = _Net(links, (links.cost + chart.step).astype(np.float64))
        origin, cost_of_origin, self._out = places.origin
        rows = np.flatnonzero(places.free[places.pair] & (origin[part.family[places.pair]] != NOBODY))
        self._pair, self._place = places.pair[rows], places.place[rows]
        family = part.family[self._pair]
        self._origin = origin[family]
        self._cost = chart.cost[self._pair] + cost_of_origin[family]
        self._choose(*self._totals(should_stop))

    def detours(self, pairs: Sequence[int]) -> list[Detour]:
        """The detours through these pairs, which have to be known."""
        pair = np.array(pairs, np.int64)
        origins, places = self._origin[self._row[pair]], self._place[self._row[pair]]
        come, go = (
            [(np.arange(len(pair)), pair)],
            [(np.arange(len(pair)), self._out[self._part.family[pair]])],
        )
        for group in _groups(origins):
            rows = np.flatnonzero(np.isin(origins, group))
            _, before = self._net.from_nodes(group)
            for walking, link in self._steps_back(
                before, np.searchsorted(group, origins[rows]), places[rows]
            ):
                come.append((rows[walking], self._links.gained[link]))
                go.append((rows[walking], self._links.lost[link]))
        gained, lost = _split(come, len(pair)), _split(go, len(pair))
        return [Detour(one, other) for one, other in zip(gained, lost, strict=True)]

    def _steps_back(
        self, before: NDArray[np.int32], line: Integers, node: Integers
    ) -> Iterator[tuple[Integers, Integers]]:
        """Walk back from these nodes to their origins, all at the same time: who walks, over which link."""
        walking = np.arange(len(line))
        while len(walking):
            previous = before[line[walking], node].astype(np.int64)
            going = previous >= 0
            walking, node, previous = walking[going], node[going], previous[going]
            yield walking, self._links.between(previous, node)
            node = previous

    def _totals(self, should_stop: Callable[[], bool]) -> tuple[NDArray[np.float64], Flags]:
        """Cost of the detour through each pair from each place; and where that is no bound only."""
        potential = self._net.potential
        total = potential[self._place] - potential[self._origin] + self._cost
        done = np.zeros(len(self._pair), np.bool_)
        for group in _groups(self._origin):
            if should_stop():
                break
            distance, _ = self._net.from_nodes(group)
            here = np.flatnonzero(np.isin(self._origin, group))
            line = np.searchsorted(group, self._origin[here])
            total[here] = distance[line, self._place[here]] + self._cost[here]
            done[here] = True
        return total, done

    def _choose(self, total: NDArray[np.float64], done: Flags) -> None:
        """Keep the best place of each pair."""
        order = np.lexsort((total, self._pair))
        pair, first = np.unique(self._pair[order], return_index=True)
        reached = np.isfinite(total[order[first]])
        pair, best = pair[reached], order[first][reached]
        self._row = np.full(self._part.pair_count, NOBODY)
        self._row[pair] = best
        self.possible = self._row != NOBODY
        self.known = np.zeros(self._part.pair_count, np.bool_)
        self.known[pair] = done[best]
        codes = np.zeros(self._part.pair_count, np.int64)
        codes[pair] = -np.floor_divide(total[best].astype(np.int64), self._chart.unit)
        self.halves: Integers = self._chart.scale.vectors(codes)[:, MUST + 1 :]


class _Net:
    """Distances between the nodes of links."""

    def __init__(self, links: Links, cost: NDArray[np.float64]) -> None:
        self._links, self._cost = links, cost

    @cached_property
    def potential(self) -> NDArray[np.float64]:
        """Distance of each node from a point that reaches every node at no cost."""
        distance = np.zeros(self._links.nodes)
        for _ in range(self._links.nodes + 1):
            reached = distance.copy()
            np.minimum.at(reached, self._links.head, distance[self._links.tail] + self._cost)
            if (reached == distance).all():
                return distance
            distance = reached
        raise FlowError("the flow can be made cheaper around a cycle")

    def from_nodes(self, nodes: Integers) -> Distances:
        """Distances from these nodes to all, and of each way the node before the last."""
        if self._links.nodes <= _AT_ONCE:
            distances, before = self._all
            return distances[nodes], before[nodes]
        ends = self._links.tail, self._links.head
        raised = self._cost + self.potential[ends[0]] - self.potential[ends[1]]
        distances, before = dijkstra(self._matrix(raised), indices=nodes, return_predecessors=True)
        return distances - self.potential[nodes][:, None] + self.potential, before

    @cached_property
    def _all(self) -> Distances:
        distances, before = floyd_warshall(self._matrix(self._cost), return_predecessors=True)
        return distances, before

    def _matrix(self, cost: NDArray[np.float64]) -> csr_array:
        size = self._links.nodes
        return csr_array((cost, (self._links.tail, self._links.head)), shape=(size, size))


def _groups(origins: Integers) -> list[Integers]:
    """The distinct origins, so many together."""
    distinct = np.unique(origins)
    return np.split(distinct, range(_TOGETHER, len(distinct), _TOGETHER)) if len(distinct) else []


def _split(pieces: list[tuple[Integers, Integers]], count: int) -> list[tuple[int, ...]]:
    """Pairs by the number that they stand with; -1 is nobody."""
    number, pair = (np.concatenate(column) for column in zip(*pieces, strict=True))
    rows = np.flatnonzero(pair != NOBODY)
    rows = rows[np.argsort(number[rows], kind="stable")]
    edges = np.searchsorted(number[rows], np.arange(1, count))
    return [tuple(piece.tolist()) for piece in np.split(pair[rows], edges)] if count else []

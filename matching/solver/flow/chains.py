"""Cheapest chains of arcs in a residual network, where arcs may have negative costs.

Distances to a node, or potentials, come from rounds over all arcs (Bellman, On a routing problem, 1958,
doi:10.1090/qam/102435). With potentials no arc costs less than nothing, so that a single chain is found by
Dijkstra's method, and the potentials stay good for the next one (Edmonds and Karp, Theoretical improvements
in algorithmic efficiency for network flow problems, 1972, doi:10.1145/321694.321699).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from matching.solver.errors import FlowError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

FAR = 1 << 61
_REACHED = 1 << 60


@dataclass(frozen=True, eq=False)
class Chain:
    """Arcs used forwards and backwards, and potentials for the flow after it."""

    ahead: Integers
    against: Integers
    potential: Integers


class Chains:
    """Arcs in both directions, ordered by tail and head once and for all.

    Parameters
    ----------
    nodes : int
    tail, head : int64[a]
        Ends of the arcs; every node is an end, and no two nodes are joined twice in the same direction.
    """

    def __init__(self, nodes: int, tail: Integers, head: Integers) -> None:
        arcs = len(tail)
        key = np.concatenate([tail * nodes + head, head * nodes + tail])
        order = np.argsort(key, kind="stable")
        self._key = key[order]
        self._tail, self._head = np.divmod(self._key, nodes)
        self._arc, self._against = order % arcs, order >= arcs
        self._first = np.searchsorted(self._tail, np.arange(nodes + 1))
        self._nodes = nodes

    def costs(self, cost: Integers, step: int, ahead: Flags, against: Flags) -> Integers:
        """Costs in the order of this search: arcs usable forwards, and backwards at the opposite cost.

        Each costs a `step` more.
        """
        usable = np.where(self._against, against[self._arc], ahead[self._arc])
        return np.where(usable, np.where(self._against, -cost[self._arc], cost[self._arc]) + step, FAR)

    def distances(self, costs: Integers, end: int | None) -> Integers:
        """Distance of every node to one node, or to a point that each node reaches at no cost.

        Raises
        ------
        FlowError
            If some cycle has a negative cost.
        """
        distance = np.full(self._nodes, FAR if end is not None else 0, np.int64)
        if end is not None:
            distance[end] = 0
        for _ in range(self._nodes + 1):
            best = np.minimum.reduceat(distance[self._head] + costs, self._first[:-1])
            better = (best < distance) & (best < _REACHED)
            if not better.any():
                return distance
            distance[better] = best[better]
        raise FlowError("the flow can be made cheaper around a cycle")

    def cheapest(self, costs: Integers, potential: Integers, start: int, end: int) -> Chain | None:
        """The cheapest chain between two nodes, None if there is none.

        Parameters
        ----------
        costs : int64[]
            As from `costs`.
        potential : int64[nodes]
            With which no usable arc has a negative cost: the cost and its tail's less its head's.
        start, end : int
        """
        usable = costs < _REACHED
        raised = costs[usable] + potential[self._tail[usable]] - potential[self._head[usable]]
        first = np.concatenate([np.zeros(1, np.int64), np.cumsum(usable)])[self._first]
        arcs = (raised.astype(np.float64), self._head[usable], first)
        matrix = csr_array(arcs, shape=(self._nodes, self._nodes))
        (distance,), (before,) = dijkstra(matrix, indices=np.array([start]), return_predecessors=True)
        if not np.isfinite(distance[end]):
            return None
        places = self._back(before, end)
        against = self._against[places]
        nearer = np.minimum(distance, distance[end]).astype(np.int64)
        return Chain(self._arc[places[~against]], self._arc[places[against]], potential + nearer)

    def _back(self, before: NDArray[np.int32], end: int) -> NDArray[np.intp]:
        """Places of the arcs of the chain that ends here."""
        nodes, previous = [end], int(before[end])
        while previous >= 0:
            nodes.append(previous)
            previous = int(before[previous])
        chain = np.array(nodes, np.int64)
        return np.searchsorted(self._key, chain[1:] * self._nodes + chain[:-1])

"""Integer duals of a minimum cost flow: the proof that no flow is cheaper.

A flow is optimal when node potentials exist for which every arc with a positive reduced cost is empty and
every arc with a negative one is full (complementary slackness; Ahuja, Magnanti and Orlin, Network Flows,
1993, section 9.3). They are the shortest distances in the residual network, in whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.errors import FlowError
from matching.solver.result import Certificate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Integers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Network:
    """Arcs of a flow problem: ends, capacities and costs per unit."""

    nodes: int
    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    capacity: Integers
    cost: Integers


def potentials(network: Network, flow: Integers) -> Integers:
    """Shortest distances in the residual network from a point that reaches every node at no cost.

    Raises
    ------
    FlowError
        If there is a negative cycle: then the flow is not optimal.
    """
    tail, head, cost = _residual(network, flow)
    first = np.searchsorted(tail, np.arange(network.nodes + 1))
    distance = np.zeros(network.nodes, np.int64)
    frontier = np.arange(network.nodes)
    for _ in range(network.nodes + 1):
        arcs = _arcs_of(first, frontier)
        ends, reached = head[arcs], distance[tail[arcs]] + cost[arcs]
        better = reached < distance[ends]
        if not better.any():
            return distance
        np.minimum.at(distance, ends[better], reached[better])
        frontier = np.unique(ends[better])
    raise FlowError("the flow can be made cheaper around a cycle")


def reduced_costs(network: Network, potential: Integers) -> Integers:
    """Cost of each arc plus the potential at its tail minus that at its head."""
    return network.cost + potential[network.tail] - potential[network.head]


def joined(certificates: Sequence[Certificate | None]) -> Certificate | None:
    """Certificates of different components as one, in the order of rows; None if there are none."""
    present = [certificate for certificate in certificates if certificate is not None]
    if not present:
        return None
    columns = {
        column.name: np.concatenate([getattr(certificate, column.name) for certificate in present])
        for column in fields(Certificate)
    }
    order = {
        "family": np.argsort(columns["family"], kind="stable"),
        "volunteer": np.argsort(columns["volunteer"], kind="stable"),
        "window": np.lexsort((columns["window_start"], columns["window_week"], columns["window_volunteer"])),
        "pair": np.argsort(columns["pair"], kind="stable"),
    }
    return Certificate(**{name: values[order[name.split("_")[0]]] for name, values in columns.items()})


def _residual(network: Network, flow: Integers) -> tuple[Integers, Integers, Integers]:
    forward, backward = flow < network.capacity, flow > 0
    tail = np.concatenate([network.tail[forward], network.head[backward]]).astype(np.int64)
    head = np.concatenate([network.head[forward], network.tail[backward]]).astype(np.int64)
    cost = np.concatenate([network.cost[forward], -network.cost[backward]])
    order = np.argsort(tail, kind="stable")
    return tail[order], head[order], cost[order]


def _arcs_of(first: NDArray[np.intp], nodes: NDArray[np.intp]) -> Integers:
    """Places of all arcs that leave these nodes, in arrays sorted by tail."""
    counts = first[nodes + 1] - first[nodes]
    before = np.cumsum(counts) - counts
    places: Integers = np.arange(int(counts.sum())) + np.repeat(first[nodes] - before, counts)
    return places

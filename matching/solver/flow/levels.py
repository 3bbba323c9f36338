"""A circulation that maximises several sums of integers in strict order.

As many levels as fit share one 64-bit cost; the next ones are solved on the arcs that the reduced costs of
those before leave free, which are all that an equally good circulation can change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from matching.solver.certificate import Network, potentials, reduced_costs
from matching.solver.errors import CostRangeError, FlowError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

MOST_COST = 1 << 60


@dataclass(frozen=True, eq=False)
class Arcs:
    """Ends and capacities of the arcs of a network."""

    nodes: int
    tail: Integers
    head: Integers
    capacity: Integers


@dataclass(frozen=True, eq=False)
class Level:
    """What a unit on each arc is worth, at least 0, and the most that all units together can be worth."""

    worth: Integers
    most: int


def lexicographic(arcs: Arcs, levels: list[Level], most_cost: int) -> Integers:
    """Flow per arc that is best on the first level, then the second, and so on.

    Raises
    ------
    CostRangeError
        If one level alone times the nodes exceeds `most_cost`.
    """
    free, flow = np.ones(len(arcs.tail), np.bool_), np.zeros(len(arcs.tail), np.int64)
    costs = _costs(levels, arcs.nodes, most_cost)
    for place, cost in enumerate(costs, start=1):
        ends = arcs.tail[free].astype(np.int32), arcs.head[free].astype(np.int32)
        network = Network(arcs.nodes, *ends, arcs.capacity[free], cost[free])
        found = _cheapest(network, _imbalance(arcs, flow, ~free))
        flow[free] = found
        if place < len(costs):
            reduced = reduced_costs(network, potentials(network, found))
            free[np.flatnonzero(free)[reduced != 0]] = False
    return flow


def _costs(levels: list[Level], nodes: int, most_cost: int) -> list[Integers]:
    """Costs to minimise one after the other, as few as fit in the range."""
    for together in range(len(levels), 0, -1):
        groups = [levels[:together], *([level] for level in levels[together:])]
        factors = [_factors(group) for group in groups]
        largest = max(
            sum(int(level.worth.max(initial=0)) * factor for level, factor in zip(group, row, strict=True))
            for group, row in zip(groups, factors, strict=True)
        )
        if largest * (nodes + 1) < most_cost:
            return [_cost(group, row) for group, row in zip(groups, factors, strict=True)]
    raise CostRangeError(f"a network of {nodes} nodes is too large for the costs of the flow solver")


def _factors(levels: list[Level]) -> list[int]:
    """What a unit of each level costs: one more than all that the levels after it can add up to."""
    factors = [1]
    for level in reversed(levels[1:]):
        factors.insert(0, factors[0] * (level.most + 1))
    return factors


def _cost(levels: list[Level], factors: list[int]) -> Integers:
    total = np.zeros(len(levels[0].worth), np.int64)
    for level, factor in zip(levels, factors, strict=True):
        total -= level.worth * factor
    return total


def _imbalance(arcs: Arcs, flow: Integers, settled: Flags) -> Integers:
    """What the arcs that are settled bring to each node, less what they take away."""
    supply = np.zeros(arcs.nodes, np.int64)
    np.add.at(supply, arcs.head[settled], flow[settled])
    np.subtract.at(supply, arcs.tail[settled], flow[settled])
    return supply


def _cheapest(network: Network, supply: Integers) -> Integers:
    solver = SimpleMinCostFlow()
    ends, amounts = (network.tail, network.head), (network.capacity, network.cost)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(*ends, *amounts)
    solver.set_nodes_supplies(np.arange(network.nodes, dtype=np.int32), supply)
    status = solver.solve()
    if status == solver.BAD_COST_RANGE:
        raise CostRangeError("the flow solver refuses costs of this size")
    if status != solver.OPTIMAL:
        raise FlowError(f"the flow solver answers {status.name}")
    flows: Integers = solver.flows(arcs)
    return flows

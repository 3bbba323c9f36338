"""One minimum cost flow over all components at once, for instances without clashes, one reader a family."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from benchmarks.worth import ranked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver import Instance


class WholeFlowError(Exception):
    """The flow solver has no answer."""


def whole_flow(instance: Instance) -> NDArray[np.int64]:
    """Rows of the chosen pairs: the cheapest circulation hub, volunteer, family, hub."""
    volunteers, families = len(instance.volunteers), len(instance.families)
    hub, volunteer, family = 0, 1 + np.arange(volunteers), 1 + volunteers + np.arange(families)
    pairs = instance.pair_count
    tail = np.concatenate([np.full(volunteers, hub), volunteer[instance.volunteer], family])
    head = np.concatenate([volunteer, family[instance.family], np.full(families, hub)])
    capacity = np.concatenate([instance.capacity, np.ones(pairs + families, np.int64)])
    cost = np.concatenate([np.zeros(volunteers, np.int64), -ranked(instance), np.zeros(families, np.int64)])
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        tail.astype(np.int32), head.astype(np.int32), capacity, cost
    )
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise WholeFlowError(status.name)
    flow: NDArray[np.int64] = solver.flows(arcs)
    return np.flatnonzero(flow[volunteers : volunteers + pairs] > 0).astype(np.int64)

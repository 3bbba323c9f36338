"""SciPy's sparse assignment (LAPJVsp), for instances without clashes, one reader a family, capacity 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from benchmarks.worth import ranked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver import Instance


def sparse_matching(instance: Instance) -> NDArray[np.int64]:
    """Rows of the chosen pairs.

    Every family gets a column of its own that stands for "not placed", so that a full matching exists.
    """
    families, volunteers, worth = len(instance.families), len(instance.volunteers), ranked(instance)
    top = int(worth.max(initial=0)) + 1
    own = np.arange(families)
    row = np.concatenate([instance.family, own])
    column = np.concatenate([instance.volunteer, volunteers + own])
    cost = np.concatenate([top - worth, np.full(families, top)]).astype(np.float64)
    costs = csr_array((cost, (row, column)), shape=(families, volunteers + families))
    family, chosen = min_weight_full_bipartite_matching(costs)
    placed = chosen < volunteers
    keys = instance.family.astype(np.int64) * volunteers + instance.volunteer
    order = np.argsort(keys)
    wanted = family[placed].astype(np.int64) * volunteers + chosen[placed]
    rows: NDArray[np.int64] = order[np.searchsorted(keys[order], wanted)]
    return rows

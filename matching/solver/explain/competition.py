"""Who a family lost to: the families and volunteers that it shares, directly or through others.

Start at an unplaced family: all its volunteers, all whom they serve, those families' other volunteers, and so
on until nobody is added. If anybody in that set could take one more or give way, the family would have a
reader; so all places there are in use, by families who come first or as soon (Hall, On representatives of
subsets, 1935, doi:10.1112/jlms/s1-10.37.26: more families than places, so one is left over).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matching.solver.components import usable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from matching.solver.instance import Instance
    from matching.solver.result import Result

    Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Competition:
    """A family without reader, and all that it competes for and with.

    Attributes
    ----------
    family : int
        Row of the family that is not placed.
    families : tuple of int
        Rows of the families in the set, ascending: this one, and those served there.
    volunteers : tuple of int
        Rows of their volunteers, ascending: nobody else is feasible for any of these families.
    places : int
        Visits of these volunteers in the result. Room beyond that cannot be used: visits would clash, or
        the family needs two readers. All families in the set together need more.
    lowest : tuple of (int, int)
        Urgency (0 or 1) and waiting band of the lowest priority served in the set; the family's own when
        nobody is served there. In a proven result it is at least the family's own, unless moments or a
        second reader decide.
    """

    family: int
    families: tuple[int, ...]
    volunteers: tuple[int, ...]
    places: int
    lowest: tuple[int, int]


def competition(instance: Instance, result: Result) -> dict[int, Competition]:
    """The competition of every family that has pairs and is not placed, by its row."""
    served = np.zeros(len(instance.families), np.bool_)
    served[instance.family[result.pair]] = True
    unplaced = np.unique(instance.family[~served[instance.family]]).tolist()
    readers = len(instance.volunteers)
    reach = _Reach(*_steps(instance, result, served))
    visits = np.bincount(instance.volunteer[result.pair], minlength=readers)
    found = {}
    for family in unplaced:
        nodes = reach.of(readers + family)
        volunteers, families = nodes[nodes < readers], nodes[nodes >= readers] - readers
        found[family] = Competition(
            family,
            tuple(families.tolist()),
            tuple(volunteers.tolist()),
            int(visits[volunteers].sum()),
            _lowest(instance, families[served[families]], family),
        )
    return found


def _steps(instance: Instance, result: Result, served: NDArray[np.bool_]) -> tuple[Rows, Rows, int]:
    """Arcs from each family to volunteers it could have, and from each volunteer to families they have.

    A family that is served can only change to a volunteer whom pins leave for it.
    """
    readers = len(instance.volunteers)
    open_rows = np.flatnonzero(usable(instance) | ~served[instance.family])
    chosen = result.pair
    tail = np.concatenate([readers + instance.family[open_rows].astype(np.int64), instance.volunteer[chosen]])
    head = np.concatenate([instance.volunteer[open_rows], readers + instance.family[chosen].astype(np.int64)])
    return tail, head, readers + len(instance.families)


def _lowest(instance: Instance, families: Rows, own: int) -> tuple[int, int]:
    ranks = zip(instance.urgent[families].tolist(), instance.band[families].tolist(), strict=True)
    urgent, band = min(ranks, default=(bool(instance.urgent[own]), int(instance.band[own])))
    return int(urgent), band


class _Reach:
    """All that can be reached from a node of a graph, worked out once for all that share it."""

    def __init__(self, tail: Rows, head: Rows, nodes: int) -> None:
        links = coo_array((np.ones(len(tail), np.int8), (tail, head)), shape=(nodes, nodes))
        self._label = connected_components(links, connection="strong")[1]
        order = np.argsort(self._label, kind="stable")
        self._members = np.split(order, np.flatnonzero(np.diff(self._label[order])) + 1)
        steps = np.unique(np.stack([self._label[tail], self._label[head]]), axis=1)
        steps = steps[:, steps[0] != steps[1]]
        first = np.searchsorted(steps[0], np.arange(len(self._members) + 1))
        self._next = [steps[1, a:b].tolist() for a, b in pairwise(first.tolist())]
        self._known: dict[int, frozenset[int]] = {}

    def of(self, node: int) -> Rows:
        """The node itself and all nodes that can be reached from it; ascending."""
        groups = self._groups(int(self._label[node]))
        return np.sort(np.concatenate([self._members[group] for group in groups]))

    def _groups(self, start: int) -> frozenset[int]:
        waiting = [start]
        while waiting:
            group = waiting[-1]
            unknown = [other for other in self._next[group] if other not in self._known]
            if unknown and group not in self._known:
                waiting.extend(unknown)
                continue
            waiting.pop()
            if group not in self._known:
                self._known[group] = frozenset({group}).union(*self._of(self._next[group]))
        return self._known[start]

    def _of(self, groups: Iterable[int]) -> list[frozenset[int]]:
        return [self._known[group] for group in groups]

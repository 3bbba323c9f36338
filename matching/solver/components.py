"""Independent parts of an instance: whoever is linked by feasible pairs is decided together, nobody else.

Everything below the instance works on a `Part`: rows in the fixed order of ids, so that the order of the
input changes nothing. A part is one component, or several small ones that are cheaper to solve in one go.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matching.solver.instance import NO_SLOT
from matching.solver.result import vector
from matching.solver.slots import WEEK_STARTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.instance import Instance
    from matching.solver.result import Vector

    Rows = NDArray[np.int64]
    Flags = NDArray[np.bool_]

PAIRS_TOGETHER = 4_000


@dataclass(frozen=True, eq=False)
class Part:
    """One or several components as columns of their own.

    Attributes
    ----------
    instance : Instance
    row : int64[p]
        Rows of the pairs in the instance, ordered by family and volunteer.
    volunteer, family : int64[p]
        Local rows of the pairs' two sides; local rows follow the fixed order of ids.
    component : int64[p]
        Number of the component of each pair, 0 to `components` - 1.
    components : int
    capacity : int64[n]
    need, urgent, band : int64[m]
    score, kept : int64[p]
        Quality, and 1 for a published pair.
    pinned : bool[p]
    """

    instance: Instance
    row: Rows
    volunteer: Rows
    family: Rows
    component: Rows
    components: int
    capacity: Rows
    need: Rows
    urgent: Rows
    band: Rows
    score: Rows
    kept: Rows
    pinned: Flags

    @property
    def pair_count(self) -> int:
        """Number of pairs."""
        return len(self.row)

    @property
    def family_count(self) -> int:
        """Number of families."""
        return len(self.need)

    def of_component(self, number: int) -> Part:
        """One component as a part of its own."""
        rows = self.row[self.component == number]
        return part_of(self.instance, rows, np.zeros(len(rows), np.int64))


@dataclass(frozen=True, eq=False)
class Share:
    """Components that are solved in one go: rows of their pairs in the fixed order, and component of each."""

    row: Rows
    component: Rows


def shares(instance: Instance) -> list[Share]:
    """Components in the order of their first family; consecutive small ones go together.

    A share is closed when its next component would make it large. So the shares of some consecutive shares
    are the same as they are among all: who solves them does not change what is found.
    """
    rows = _ordered(instance, np.flatnonzero(usable(instance)))
    if not len(rows):
        return []
    label = _labels(instance, rows)
    order = np.argsort(label, kind="stable")
    sizes = np.bincount(label)
    first = _first_of_shares(sizes.tolist())
    edges = (np.cumsum(sizes) - sizes)[first[1:]]
    return [
        Share(rows[np.sort(piece)], label[np.sort(piece)] - label[piece[0]])
        for piece in np.split(order, edges)
    ]


def split(instance: Instance) -> list[Part]:
    """The shares of an instance as parts."""
    return [part_of(instance, share.row, share.component) for share in shares(instance)]


def _first_of_shares(sizes: list[int]) -> list[int]:
    """Numbers of the components that begin a share."""
    first, together = [0], 0
    for number, size in enumerate(sizes):
        if together and together + size > PAIRS_TOGETHER:
            first.append(number)
            together = 0
        together += size
    return first


def usable(instance: Instance) -> Flags:
    """Pairs that can be in any solution that keeps the pins, by counting alone.

    Not usable is a pair of a volunteer without room or with all room pinned, of a family with all readers
    pinned to others, and of a family that needs two readers and has fewer than two left.
    """
    pinned = instance.pinned
    volunteers = np.bincount(instance.volunteer[pinned], minlength=len(instance.volunteers))
    families = np.bincount(instance.family[pinned], minlength=len(instance.families))
    full_volunteer = volunteers >= instance.capacity
    full_family = families >= instance.need
    keep = pinned | ~(full_volunteer[instance.volunteer] | full_family[instance.family])
    left = np.bincount(instance.family[keep], minlength=len(instance.families))
    return keep & (left >= instance.need)[instance.family]


def part_of(instance: Instance, rows: Rows, label: Rows) -> Part:
    """Columns of some pairs, given in the fixed order, with the labels of their components."""
    volunteer_rows, volunteer = local_rows(instance.volunteer[rows], instance.volunteer_rank)
    family_rows, family = local_rows(instance.family[rows], instance.family_rank)
    known, component = np.unique(label, return_inverse=True)
    return Part(
        instance=instance,
        row=rows,
        volunteer=volunteer,
        family=family,
        component=component.astype(np.int64),
        components=len(known),
        capacity=instance.capacity[volunteer_rows],
        need=instance.need[family_rows],
        urgent=instance.urgent[family_rows].astype(np.int64),
        band=instance.band[family_rows],
        score=instance.score[rows].astype(np.int64),
        kept=instance.kept[rows].astype(np.int64),
        pinned=instance.pinned[rows],
    )


def option_starts(part: Part, pairs: NDArray[np.integer]) -> tuple[Rows, Rows, Rows]:
    """All options of these pairs: the pair, and the start in week A and in week B (0 to 181), -1 for none."""
    instance = part.instance
    first = instance.option_start[part.row[pairs]]
    counts = instance.option_start[part.row[pairs] + 1] - first
    place = np.arange(int(counts.sum())) + np.repeat(first - np.cumsum(counts) + counts, counts)
    one, other = instance.option[place].astype(np.int64).T
    rhythm, start = one // WEEK_STARTS, one % WEEK_STARTS
    start_a = np.where(rhythm <= 1, start, -1)
    start_b = np.where(rhythm == 1, np.where(other == NO_SLOT, -1, other % WEEK_STARTS), start)
    return np.repeat(pairs, counts).astype(np.int64), start_a, start_b


def ceiling(part: Part) -> Vector:
    """A bound that needs no solving: every family placed with its best pairs, every published pair kept."""
    order = np.lexsort((-part.score, part.family))
    first = np.cumsum(np.bincount(part.family)) - np.bincount(part.family)
    place = np.arange(part.pair_count) - first[part.family[order]]
    best = part.score[order][place < part.need[part.family[order]]].sum()
    kept = np.minimum(np.bincount(part.family, part.kept).astype(np.int64), part.need).sum()
    return vector([int(part.urgent.sum()), part.family_count, int(part.band.sum()), int(best), int(kept)])


def _ordered(instance: Instance, rows: Rows) -> Rows:
    keys = instance.volunteer_rank[instance.volunteer[rows]], instance.family_rank[instance.family[rows]]
    ordered: Rows = rows[np.lexsort(keys)]
    return ordered


def _labels(instance: Instance, rows: Rows) -> Rows:
    """Component of each pair, numbered in the order of first appearance."""
    volunteers, size = len(instance.volunteers), len(instance.volunteers) + len(instance.families)
    ends = (instance.volunteer[rows], instance.family[rows].astype(np.int64) + volunteers)
    links = coo_array((np.ones(len(rows), np.int8), ends), shape=(size, size))
    raw = connected_components(links, directed=False)[1][instance.volunteer[rows]]
    _, first, label = np.unique(raw, return_index=True, return_inverse=True)
    numbers: Rows = np.argsort(np.argsort(first))[label]
    return numbers


def local_rows(rows: NDArray[np.int32], rank: Rows) -> tuple[Rows, Rows]:
    """The distinct rows in the fixed order (`rank`), and for each given row its place among them."""
    _, first, place = np.unique(rank[rows], return_index=True, return_inverse=True)
    return rows[first].astype(np.int64), place.astype(np.int64)

"""The block flow drawn for exchanges: one arc for each pair, and limits that can be moved from both sides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from matching.solver.flow.blocks import Blocks, blocks
from matching.solver.flow.chains import Chains
from matching.solver.flow.scale import worth_of_families, worth_of_pairs
from matching.solver.flow.tight import tight_scale

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.components import Part
    from matching.solver.flow.scale import Scale

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

HUB = 0


@dataclass(frozen=True, eq=False)
class Chart:
    """Arcs of a part: its pairs, block to pair, volunteer to block, hub to volunteer, family to hub.

    A pair that blocks hold back has a node of its own between its blocks and its family.

    Attributes
    ----------
    part : Part
    blocks : Blocks
    scale : Scale
    step : int
        1 where arcs are counted behind the levels of their costs, 0 where there is no room for that.
    unit : int
        More than the arcs of any chain, or 1 where they are not counted.
    nodes : int
    tail, head : int64[a]
        Arc i is pair i; `of_inside`, `of_blocks`, `of_volunteers` and `of_families` tell the others.
    most : int64[a]
        Capacities.
    worth : int64[a, 6]
        What a unit on each arc is worth, in halves, see `scale`.
    cost : int64[a]
        The number of what a unit costs, times `unit`.
    """

    part: Part
    blocks: Blocks
    scale: Scale
    step: int
    unit: int
    nodes: int
    tail: Integers
    head: Integers
    most: Integers
    worth: Integers
    cost: Integers

    @classmethod
    def of(cls, part: Part) -> Chart:
        """The chart of a part.

        Raises
        ------
        CostRangeError
            If the part is too large for exact distances.
        """
        pairs = np.bincount(part.volunteer, minlength=len(part.capacity))
        held = blocks(part, np.minimum(part.capacity, pairs) > 1)
        nodes, ends = _ends(part, held)
        tail, head, most = (np.concatenate(column) for column in zip(*ends, strict=True))
        worth = np.zeros((len(tail), worth_of_pairs(part).shape[1]), np.int64)
        worth[: part.pair_count] = worth_of_pairs(part)
        worth[len(tail) - part.family_count :] = worth_of_families(part)
        scale, steps = tight_scale(part, nodes + 1)
        unit = max(1, steps)
        cost = -scale.numbers(worth) * unit
        return cls(part, held, scale, min(1, steps), unit, nodes, tail, head, most, worth, cost)

    @property
    def of_inside(self) -> slice:
        """Arcs from a block to a pair, in the order of `Blocks.pair`."""
        return slice(self.part.pair_count, self.part.pair_count + len(self.blocks.pair))

    @property
    def of_blocks(self) -> slice:
        """Arcs from a volunteer to a block."""
        return slice(self.of_inside.stop, self.of_inside.stop + len(self.blocks.start))

    @property
    def of_volunteers(self) -> slice:
        """Arcs from the hub to a volunteer."""
        return slice(self.of_blocks.stop, self.of_blocks.stop + len(self.part.capacity))

    @property
    def of_families(self) -> slice:
        """Arcs from a family to the hub."""
        return slice(self.of_volunteers.stop, len(self.tail))

    @cached_property
    def chains(self) -> Chains:
        """Search for chains of exchanges."""
        return Chains(self.nodes, self.tail, self.head)

    def flow_of(self, chosen: Flags) -> Integers | None:
        """The flow of a choice of pairs, None when it is no flow: blocks or capacities do not let it."""
        inside = _inside(self.blocks, chosen)
        if inside is None:
            return None
        part = self.part
        used = np.bincount(self.blocks.block[inside], minlength=len(self.blocks.start))
        flow: Integers = np.concatenate([
            chosen, inside, used,
            np.bincount(part.volunteer[chosen], minlength=len(part.capacity)),
            np.bincount(part.family[chosen], minlength=part.family_count),
        ]).astype(np.int64)  # fmt: skip
        return flow if (flow <= self.most).all() else None


def _ends(part: Part, held: Blocks) -> tuple[int, list[tuple[Integers, Integers, Integers]]]:
    """Number of nodes, and tail, head and capacity of the five kinds of arcs."""
    volunteers, families = len(part.capacity), part.family_count
    first_block = 1 + volunteers
    first_pair = first_block + len(held.start)
    own, place = np.unique(held.pair, return_inverse=True)
    first_family = first_pair + len(own)
    tail = 1 + part.volunteer
    tail[own] = first_pair + np.arange(len(own))
    owner = np.zeros(len(held.start), np.int64)
    owner[held.block] = part.volunteer[held.pair]
    family_nodes = first_family + np.arange(families)
    return first_family + families, [
        (tail, first_family + part.family, np.ones(part.pair_count, np.int64)),
        (first_block + held.block, first_pair + place, np.ones(len(held.pair), np.int64)),
        (1 + owner, first_block + np.arange(len(owner)), np.ones(len(owner), np.int64)),
        (np.full(volunteers, HUB), 1 + np.arange(volunteers), part.capacity),
        (family_nodes, np.full(families, HUB), part.need),
    ]


def _inside(held: Blocks, chosen: Flags) -> Flags | None:
    """A block of its own for each chosen pair that blocks hold back: which arcs inside are used."""
    used = np.zeros(len(held.pair), np.bool_)
    inside = np.flatnonzero(chosen[held.pair])
    pairs, row = np.unique(held.pair[inside], return_inverse=True)
    if not len(pairs):
        return used
    links = coo_array(
        (np.ones(len(inside), np.int8), (row, held.block[inside])), shape=(len(pairs), len(held.start))
    )
    block = maximum_bipartite_matching(links.tocsr(), perm_type="column")
    if (block < 0).any():
        return None
    used[inside] = held.block[inside] == block[row]
    return used

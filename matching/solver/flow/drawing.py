"""The arcs of the block flow: hub 0, volunteers, blocks, sinks, pairs that may flow once only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.components import Part
    from matching.solver.flow.blocks import Blocks

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

HUB = 0
_COLUMNS = (("capacity", 1), ("pair", -1), ("volunteer", -1), ("block", -1), ("family", -1), ("once", -1))


@dataclass(frozen=True, eq=False)
class Network:
    """Arcs, and what each of them stands for (-1 for nothing).

    Attributes
    ----------
    nodes : int
    blocks : Blocks
    tail, head, capacity : int64[a]
    pair : int64[a]
        The pair that is chosen when the arc is used.
    volunteer, block, family, once : int64[a]
        What the arc's capacity limits: places of a volunteer, a block, readers of a family, a pair.
    """

    nodes: int
    blocks: Blocks
    tail: Integers
    head: Integers
    capacity: Integers
    pair: Integers
    volunteer: Integers
    block: Integers
    family: Integers
    once: Integers


class _Arcs:
    """Arcs drawn so far."""

    def __init__(self) -> None:
        self._pieces: list[tuple[Integers, ...]] = []

    def add(self, tail: Integers, head: Integers, **columns: Integers) -> None:
        """Arcs between these ends; `columns` as in `Network`."""
        shape = np.broadcast_shapes(tail.shape, head.shape)
        values = [columns.get(name, np.int64(usual)) for name, usual in _COLUMNS]
        self._pieces.append(tuple(np.broadcast_to(column, shape) for column in (tail, head, *values)))

    def network(self, nodes: int, blocks: Blocks) -> Network:
        """All arcs."""
        return Network(nodes, blocks, *(np.concatenate(column) for column in zip(*self._pieces, strict=True)))


class Drawing:
    """Draws the network of a part.

    The arc of a pair lets two units through where its family's sink lets only one: then it is never the pair
    itself that is scarce.
    """

    def __init__(self, part: Part, blocks: Blocks) -> None:
        self._part = part
        self._blocks = blocks
        self._straight = np.ones(part.pair_count, np.bool_)
        self._straight[blocks.pair] = False

    def network(self, allowed: Flags, forced: Flags) -> Network:
        """Network with the pairs allowed; a forced family with one of two pinned gets a sink for each."""
        part, arcs = self._part, _Arcs()
        sink_of_pair, family, capacity = _sinks(part, forced)
        volunteers = np.arange(len(part.capacity))
        first_sink = 1 + len(volunteers) + len(self._blocks.start)
        sinks = first_sink + np.arange(len(family))
        target = first_sink + sink_of_pair
        arcs.add(np.array(HUB), 1 + volunteers, capacity=part.capacity, volunteer=volunteers)
        self._draw_straight(arcs, allowed, target)
        nodes = self._draw_blocks(arcs, allowed, target, first_sink + len(family))
        arcs.add(sinks, np.array(HUB), capacity=capacity, family=family)
        return arcs.network(nodes, self._blocks)

    def _draw_straight(self, arcs: _Arcs, allowed: Flags, target: Integers) -> None:
        part = self._part
        straight = np.flatnonzero(allowed & self._straight)
        for_two = part.need[part.family[straight]] > 1
        arcs.add(
            1 + part.volunteer[straight],
            target[straight],
            capacity=np.where(for_two, 1, 2),
            pair=straight,
            once=np.where(for_two, straight, -1),
        )

    def _draw_blocks(self, arcs: _Arcs, allowed: Flags, target: Integers, nodes: int) -> int:
        """Arcs to and from the blocks, with a node per pair of a family for two; the new number of nodes."""
        part = self._part
        inside = allowed[self._blocks.pair]
        pair, block = self._blocks.pair[inside], self._blocks.block[inside]
        node = 1 + len(part.capacity) + block
        for_two = part.need[part.family[pair]] > 1
        once, place = np.unique(pair[for_two], return_inverse=True)
        head = target[pair]
        head[for_two] = nodes + place
        in_use, one = np.unique(node, return_index=True)
        arcs.add(1 + part.volunteer[pair[one]], in_use, block=block[one])
        arcs.add(node, head, capacity=np.array(2), pair=pair)
        arcs.add(nodes + np.arange(len(once)), target[once], once=once)
        return nodes + len(once)


def _sinks(part: Part, forced: Flags) -> tuple[Integers, Integers, Integers]:
    """Where units end: sink of each pair; family and capacity of each sink.

    A family is one sink, but two when one of its two readers is pinned: the other one then comes from the
    other pairs.
    """
    pins = np.bincount(part.family[part.pinned], minlength=part.family_count)
    halved = np.flatnonzero(forced & (part.need > 1) & (pins == 1))
    second = np.full(part.family_count, -1)
    second[halved] = part.family_count + np.arange(len(halved))
    elsewhere = (second[part.family] >= 0) & ~part.pinned
    capacity = np.concatenate([part.need, np.ones(len(halved), np.int64)])
    capacity[halved] = 1
    return (
        np.where(elsewhere, second[part.family], part.family),
        np.concatenate([np.arange(part.family_count), halved]),
        capacity,
    )

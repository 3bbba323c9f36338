"""The network of a part, solved again and again with other pairs forbidden and other families decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.flow.blocks import blocks
from matching.solver.flow.levels import MOST_COST, Arcs, Level, lexicographic
from matching.solver.instance import TOP_BAND, TOP_SCORE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.components import Part

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

UNDECIDED, IN, OUT = range(3)
_HUB = 0


@dataclass(frozen=True, eq=False)
class Choice:
    """Answer of the relaxation: its pairs, whether every decided family is whole, whether it is proven."""

    chosen: Flags
    whole: bool
    proven: bool


@dataclass(frozen=True, eq=False)
class _Sinks:
    """Where units end: sink of each pair; family and capacity of each sink.

    A family is one sink, but two when one of its two readers is pinned: the other one then comes from the
    other pairs.
    """

    of_pair: Integers
    family: Integers
    capacity: Integers


class _Drawing:
    """Arcs drawn so far."""

    def __init__(self) -> None:
        self._pieces: list[tuple[Integers, ...]] = []

    def add(self, tail: Integers, head: Integers, **columns: Integers) -> None:
        """Arcs between these ends: `capacity` (1), `pair` they stand for (-1), `rank` of a unit (0)."""
        shape = np.broadcast_shapes(tail.shape, head.shape)
        values = [
            columns.get(name, np.int64(usual)) for name, usual in (("capacity", 1), ("pair", -1), ("rank", 0))
        ]
        self._pieces.append(tuple(np.broadcast_to(column, shape) for column in (tail, head, *values)))

    def columns(self) -> list[Integers]:
        """Tail, head, capacity, pair and rank of all arcs."""
        return [np.concatenate(column) for column in zip(*self._pieces, strict=True)]


class BlockFlow:
    """The relaxation of a part.

    Parameters
    ----------
    part : Part
    most_cost : int, optional
        Limit on cost times nodes; a smaller one makes the levels be solved one by one.
    """

    def __init__(self, part: Part, most_cost: int = MOST_COST) -> None:
        self._part = part
        self._most_cost = most_cost
        pairs = np.bincount(part.volunteer, minlength=len(part.capacity))
        self._block_pair, self._block = blocks(part, np.minimum(part.capacity, pairs) > 1)
        self._straight = np.ones(part.pair_count, np.bool_)
        self._straight[self._block_pair] = False

    def solve(self, forbidden: Flags | None = None, decision: Integers | None = None) -> Choice:
        """Best choice of pairs in the relaxation.

        Parameters
        ----------
        forbidden : bool[p], optional
            Pairs that may not be used.
        decision : int64[m], optional
            `UNDECIDED`, `IN` or `OUT` for every family; a family with a pin counts as in.

        Raises
        ------
        CostRangeError
            If even the costs of a single level do not fit.
        """
        part = self._part
        decision = np.zeros(part.family_count, np.int64) if decision is None else decision
        forced = (np.bincount(part.family, part.pinned, part.family_count) > 0) | (decision == IN)
        allowed = (decision != OUT)[part.family]
        if forbidden is not None:
            allowed = allowed & ~forbidden
        nodes, (tail, head, capacity, pair, rank) = self._drawn(allowed, forced)
        arcs = Arcs(nodes, tail, head, capacity)
        flow, proven = lexicographic(arcs, self._levels(pair, rank), self._most_cost)
        chosen = np.zeros(part.pair_count, np.bool_)
        chosen[pair[(pair >= 0) & (flow > 0)]] = True
        readers = np.bincount(part.family[chosen], minlength=part.family_count)
        return Choice(chosen, bool((readers >= part.need)[forced].all()), proven)

    def _drawn(self, allowed: Flags, forced: Flags) -> tuple[int, list[Integers]]:
        """Number of nodes and the arcs: hub 0, volunteers, blocks, sinks, pairs that may flow once only."""
        part, sinks = self._part, _sinks(self._part, forced)
        volunteers = len(part.capacity)
        first_sink = 1 + volunteers + int(self._block.max(initial=-1)) + 1
        sink_of_pair = first_sink + sinks.of_pair
        sink_nodes = first_sink + np.arange(len(sinks.family))
        drawing = _Drawing()
        drawing.add(np.array(_HUB), 1 + np.arange(volunteers), capacity=part.capacity)
        straight = np.flatnonzero(allowed & self._straight)
        drawing.add(1 + part.volunteer[straight], sink_of_pair[straight], pair=straight)
        nodes = self._draw_blocks(drawing, allowed, sink_of_pair, int(sink_nodes[-1]) + 1)
        drawing.add(
            sink_nodes, np.array(_HUB), capacity=sinks.capacity, rank=_ranks(part, forced)[sinks.family]
        )
        return nodes, drawing.columns()

    def _draw_blocks(self, drawing: _Drawing, allowed: Flags, sink_of_pair: Integers, nodes: int) -> int:
        """Arcs to and from the blocks, with a node per pair of a family for two; the new number of nodes."""
        part = self._part
        inside = allowed[self._block_pair]
        pair, block = self._block_pair[inside], 1 + len(part.capacity) + self._block[inside]
        for_two = part.need[part.family[pair]] > 1
        once, place = np.unique(pair[for_two], return_inverse=True)
        target = sink_of_pair[pair]
        target[for_two] = nodes + place
        in_use, one = np.unique(block, return_index=True)
        drawing.add(1 + part.volunteer[pair[one]], in_use)
        drawing.add(block, target, pair=pair)
        drawing.add(nodes + np.arange(len(once)), sink_of_pair[once])
        return nodes + len(once)

    def _levels(self, pair: Integers, rank: Integers) -> list[Level]:
        part = self._part
        units = int(part.need.sum())
        score = np.where(pair >= 0, part.score[pair], 0)
        kept = np.where(pair >= 0, part.kept[pair], 0)
        most_kept = min(units, int(part.kept.sum()))
        return [Level(rank, int(rank.sum()) * 2), Level(score, units * TOP_SCORE), Level(kept, most_kept)]


def _sinks(part: Part, forced: Flags) -> _Sinks:
    pins = np.bincount(part.family[part.pinned], minlength=part.family_count)
    halved = np.flatnonzero(forced & (part.need > 1) & (pins == 1))
    second = np.full(part.family_count, -1)
    second[halved] = part.family_count + np.arange(len(halved))
    elsewhere = (second[part.family] >= 0) & ~part.pinned
    capacity = np.concatenate([part.need, np.ones(len(halved), np.int64)])
    capacity[halved] = 1
    return _Sinks(
        np.where(elsewhere, second[part.family], part.family),
        np.concatenate([np.arange(part.family_count), halved]),
        capacity,
    )


def _ranks(part: Part, forced: Flags) -> Integers:
    """Order of a unit's worth on the first three levels as 1, 2, ..; decided families are above all."""
    share = 2 // part.need
    key = (part.urgent * share * 3 + share) * (2 * TOP_BAND + 1) + part.band * share
    key[forced] = np.iinfo(np.int64).max
    ranks: Integers = np.unique(key, return_inverse=True)[1].astype(np.int64) + 1
    return ranks

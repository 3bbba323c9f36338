"""The network of a part, solved again and again with other pairs forbidden and other families decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.flow.blocks import blocks
from matching.solver.flow.drawing import Drawing, Network
from matching.solver.flow.levels import MOST_COST, Arcs, Level, lexicographic
from matching.solver.flow.prices import Prices, prices_of
from matching.solver.instance import TOP_BAND, TOP_SCORE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.components import Part

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

UNDECIDED, IN, OUT = range(3)


@dataclass(frozen=True, eq=False)
class Choice:
    """Answer of the relaxation.

    Attributes
    ----------
    chosen : bool[p]
        Its pairs.
    whole : bool
        Whether every decided family has all its readers.
    prices : Prices or None
        The proof that no answer of the relaxation is better; None if there is none.
    """

    chosen: Flags
    whole: bool
    prices: Prices | None

    @property
    def proven(self) -> bool:
        """Whether no answer of the relaxation is better."""
        return self.prices is not None


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
        self._drawing = Drawing(part, blocks(part, np.minimum(part.capacity, pairs) > 1))

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
        network = self._drawing.network(allowed, forced)
        arcs = Arcs(network.nodes, network.tail, network.head, network.capacity)
        flow = lexicographic(arcs, self._levels(network, forced), self._most_cost)
        chosen = np.zeros(part.pair_count, np.bool_)
        chosen[network.pair[(network.pair >= 0) & (flow > 0)]] = True
        readers = np.bincount(part.family[chosen], minlength=part.family_count)
        whole = bool((readers >= part.need)[forced].all())
        return Choice(chosen, whole, prices_of(part, network, flow, forced))

    def _levels(self, network: Network, forced: Flags) -> list[Level]:
        part, pair = self._part, network.pair
        units = int(part.need.sum())
        rank = np.where(network.family >= 0, _ranks(part, forced)[network.family], 0)
        score = np.where(pair >= 0, part.score[pair], 0)
        kept = np.where(pair >= 0, part.kept[pair], 0)
        most_kept = min(units, int(part.kept.sum()))
        return [Level(rank, int(rank.sum()) * 2), Level(score, units * TOP_SCORE), Level(kept, most_kept)]


def _ranks(part: Part, forced: Flags) -> Integers:
    """Order of a unit's worth on the first three levels as 1, 2, ..; decided families are above all."""
    share = 2 // part.need
    key = (part.urgent * share * 3 + share) * (2 * TOP_BAND + 1) + part.band * share
    key[forced] = np.iinfo(np.int64).max
    ranks: Integers = np.unique(key, return_inverse=True)[1].astype(np.int64) + 1
    return ranks

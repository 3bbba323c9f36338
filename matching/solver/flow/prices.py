"""Integer duals of the block flow, as vectors: what one more of everything scarce would be worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.certificate import Network as Costs
from matching.solver.certificate import potentials
from matching.solver.errors import CostRangeError, FlowError
from matching.solver.flow.scale import MUST, Scale, worth_of_families, worth_of_pairs
from matching.solver.result import Certificate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.components import Part
    from matching.solver.flow.blocks import Blocks
    from matching.solver.flow.drawing import Network

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_PIN_PRICE = np.array([-(1 << 20), 0, 0, 0, 0], np.int64)


@dataclass(frozen=True, eq=False)
class Prices:
    """Vectors per arc of the network: what one more unit of its capacity would be worth, in halves."""

    network: Network
    vector: Integers


def prices_of(part: Part, network: Network, flow: Integers, forced: Flags) -> Prices | None:
    """Prices that prove that this flow is lexicographically best, None if there are none.

    They come from the shortest chains of exchanges in the residual network; whether they are a proof is
    checked arc by arc and level by level, in whole numbers.
    """
    try:
        scale = Scale.of(part)
        cost = -_worth(part, network, forced)
        ends = network.tail.astype(np.int32), network.head.astype(np.int32)
        costs = Costs(network.nodes, *ends, network.capacity, scale.numbers(cost))
        potential = scale.vectors(potentials(costs, flow))
    except (CostRangeError, FlowError):
        return None
    reduced = cost + potential[network.tail] - potential[network.head]
    sign = _signs(reduced)
    inside = (flow >= 0) & (flow <= network.capacity)
    slack = ((sign <= 0) | (flow == 0)) & ((sign >= 0) | (flow == network.capacity))
    if not (inside & slack).all():
        return None
    return Prices(network, np.where((sign < 0)[:, None], -reduced, 0))


def certificate_of(part: Part, prices: Prices, covered: Flags) -> Certificate | None:
    """The prices of the components whose pairs are marked in `covered`, in rows of the instance.

    None when a family that needs two readers is pinned: one price of its two readers does not do.
    """
    if (part.pinned & (part.need[part.family] > 1) & covered).any() or not covered.any():
        return None
    network, vector = prices.network, _five_levels(prices.vector)
    paid = vector.any(axis=1)
    family = _of(network.family, _marked(part.family[covered], part.family_count))
    shown = _marked(part.volunteer[covered], len(part.capacity))
    volunteer = paid & _of(network.volunteer, shown)
    owner = _owners(part, network.blocks)
    block = paid & _of(network.block, shown[owner])
    once = paid & _of(network.once, covered)
    family_row = _rows(part.family, part.instance.family[part.row], part.family_count)
    volunteer_row = _rows(part.volunteer, part.instance.volunteer[part.row], len(part.capacity))
    pins = np.flatnonzero(part.pinned & covered)
    in_block = network.block[block]
    return Certificate(
        family=family_row[network.family[family]],
        family_price=vector[family],
        volunteer=volunteer_row[network.volunteer[volunteer]],
        volunteer_price=vector[volunteer],
        window_volunteer=volunteer_row[owner[in_block]],
        window_week=network.blocks.week[in_block].astype(np.int8),
        window_start=network.blocks.start[in_block].astype(np.int16),
        window_price=vector[block],
        pair=part.row[np.concatenate([network.once[once], pins])].astype(np.int32),
        pair_price=np.concatenate([vector[once], _PIN_PRICE[None, :].repeat(len(pins), axis=0)]),
    )


def _five_levels(vectors: Integers) -> Integers:
    """Families that must be served as very many urgent ones, which the price of their pin takes off."""
    five: Integers = vectors[:, MUST + 1 :] - vectors[:, [MUST]] * _PIN_PRICE
    return five


def _of(owner: Integers, shown: Flags) -> Flags:
    """Arcs that limit one of those that are shown; -1 limits nothing."""
    limits = owner >= 0
    limits[limits] = shown[owner[limits]]
    return limits


def _owners(part: Part, blocks: Blocks) -> Integers:
    """Volunteer of each block."""
    owner = np.zeros(len(blocks.start), np.int64)
    owner[blocks.block] = part.volunteer[blocks.pair]
    return owner


def _marked(rows: Integers, count: int) -> Flags:
    marks = np.zeros(count, np.bool_)
    marks[rows] = True
    return marks


def _worth(part: Part, network: Network, forced: Flags) -> Integers:
    """What a unit on each arc is worth: vectors ``[a, 6]``."""
    of_family = worth_of_families(part)
    of_family[forced, MUST] = 1
    worth = np.zeros((len(network.tail), of_family.shape[1]), np.int64)
    pairs, families = network.pair >= 0, network.family >= 0
    worth[pairs] = worth_of_pairs(part)[network.pair[pairs]]
    worth[families] = of_family[network.family[families]]
    return worth


def _signs(vectors: Integers) -> Integers:
    """Sign of the first level that is not zero."""
    first = np.argmax(vectors != 0, axis=1)
    signs: Integers = np.sign(np.take_along_axis(vectors, first[:, None], axis=1)[:, 0])
    return signs


def _rows(local: Integers, whole: NDArray[np.int32], count: int) -> NDArray[np.int32]:
    rows = np.zeros(count, np.int32)
    rows[local] = whole
    return rows

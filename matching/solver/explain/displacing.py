"""Who could take one family more, told from a result without solving anything.

Only chains of volunteers with one place each are followed: whoever has a single visit can have it at any of
its moments, so nothing on such a chain can clash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.solver.instance import TOP_BAND

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.instance import Instance
    from matching.solver.result import Result

    Rows = NDArray[np.int64]

FREE = -1
"""Priority of whom a chain displaces when it ends at a volunteer with room: nobody."""

NO_CHAIN = np.iinfo(np.int64).max


def priority(instance: Instance) -> Rows:
    """Rank of each family in what comes first: urgency, then the waiting band."""
    rank: Rows = instance.urgent * np.int64(TOP_BAND + 1) + instance.band
    return rank


def displaced(instance: Instance, result: Result) -> Rows:
    """Per volunteer the lowest priority that a chain of exchanges from there can displace.

    A family of a higher priority that could be paired with this volunteer would be placed: each family on the
    chain moves on to another volunteer, and the last one takes free room or the place of the family with
    that priority.

    Returns
    -------
    int64[n]
        `FREE` for free room, `NO_CHAIN` where no chain of volunteers with one place is known.
    """
    chosen = result.pair
    visits = np.bincount(instance.volunteer[chosen], minlength=len(instance.volunteers))
    single = instance.capacity == 1
    moves = chosen[(instance.need[instance.family[chosen]] == 1) & single[instance.volunteer[chosen]]]
    moves = moves[~instance.pinned[moves]]
    owner = np.full(len(instance.families), -1)
    owner[instance.family[moves]] = instance.volunteer[moves]
    lowest = np.where((visits == 0) & (instance.capacity > 0), FREE, NO_CHAIN)
    lowest[instance.volunteer[moves]] = priority(instance)[instance.family[moves]]
    links = np.flatnonzero(owner[instance.family] >= 0)
    here, there = owner[instance.family[links]], instance.volunteer[links]
    while True:
        before = lowest.copy()
        np.minimum.at(lowest, here, lowest[there])
        if np.array_equal(before, lowest):
            return lowest


def outbid(result: Result, added: Instance, volunteer: int) -> bool:
    """Whether the proof of the result tells that the family of a new pair could not be placed by it.

    That is so when the pair is worth less than what the volunteer's place costs in the dual solution: the
    dual solution then bounds the enlarged instance as well as the old one.

    Parameters
    ----------
    result : Result
    added : Instance
        The new pair, of a family that has no other.
    volunteer : int
        Row of its volunteer in the result's instance, whose capacity is not changed.
    """
    proof = result.certificate
    if proof is None or volunteer not in proof.volunteer:
        return False
    price = proof.volunteer_price[np.flatnonzero(proof.volunteer == volunteer)[0]].tolist()
    worth = [2 * int(added.urgent[0]), 2, 2 * int(added.band[0]), 2 * int(added.score[0]), 0]
    return bool(worth < price)

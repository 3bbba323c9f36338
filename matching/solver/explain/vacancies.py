"""What one more reader would be worth to each family, over and above the quality of the new pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.components import split
from matching.solver.errors import CostRangeError
from matching.solver.explain.displacing import FREE, NO_CHAIN, displaced
from matching.solver.flow import Exchange
from matching.solver.instance import TOP_BAND
from matching.solver.result import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from matching.solver.components import Part
    from matching.solver.instance import Instance
    from matching.solver.pairing import Families
    from matching.solver.result import Result

    Rows = NDArray[np.int64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Vacancies:
    """Per family (row) the worth of one more reader.

    Attributes
    ----------
    worth : int64[m, 5]
        Change of the objective, the new pair's own score and publication not counted. For a family that is
        placed it is what its reader, set free, leads to.
    vacant : bool[m]
        Takes part and is not placed.
    firm : bool[m]
        No solution gains more than `worth` tells; for a vacant family it is reached by giving the reader to
        it and changing nothing else. Elsewhere it is an estimate.
    """

    worth: Rows
    vacant: Flags
    firm: Flags


def vacancies(families: Families, instance: Instance, result: Result) -> Vacancies:
    """Worth of one more reader to every family of an instance made from these families.

    Where the result is an optimal flow, the worth is what the best chain of exchanges gives. Where visits
    clash or a family for two is left over, it is estimated by the chains of the best flow,
    and by what a second reader of that family would be taken from.
    """
    own, single = _own(instance), instance.need == 1
    chosen = np.zeros(instance.pair_count, np.bool_)
    chosen[result.pair] = True
    vacant = families.in_programme & families.ready
    vacant[instance.family[chosen]] = False
    direct = np.where((vacant & single)[:, None], own, 0)
    worth, firm = direct.copy(), np.ones(len(families), np.bool_)
    for part in split(instance):
        for rows, chains, proven in _chains(part, chosen[part.row]):
            worth[rows], firm[rows] = _greater(chains, direct[rows]), proven
    for_two = np.flatnonzero(vacant & ~single)
    worth[for_two], firm[for_two] = own[for_two] - _of_second(instance, result, own)[for_two], False
    worth[instance.family[instance.pinned]] = 0
    return Vacancies(worth, vacant, firm)


def _own(instance: Instance) -> Rows:
    """What each family counts for when it is placed, without the quality of its pairs."""
    one, nothing = np.ones_like(instance.band), np.zeros_like(instance.band)
    return np.stack([instance.urgent.astype(np.int64), one, instance.band, nothing, nothing], axis=1)


def _of_second(instance: Instance, result: Result, own: Rows) -> Rows:
    """What is lost by giving each family a reader from those who are there; all where there is none."""
    visits = np.bincount(instance.volunteer[result.pair], minlength=len(instance.volunteers))
    lowest = np.where(visits < instance.capacity, FREE, displaced(instance, result))
    rank = np.full(len(instance.families), NO_CHAIN)
    np.minimum.at(rank, instance.family, lowest[instance.volunteer])
    urgent, band = np.divmod(rank, TOP_BAND + 1)
    lost = np.stack([urgent, np.ones_like(rank), band, np.zeros_like(rank), np.zeros_like(rank)], axis=1)
    lost[rank == FREE] = 0
    return np.where((rank == NO_CHAIN)[:, None], own, lost)


def _chains(part: Part, chosen: Flags) -> Iterator[tuple[Rows, Rows, bool]]:
    """Rows of families in the instance, their worths, and whether the result is optimal there as a flow."""
    try:
        now = Exchange.of(part, chosen)
    except CostRangeError:
        yield _rows(part), np.zeros((part.family_count, len(LEVELS)), np.int64), False
        return
    if now is not None and now.optimal:
        for_two = part.need[part.family] > 1
        halved = bool((for_two & ~np.isin(part.family, part.family[chosen])).any())
        yield _rows(part), now.relief(), not halved
    elif part.components > 1:
        for number in range(part.components):
            inside = part.component == number
            yield from _chains(part.of_component(number), chosen[inside])
    else:
        best = Exchange.relaxed(part)
        if best is not None:
            yield _rows(part), best.relief(), False


def _greater(one: Rows, other: Rows) -> Rows:
    """Row by row the lexicographically greater vector."""
    apart = one - other
    first = np.argmax(apart != 0, axis=1)
    ahead = np.take_along_axis(apart, first[:, None], axis=1) > 0
    return np.where(ahead, one, other)


def _rows(part: Part) -> Rows:
    rows = np.empty(part.family_count, np.int64)
    rows[part.family] = part.instance.family[part.row]
    return rows

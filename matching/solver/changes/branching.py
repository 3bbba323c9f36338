"""The best solution within limits, from best flows of the relaxation: best first, one chain for each branch.

A flow whose visits clash, or that gives a family one of two readers, stands for solutions that are worth no
more than it. It is divided: the family in and out; or, for pairs that clash, the first of them out, the first
in and the second out, and so on. The parts share no solution, and each costs one or two chains.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.changes.moving import moved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from matching.solver.changes.solved import Solved
    from matching.solver.components import Part
    from matching.solver.control import Control
    from matching.solver.flow import Exchange
    from matching.solver.result import Vector

    Option = tuple[int, int]
    Flags = NDArray[np.bool_]

MOST_NODES = 400


@dataclass(frozen=True, eq=False)
class Found:
    """A best solution.

    Attributes
    ----------
    flow : Exchange
    options : dict of int to (int, int)
        Its pairs (local rows) with the slot codes of their options.
    open : tuple of Exchange
        With `flow`, these stand for all solutions within the limits.
    """

    flow: Exchange
    options: dict[int, Option]
    open: tuple[Exchange, ...]


class UndecidedError(Exception):
    """The best solution was not found with as many nodes as are allowed, or in time."""


def best(
    solved: Solved, roots: Sequence[Exchange], control: Control, least: Vector | None = None
) -> Found | None:
    """The best solution that the roots stand for, None if there is none worth at least `least`, in halves.

    Raises
    ------
    UndecidedError
        If it was not found with as many nodes as are allowed, or the caller wants to stop.
    """
    numbers = count()
    heap = [(_descending(root), next(numbers), root) for root in roots]
    heapify(heap)
    for _ in range(MOST_NODES):
        if not heap or (least is not None and heap[0][-1].halves < least):
            return None
        *_, flow = heappop(heap)
        options, children = _looked_at(solved, flow)
        if options is not None:
            return Found(flow, options, tuple(root for *_, root in heap))
        if control.should_stop:
            raise UndecidedError
        for child in children:
            heappush(heap, (_descending(child), next(numbers), child))
    raise UndecidedError


def _looked_at(solved: Solved, flow: Exchange) -> tuple[dict[int, Option] | None, list[Exchange]]:
    """Options of a flow's pairs if it is a solution, and else the flows into which it is divided."""
    halved = _half_served(flow.part, flow.chosen)
    if halved is not None:
        return None, _present([flow.with_family(halved), flow.without_family(halved)])
    fitted = moved(solved, flow.chosen)
    if fitted.together:
        return fitted.options, []
    if not fitted.certain:
        raise UndecidedError
    tightened = solved.rooms.tightened(flow, fitted.clashing)
    return None, _present(tightened or list(_without_clash(flow, fitted.clashing)))


def _half_served(part: Part, chosen: Flags) -> int | None:
    """A family that needs two readers and has one, None if there is none."""
    readers = np.bincount(part.family[chosen], minlength=part.family_count)
    halved = np.flatnonzero((readers > 0) & (readers < part.need))
    return int(halved[0]) if len(halved) else None


def _without_clash(flow: Exchange, clash: tuple[int, ...]) -> Iterator[Exchange | None]:
    rest: Exchange | None = flow
    for pair in clash:
        if rest is None:
            return
        yield rest.without_pair(pair)
        rest = rest.with_pair(pair)


def _present(flows: Sequence[Exchange | None]) -> list[Exchange]:
    return [flow for flow in flows if flow is not None]


def _descending(flow: Exchange) -> tuple[int, ...]:
    return tuple(-level for level in flow.halves)

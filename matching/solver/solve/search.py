"""Branch and bound over the block flow, for a component where visits clash or families need two readers.

A node is the flow with some pairs forbidden and some families decided. If its answer has a family with one of
two readers, the family is tried in and out; if it has visits that clash, one node for each pair of a smallest
clashing group forbids that pair. Nodes are taken in the order of their bounds, so that the best open node is
the bound of the whole. The number of nodes depends on the size of the component alone: without a time limit
the answer is always the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.clashes import HASTY_STEPS, Moments, objective
from matching.solver.components import ceiling
from matching.solver.flow import IN, OUT, BlockFlow
from matching.solver.result import NOTHING
from matching.solver.solve.bounds import bound_of, half_served
from matching.solver.solve.ledger import Outcome
from matching.solver.solve.pins import pins_only

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.clashes import Timetable
    from matching.solver.components import Part
    from matching.solver.control import Control
    from matching.solver.result import Vector

    Option = tuple[int, int]

_LEAST_NODES = 8
_MOST_NODES = 40
_WORK = 1_000_000
_DIVES = 12


@dataclass(frozen=True, eq=False)
class _Node:
    """What is decided, and what the relaxation makes of it; `whole` when it is a solution."""

    forbidden: frozenset[int]
    decided: frozenset[tuple[int, int]]
    chosen: NDArray[np.bool_]
    bound: Vector
    halves: tuple[int, ...]
    timetable: Timetable

    @property
    def whole(self) -> bool:
        return not (self.halves or self.timetable.clashes or self.timetable.unsettled)


def search(part: Part, control: Control) -> Outcome:
    """Best solution of one component, as far as the nodes, the time limit and the caller allow.

    Raises
    ------
    PinError
        If no solution keeps the pins.
    """
    return _Search(part, control).run()


def first_come(part: Part) -> Outcome:
    """A solution without search, for want of time: best families first, each with its best free reader."""
    quick = _Search(part, None)
    quick.improve(np.zeros(part.pair_count, np.bool_))
    return quick.outcome(ceiling(part))


class _Search:
    def __init__(self, part: Part, control: Control | None) -> None:
        self._part = part
        self._control = control
        self._moments = Moments(part)
        self._pins = pins_only(part, self._moments)
        self._best: dict[int, Option] = {}
        self._value: Vector = NOTHING
        self._offer(self._pins.options)
        self._abandoned: Vector = NOTHING
        self._nodes_left = min(_MOST_NODES, max(_LEAST_NODES, _WORK // part.pair_count))
        self._seen: set[tuple[frozenset[int], frozenset[tuple[int, int]]]] = set()
        best_first = np.lexsort((-part.kept, -part.score, part.family))
        self._of_family = np.split(best_first, np.cumsum(np.bincount(part.family))[:-1])
        self._worth = np.lexsort((np.arange(part.family_count), -part.band, -part.urgent))

    def run(self) -> Outcome:
        flow = BlockFlow(self._part)
        root = self._evaluate(flow, frozenset(), frozenset())
        if root is None:
            return self.outcome(ceiling(self._part))
        if root.whole or root.bound <= self._value:
            return self.outcome(root.bound)
        self._dive(flow, root)
        heap, numbers = [(_descending(root.bound), 0, 0, root)], count(1)
        while heap and heap[0][3].bound > self._value and self._may_go_on():
            _, depth, _, node = heappop(heap)
            for child in self._children(flow, node):
                heappush(heap, (_descending(child.bound), depth - 1, next(numbers), child))
        return self.outcome(max([self._abandoned, *(node.bound for *_, node in heap[:1])]))

    def outcome(self, bound: Vector) -> Outcome:
        return Outcome(self._best, self._value, max(bound, self._value), 1, self._part.family_count)

    def improve(self, chosen: NDArray[np.bool_]) -> None:
        """Make a solution of the relaxation's families first, then of others, without what clashes."""
        plan = self._pins.copy(HASTY_STEPS)
        wanted = np.bincount(self._part.family[chosen], minlength=self._part.family_count) >= self._part.need
        for family in [
            *self._worth[wanted[self._worth]].tolist(),
            *self._worth[~wanted[self._worth]].tolist(),
        ]:
            if not plan.serves(family):
                rows = self._of_family[family]
                plan.add_one_of(family, [*rows[chosen[rows]].tolist(), *rows[~chosen[rows]].tolist()])
        self._offer(plan.options)

    def _may_go_on(self) -> bool:
        return self._nodes_left > 0 and not (self._control is not None and self._control.should_stop)

    def _offer(self, options: dict[int, Option]) -> None:
        value = objective(self._part, options)
        if not self._best or value > self._value:
            self._best, self._value = options, value

    def _evaluate(
        self, flow: BlockFlow, forbidden: frozenset[int], decided: frozenset[tuple[int, int]]
    ) -> _Node | None:
        """Solve one node; None when nothing in it can keep the pins and the families decided as in."""
        self._nodes_left -= 1
        mask = np.zeros(self._part.pair_count, np.bool_)
        mask[list(forbidden)] = True
        decision = np.zeros(self._part.family_count, np.int64)
        for family, verdict in decided:
            decision[family] = verdict
        choice = flow.solve(mask, decision)
        if not choice.whole:
            return None
        halves = half_served(self._part, choice.chosen)
        pairs = np.flatnonzero(choice.chosen & ~halves[self._part.family])
        timetable = self._moments.timetable(pairs.tolist())
        bound = bound_of(self._part, choice.chosen) if choice.proven else ceiling(self._part)
        node = _Node(
            forbidden, decided, choice.chosen, bound, tuple(np.flatnonzero(halves).tolist()), timetable
        )
        if node.whole:
            self._offer(timetable.options)
        elif bound > self._value:
            self.improve(choice.chosen)
        return node

    def _children(self, flow: BlockFlow, node: _Node) -> list[_Node]:
        """Nodes that together hold every solution of this one that may be better than the best so far."""
        if node.halves:
            family = node.halves[0]
            cases = [(node.forbidden, node.decided | {(family, verdict)}) for verdict in (IN, OUT)]
        elif node.timetable.clashes:
            group = [pair for pair in node.timetable.clashes[0] if not self._part.pinned[pair]]
            cases = [(node.forbidden | {pair}, node.decided) for pair in group]
        else:
            self._abandoned = max(self._abandoned, node.bound)
            cases = []
        new = [case for case in cases if case not in self._seen]
        self._seen.update(new)
        children = [self._evaluate(flow, *case) for case in new]
        return [
            child for child in children if child is not None and not child.whole and child.bound > self._value
        ]

    def _dive(self, flow: BlockFlow, node: _Node) -> None:
        """Settle all halves and clashes at once, a few times over: no proof, but good solutions soon."""
        for _ in range(_DIVES):
            if node.whole or not self._may_go_on():
                return
            groups = [*node.timetable.clashes, *node.timetable.unsettled]
            forbidden = node.forbidden | {pair for group in groups for pair in self._least(group)}
            for verdict in (IN, OUT):
                following = self._evaluate(
                    flow, forbidden, node.decided | {(f, verdict) for f in node.halves}
                )
                if following is not None:
                    break
            if following is None:
                return
            node = following

    def _least(self, group: tuple[int, ...]) -> list[int]:
        """The pair of a clashing group that is worth least, none when all are pinned."""
        part = self._part
        loose = [pair for pair in group if not part.pinned[pair]]
        worth = [(part.urgent[part.family[p]], part.band[part.family[p]], part.score[p], -p) for p in loose]
        return [loose[worth.index(min(worth))]] if loose else []


def _descending(bound: Vector) -> tuple[int, ...]:
    return tuple(-value for value in bound)

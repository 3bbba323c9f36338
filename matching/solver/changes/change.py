"""What becomes of a component when some of its pairs must be in the solution and others must not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.changes.branching import UndecidedError, best
from matching.solver.changes.restriction import restricted
from matching.solver.changes.solved import doubled
from matching.solver.clashes import objective
from matching.solver.errors import PinError
from matching.solver.result import add
from matching.solver.solve import solve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matching.solver.changes.solved import Solved
    from matching.solver.control import Control
    from matching.solver.flow import Exchange
    from matching.solver.result import Vector

    Option = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Change:
    """The best solution of a component under other conditions.

    Attributes
    ----------
    solved : Solved
        The component as it was.
    options : dict of int to (int, int)
        The pairs (local rows) with the slot codes of their options.
    was_best, is_best : bool
        Whether the old and the new solution are proven best.
    """

    solved: Solved
    options: dict[int, Option]
    was_best: bool
    is_best: bool

    @property
    def exact(self) -> bool:
        """Whether both solutions are proven best."""
        return self.was_best and self.is_best

    @property
    def vector(self) -> Vector:
        """Change of the objective, new minus old."""
        one, two, three, four, five = (
            new - old
            for new, old in zip(objective(self.solved.part, self.options), self.solved.value, strict=True)
        )
        return one, two, three, four, five

    @property
    def codes(self) -> dict[int, Option]:
        """Slot codes of the options by row of the instance."""
        return {int(self.solved.part.row[pair]): option for pair, option in self.options.items()}

    @property
    def gained(self) -> list[int]:
        """Rows of the instance of the pairs that come in."""
        return self._rows(set(self.options) - set(self.solved.options))

    @property
    def lost(self) -> list[int]:
        """Rows of the instance of the pairs that go out."""
        return self._rows(set(self.solved.options) - set(self.options))

    def _rows(self, local: set[int]) -> list[int]:
        rows: list[int] = np.sort(self.solved.part.row[sorted(local)]).tolist()
        return rows


class Changing:
    """Changes of one component, each from the same start.

    Parameters
    ----------
    solved : Solved
    control : Control

    Attributes
    ----------
    start : tuple of Exchange
        Best flows of the relaxation that together stand for all solutions of the component.
    proven : bool
        Whether the result is known to be a best one here.
    """

    def __init__(self, solved: Solved, control: Control) -> None:
        self._solved = solved
        self._control = control
        self.proven = solved.proven or solved.flow is not None
        start = solved.relaxed if solved.flow is None else solved.flow
        self.start: tuple[Exchange, ...] = () if start is None else (start,)
        if not self.proven:
            self.spread()

    def spread(self) -> None:
        """Look for best flows that stand for all solutions, the first one a best solution.

        Many changes from there are found sooner than from a flow that is no solution.
        """
        if self._solved.flow is not None:
            return
        try:
            found = best(self._solved, self.start, self._control)
        except UndecidedError:
            return
        if found is not None:
            self.proven = found.flow.halves == doubled(self._solved.value)
            self.start = (found.flow, *found.open)

    def change(self, pins: Sequence[int], bans: Sequence[int]) -> Change:
        """The best solution with all of `pins` and none of `bans` (local rows).

        Raises
        ------
        PinError
            If the pins cannot hold.
        """
        roots = [root for flow in self.start for root in _limited(flow, pins, bans)]
        try:
            found = best(self._solved, roots, self._control)
        except UndecidedError:
            found = None
        if found is None:
            return self._anew(pins, bans)
        return Change(self._solved, found.options, self.proven, is_best=True)

    def at_least(self, floor: Vector | None, pin: int) -> Change | None:
        """The best solution with a pair (local row), None if it changes the objective by less than `floor`.

        Raises
        ------
        PinError
            If the pin cannot hold.
        """
        roots = [root for flow in self.start for root in _limited(flow, [pin], [])]
        least = None if floor is None else doubled(add(self._solved.value, floor))
        try:
            found = best(self._solved, roots, self._control, least)
        except UndecidedError:
            return self._anew([pin], [])
        return None if found is None else Change(self._solved, found.options, self.proven, is_best=True)

    def _anew(self, pins: Sequence[int], bans: Sequence[int]) -> Change:
        part = self._solved.part
        allowed = np.ones(part.pair_count, np.bool_)
        allowed[list(bans)] = False
        rows = np.sort(part.row[allowed])
        pinned = set(part.row[part.pinned].tolist()) | set(part.row[list(pins)].tolist())
        try:
            result = solve(restricted(part.instance, rows, sorted(pinned)), self._control)
        except PinError as error:
            raise PinError("pins", error.reason, error.rule) from error
        local = np.full(part.instance.pair_count, -1)
        local[part.row] = np.arange(part.pair_count)
        pairs = local[rows[result.pair]].tolist()
        options = {pair: (one, other) for pair, (one, other) in zip(pairs, result.code.tolist(), strict=True)}
        return Change(self._solved, options, self.proven, result.status == "optimal")


def _limited(flow: Exchange, pins: Sequence[int], bans: Sequence[int]) -> list[Exchange]:
    """The best flow with all these limits, none if there is none."""
    limited: Exchange | None = flow
    for pair in bans:
        limited = None if limited is None else limited.without_pair(pair)
    for pair in pins:
        limited = None if limited is None else limited.with_pair(pair)
    for family in dict.fromkeys(flow.part.family[list(pins)].tolist()):
        limited = None if limited is None else limited.with_family(family)
    return [] if limited is None else [limited]

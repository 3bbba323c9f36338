"""A run too large for one process: divided here, solved by whichever worker is free, merged here."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

from matching.domain.computation.words import Gathered, Piece, Solved
from matching.solver import Control, solve
from matching.solver.files.columns import instance_bytes, instance_of_bytes, result_bytes, result_of_bytes
from matching.solver.solve import divide, merge
from matching.solver.solve.pins import check_pins

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from queue import SimpleQueue

    from matching.domain.computation.wire import Order
    from matching.domain.computation.words import Word
    from matching.solver import Instance, Progress, Result
    from matching.solver.solve import Piece as Part


class Division:
    """Solves as `solve` does, and leaves it to the worker who computes which piece.

    Parameters
    ----------
    order
        Above how many pairs an instance is divided, and how many make a piece.
    words
        What the worker says meanwhile.
    say
        Tells the worker.
    """

    def __init__(self, order: Order, words: SimpleQueue[Word], say: Callable[[Piece | Solved], None]) -> None:
        self._order = order
        self._words = words
        self._say = say

    def solve(self, instance: Instance, control: Control) -> Result:
        """Solve an instance: at once when it is small, else in pieces."""
        if not self._order.divide_above or instance.pair_count <= self._order.divide_above:
            return solve(instance, control)
        with control.phase("solve"):
            check_pins(instance)
            parts = divide(instance, self._order.piece_pairs)
            self._hand_out(parts)
            results = self._gather(parts, control)
        return merge(instance, list(zip(parts, results, strict=True)), control.timings)

    def _hand_out(self, parts: Sequence[Part]) -> None:
        for number, part in enumerate(parts):
            pairs, families = part.instance.pair_count, len(part.instance.families)
            self._say(Piece(number, len(parts), pairs, families, instance_bytes(part.instance)))

    def _gather(self, parts: Sequence[Part], control: Control) -> list[Result]:
        """Solve the pieces that the worker names, until it gives the results of all."""
        if not parts:
            return []
        while not isinstance(word := self._words.get(), Gathered):
            self._say(_solved(parts[word.number].instance, control))
        return [
            result_of_bytes(content, part.instance) for part, content in zip(parts, word.results, strict=True)
        ]


def solve_piece(content: bytes, control: Control) -> Solved:
    """Solve a piece that another computation has divided off."""
    return _solved(instance_of_bytes(content), control)


def _solved(instance: Instance, control: Control) -> Solved:
    def pass_on(progress: Progress) -> None:
        control.report(*astuple(progress))

    # Its own timings: those of the run count the wait for other workers too.
    aside = Control(control.time_left, pass_on, lambda: control.should_stop)
    result = solve(instance, aside)
    seconds = round(aside.timings["solve"], 3)
    return Solved(seconds, result.objective[1], result.bound[1], result_bytes(result))

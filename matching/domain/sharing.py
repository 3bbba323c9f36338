"""A divided run, seen by the worker who executes it.

It lays the pieces out for every worker, has its own computation solve those that nobody else has
taken, and gives the results of all back to it. So a lone worker finishes too, and one who helped
and died delays a piece until its lease is over.
"""

import time

from django.conf import settings

from matching.domain import components
from matching.domain.components import PieceLease, Totals
from matching.domain.computation.process import Computation
from matching.domain.computation.wire import Progress
from matching.domain.computation.words import Gathered, Piece, Solved, SolvePiece
from matching.domain.leases import Lease
from matching.domain.rounds import LOOK_EVERY, WRITE_EVERY, Rounds


class Sharing:
    """The pieces of one run, from the first that is told to the results of all.

    Parameters
    ----------
    lease
        Of the run.
    computation
        That of the run: it has divided it, and keeps the pieces.
    solve_before
        When the time limit of the run is over, by this process's monotonic clock.

    Attributes
    ----------
    is_on : bool
        Pieces are laid out, and not all results are there.
    """

    def __init__(self, lease: Lease, computation: Computation, solve_before: float) -> None:
        self._lease = lease
        self._computation = computation
        self._solve_before = solve_before
        self._told: list[Piece] = []
        self._mine: PieceLease | None = None
        self._news: Progress | None = None
        self._rounds = Rounds(
            (LOOK_EVERY, self._go_on),
            (WRITE_EVERY, self._note),
            (settings.RUN_HEARTBEAT_SECONDS, self._renew),
        )
        self.is_on = False

    def add(self, piece: Piece) -> None:
        """Take one piece in; with the last one, lay all out and begin."""
        self._told.append(piece)
        if len(self._told) == piece.pieces:
            left = max(0.0, self._solve_before - time.monotonic())
            components.lay_out(lease=self._lease, pieces=self._told, seconds_left=left)
            self._told.clear()
            self.is_on = True
            self._go_on()

    def hear(self, progress: Progress) -> None:
        """Hear how far the piece is that the own computation solves."""
        self._news = progress

    def finish(self, solved: Solved) -> None:
        """Write the result of that piece, unless somebody else has it meanwhile, and go on."""
        if self._mine is not None:
            components.finish(self._mine, solved)
        self._mine = self._news = None
        self._go_on()

    def tend(self) -> None:
        """Do what is due."""
        if self.is_on:
            self._rounds.make()

    def totals(self) -> Totals:
        """Add up how far all pieces are."""
        return components.totals(self._lease.run_id)

    def _go_on(self) -> None:
        """Claim a piece, or, when none is left and all have finished, give the results back."""
        if self._mine is not None:
            return
        self._mine = components.claim(run_id=self._lease.run_id)
        if self._mine is not None:
            self._computation.tell(SolvePiece(self._mine.number))
        elif self.totals().is_complete:
            self._computation.tell(Gathered(tuple(components.results(self._lease.run_id))))
            self.is_on = False

    def _note(self) -> None:
        if self._mine is not None and self._news is not None:
            components.note(self._mine, self._news)
            self._news = None

    def _renew(self) -> None:
        if self._mine is not None:
            components.renew(self._mine)

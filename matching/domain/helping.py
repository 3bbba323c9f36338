"""Help with one piece of a run that another worker executes."""

import logging
import time

from django.conf import settings

from matching.domain import components
from matching.domain.components import PieceLease
from matching.domain.computation.process import BrokeOffError, Computation
from matching.domain.computation.wire import PIECE, Broken, Order, Progress
from matching.domain.computation.words import Solved
from matching.domain.leases import LostLeaseError
from matching.domain.presets import RunSettings
from matching.domain.rounds import LOOK_EVERY, WRITE_EVERY, Rounds
from matching.models import RunComponent
from matching.states import FailureCode
from programmes.domain.clock import database_now

logger = logging.getLogger(__name__)


def help_with(*, run_id: int, number: int) -> None:
    """Compute a piece, or do nothing when another does, or it has finished, or the run has ended."""
    lease = components.claim(run_id=run_id, number=number)
    if lease is None:
        logger.info("piece %s of run %s is not to be taken up", number, run_id)
        return
    try:
        with Computation() as computation:
            _Watch(lease, computation).follow()
    except LostLeaseError:
        logger.info("piece %s of run %s went on without lease %s", number, run_id, lease.lease_number)
    except BrokeOffError as error:
        if error.out_of_memory:
            components.fail(lease, FailureCode.MEMORY_LIMIT)
        else:
            components.hand_back(lease)


class _Watch:
    """Follows the computation of a piece, as the run's own worker follows that of the run."""

    def __init__(self, lease: PieceLease, computation: Computation) -> None:
        self._lease = lease
        self._computation = computation
        self._news: Progress | None = None
        self._stopped = False
        self._rounds = Rounds(
            (LOOK_EVERY, self._look), (WRITE_EVERY, self._note), (settings.RUN_HEARTBEAT_SECONDS, self._renew)
        )

    def follow(self) -> None:
        piece = components.held(self._lease).select_related("run").first()
        if piece is None:
            raise LostLeaseError
        seconds = max(0.0, (piece.solve_before - database_now()).total_seconds())
        self._order(piece, seconds)
        self._look()
        deadline = time.monotonic() + seconds + settings.RUN_GRACE_SECONDS
        while time.monotonic() < deadline:
            if self._hear():
                return
            self._rounds.make()
        components.hand_back(self._lease)

    def _order(self, piece: RunComponent, seconds: float) -> None:
        content = bytes(piece.content or b"")
        chosen = RunSettings.of_json(piece.run.settings)
        order = Order(
            size=len(content),
            rules=chosen.rules,
            weights=chosen.weights,
            time_limit=seconds,
            memory_bytes=settings.RUN_MEMORY_LIMIT_BYTES,
            kind=PIECE,
        )
        self._computation.send(order, content)

    def _hear(self) -> bool:
        for said in self._computation.listen(wait=LOOK_EVERY / 2):
            if isinstance(said, Progress):
                self._news = said
            elif isinstance(said, Solved):
                self._check(held=components.finish(self._lease, said))
                return True
            elif isinstance(said, Broken):
                logger.error("computation: %s", self._computation.last_words().decode(errors="replace"))
                components.fail(self._lease, FailureCode(said.code))
                return True
        return False

    def _look(self) -> None:
        asked = list(components.held(self._lease).values_list("run__stop_requested_at", flat=True))
        self._check(held=bool(asked))
        if asked[0] is not None and not self._stopped:
            self._computation.stop()
            self._stopped = True

    def _note(self) -> None:
        if self._news is not None:
            self._check(held=components.note(self._lease, self._news))
            self._news = None

    def _renew(self) -> None:
        self._check(held=components.renew(self._lease))

    @staticmethod
    def _check(*, held: bool) -> None:
        if not held:
            raise LostLeaseError

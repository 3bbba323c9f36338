"""The five phases of a run, in the worker that holds its lease: load, pair, solve, explain, store.

The pairs, the solution and the comparison are made by a computation process; this one stays free
to renew the lease, to write progress, and to hear that somebody stopped or cancelled the run.
A large run is divided, and other workers help to solve it: see `sharing`.
"""

import logging
import time

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from matching.domain import ending, leases, snapshot
from matching.domain.centres import centres_of
from matching.domain.computation.process import BrokeOffError, Computation
from matching.domain.computation.wire import Broken, Order, Outcome, Progress, Said
from matching.domain.computation.words import Piece, Solved
from matching.domain.leases import Lease, LostLeaseError
from matching.domain.presets import RunSettings
from matching.domain.progress import Curve, as_fields
from matching.domain.rounds import LOOK_EVERY, WRITE_EVERY, Rounds
from matching.domain.sharing import Sharing
from matching.domain.storing import store
from matching.models import MatchingRun, Snapshot
from matching.states import FailureCode, RunPhase
from programmes.domain.clock import database_now

logger = logging.getLogger(__name__)


class FailedError(Exception):
    """The run cannot succeed; `code` says why."""

    def __init__(self, code: FailureCode) -> None:
        super().__init__(code.value)
        self.code = code


def execute(*, run_id: int) -> None:
    """Execute a run, or do nothing when another does, or it has ended.

    Whatever happens here, the run is left succeeded, failed, or for the next sweep to take up.
    """
    lease = leases.take(run_id=run_id)
    if lease is None:
        logger.info("run %s is not to be taken up", run_id)
        return
    try:
        _execute(lease)
    except LostLeaseError:
        logger.info("run %s went on without lease %s", run_id, lease.number)
    except FailedError as failure:
        _fail(lease, failure.code)
    except BrokeOffError as error:
        if error.out_of_memory:
            _fail(lease, FailureCode.MEMORY_LIMIT)
        else:
            leases.hand_back(lease)


def _execute(lease: Lease) -> None:
    began = time.monotonic()
    with Computation() as computation:
        run = leases.held(lease).select_related("region", "programme").get()
        content = _load(run, lease)
        loaded = time.monotonic()
        outcome = _Watch(lease, computation, RunSettings.of_json(run.settings)).follow(
            content, centres_of(run.region)
        )
    outcome.figures["seconds"] = {"loading": round(loaded - began, 3), **outcome.figures["seconds"]}
    store(lease=lease, outcome=outcome)


def _load(run: MatchingRun, lease: Lease) -> bytes:
    """Give the snapshot: the one of an earlier attempt, or a new one."""
    before = Snapshot.objects.filter(run=run).first()
    if before is not None:
        return bytes(before.content)
    now = database_now()
    rules = RunSettings.of_json(run.settings).rules
    frozen = snapshot.take(run=run, rules=rules, day=timezone.localdate(now))
    with transaction.atomic(durable=True):
        leases.locked(lease)
        Snapshot.objects.create(
            run=run,
            content=frozen.content,
            sha256=frozen.sha256,
            taken_at=now,
            volunteers=frozen.volunteers,
            families=frozen.families,
        )
    return frozen.content


class _Watch:
    """Follows a computation while it tells the run how far it is and whether somebody called it off."""

    def __init__(self, lease: Lease, computation: Computation, chosen: RunSettings) -> None:
        self._lease = lease
        self._computation = computation
        self._chosen = chosen
        self._curve = Curve()
        self._news: Progress | None = None
        self._began = time.monotonic()
        self._sharing = Sharing(lease, computation, self._began + chosen.time_limit)
        self._stopped = False
        self._rounds = Rounds(
            (LOOK_EVERY, self._look),
            (WRITE_EVERY, self._write),
            (settings.RUN_HEARTBEAT_SECONDS, self._renew),
        )

    def follow(self, content: bytes, centres: tuple[tuple[int, int, int], ...]) -> Outcome:
        self._computation.send(
            Order(
                size=len(content),
                rules=self._chosen.rules,
                weights=self._chosen.weights,
                time_limit=self._chosen.time_limit,
                memory_bytes=settings.RUN_MEMORY_LIMIT_BYTES,
                divide_above=settings.RUN_DIVIDE_ABOVE_PAIRS,
                piece_pairs=settings.RUN_PIECE_PAIRS,
                explain_seconds=settings.EXPLAIN_SECONDS,
                centres=centres,
            ),
            content,
        )
        self._look()
        deadline = self._began + self._chosen.time_limit + settings.RUN_GRACE_SECONDS
        while time.monotonic() < deadline:
            for said in self._computation.listen(wait=LOOK_EVERY / 2):
                if isinstance(said, Outcome):
                    self._write_news()
                    return said
                self._hear(said)
            self._sharing.tend()
            self._rounds.make()
        raise FailedError(FailureCode.TIME_LIMIT)

    def _hear(self, said: Said) -> None:
        if isinstance(said, Broken):
            logger.error("computation: %s", self._computation.last_words().decode(errors="replace"))
            raise FailedError(FailureCode(said.code))
        if isinstance(said, Piece):
            self._sharing.add(said)
        elif isinstance(said, Solved):
            self._sharing.finish(said)
        elif isinstance(said, Progress) and self._sharing.is_on:
            self._sharing.hear(said)
        elif isinstance(said, Progress):
            self._tell(said)

    def _tell(self, progress: Progress) -> None:
        self._curve.add(progress)
        self._news = progress

    def _write(self) -> None:
        if self._sharing.is_on:
            self._add_up()
        self._write_news()

    def _write_news(self) -> None:
        if self._news is not None:
            leases.write(self._lease, **as_fields(self._news, self._curve))
            self._news = None

    def _add_up(self) -> None:
        """Make the progress of the run out of that of its pieces."""
        totals = self._sharing.totals()
        if totals.failure:
            raise FailedError(FailureCode(totals.failure))
        seconds = round(time.monotonic() - self._began, 2)
        self._tell(
            Progress(RunPhase.SOLVING, totals.done, totals.pieces, totals.found, totals.at_most, seconds)
        )

    def _renew(self) -> None:
        leases.renew(self._lease)

    def _look(self) -> None:
        asked = list(leases.held(self._lease).values_list("stop_requested_at", flat=True))
        if not asked:
            raise LostLeaseError
        if asked[0] is not None and not self._stopped:
            self._computation.stop()
            self._stopped = True


def _fail(lease: Lease, code: FailureCode) -> None:
    try:
        with transaction.atomic(durable=True):
            ending.fail(leases.locked(lease), code=code, now=database_now())
    except LostLeaseError:
        logger.info("run %s ended before it failed", lease.run_id)

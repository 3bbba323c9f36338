"""The five phases of a run, in the worker that holds its lease: load, pair, solve, explain, store.

The pairs, the solution and the comparison are made by a computation process; this one stays free
to renew the lease, to write progress, and to hear that somebody stopped or cancelled the run.
"""

import logging
import time

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from matching.domain import leases, snapshot
from matching.domain.computation.process import BrokeOffError, Computation
from matching.domain.computation.wire import Broken, Order, Outcome, Progress
from matching.domain.leases import Lease, LostLeaseError
from matching.domain.presets import RunSettings
from matching.domain.progress import Curve, as_fields
from matching.domain.storing import store
from matching.models import MatchingRun, Snapshot
from matching.states import FailureCode, RunState
from programmes.domain import lifecycle
from programmes.domain.clock import database_now

LOOK_EVERY = 0.4
WRITE_EVERY = 0.5
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
        outcome = _Watch(lease, computation).follow(run, content)
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

    def __init__(self, lease: Lease, computation: Computation) -> None:
        self._lease = lease
        self._computation = computation
        self._curve = Curve()
        self._news: Progress | None = None
        self._stopped = False
        self._next_look = self._next_write = 0.0
        self._next_beat = time.monotonic() + settings.RUN_HEARTBEAT_SECONDS

    def follow(self, run: MatchingRun, content: bytes) -> Outcome:
        chosen = RunSettings.of_json(run.settings)
        self._computation.send(
            Order(
                size=len(content),
                rules=chosen.rules,
                weights=chosen.weights,
                time_limit=chosen.time_limit,
                memory_bytes=settings.RUN_MEMORY_LIMIT_BYTES,
            ),
            content,
        )
        deadline = time.monotonic() + chosen.time_limit + settings.RUN_GRACE_SECONDS
        while time.monotonic() < deadline:
            outcome = self._hear()
            if outcome is not None:
                return outcome
            self._tend(time.monotonic())
        raise FailedError(FailureCode.TIME_LIMIT)

    def _hear(self) -> Outcome | None:
        for said in self._computation.listen(wait=LOOK_EVERY / 2):
            if isinstance(said, Outcome):
                return said
            if isinstance(said, Broken):
                logger.error("computation: %s", self._computation.last_words().decode(errors="replace"))
                raise FailedError(FailureCode(said.code))
            self._curve.add(said)
            self._news = said
        return None

    def _tend(self, now: float) -> None:
        if now >= self._next_look:
            self._look()
            self._next_look = now + LOOK_EVERY
        if self._news is not None and now >= self._next_write:
            leases.write(self._lease, **as_fields(self._news, self._curve))
            self._news, self._next_write = None, now + WRITE_EVERY
        if now >= self._next_beat:
            leases.renew(self._lease)
            self._next_beat = now + settings.RUN_HEARTBEAT_SECONDS

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
            run, now = leases.locked(lease), database_now()
            lifecycle.move(
                run, to=RunState.FAILED, by=None, now=now, reason=code, failure=code, finished_at=now
            )
    except LostLeaseError:
        logger.info("run %s ended before it failed", lease.run_id)

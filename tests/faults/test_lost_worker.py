"""Whatever happens to a worker, its run ends (R2, R4, N10 to N13)."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest
from django.db.models.functions import Now

from matching.domain import recovery
from matching.models import MatchingRun, Snapshot
from matching.states import FailureCode, RunState
from tests.factories.matching import RunFactory, town
from tests.worker.processes import COMPUTATION, computation_of, freeze, members, seconds_until_gone
from tests.worker.test_run import start
from tests.worker.waiting import ended, until
from tests.workers import Workers, database_url

SHORT = {"RUN_LEASE_SECONDS": "2", "RUN_HEARTBEAT_SECONDS": "1"}


def lease_runs_out(run: MatchingRun) -> None:
    until(lambda: MatchingRun.objects.filter(pk=run.pk, lease_until__lt=Now()).exists())


def test_a_killed_worker_takes_its_computation_along_and_the_sweep_resumes_the_run(workers: Workers) -> None:
    town()
    first, run = workers.start(**SHORT), start()
    computation = computation_of(first)
    freeze(computation)

    for pid, command in members(first).items():
        if COMPUTATION not in command:
            os.kill(pid, signal.SIGKILL)
    began = time.monotonic()

    assert seconds_until_gone(computation) < 2
    workers.start("-B", **SHORT)
    assert ended(run).state == RunState.SUCCEEDED
    assert time.monotonic() - began < 60
    assert run.attempts == 2
    assert run.proposals.count() > 0


def test_a_killed_computation_is_tried_again(workers: Workers) -> None:
    town()
    worker, run = workers.start(), start()
    os.kill(computation_of(worker), signal.SIGKILL)
    lease_runs_out(run)

    recovery.recover_runs()

    assert ended(run).state == RunState.SUCCEEDED
    assert run.attempts == 2


def test_a_worker_that_wakes_late_changes_nothing(workers: Workers) -> None:
    town()
    sleeper, run = workers.start(**SHORT), start()
    freeze(computation_of(sleeper))
    # Stopped while it stores the snapshot, it would hold the lock of the run.
    until(lambda: Snapshot.objects.filter(run=run).exists())
    os.killpg(sleeper.process.pid, signal.SIGSTOP)
    lease_runs_out(run)
    workers.start(**SHORT)
    recovery.recover_runs()
    assert ended(run).state == RunState.SUCCEEDED
    before = MatchingRun.objects.values().get(pk=run.pk), run.proposals.count()

    os.killpg(sleeper.process.pid, signal.SIGCONT)

    words = f"run {run.pk} went on without lease 1"
    until(lambda: words in sleeper.log.read_text(encoding="utf-8"))
    assert (MatchingRun.objects.values().get(pk=run.pk), run.proposals.count()) == before


def test_the_third_attempt_that_dies_fails_the_run(transactional_db: None) -> None:
    run = RunFactory(state=RunState.RUNNING, attempts=3, lease_number=3, lease_until=Now())

    again = recovery.recover_runs()

    run.refresh_from_db()
    assert again == []
    assert (run.state, run.failure) == (RunState.FAILED, FailureCode.BROKE_OFF)


def test_an_emptied_queue_delays_a_run_and_loses_nothing(workers: Workers) -> None:
    town()
    run = start()
    workers.empty_queue()
    MatchingRun.objects.update(requested_at=run.requested_at.replace(year=2025))
    workers.start()

    recovery.recover_runs()

    assert ended(run).state == RunState.SUCCEEDED


def test_a_run_that_was_just_asked_for_is_left_to_the_queue(workers: Workers) -> None:
    start()

    assert recovery.recover_runs() == []


def test_a_task_delivered_twice_is_done_once(workers: Workers) -> None:
    town()
    run = start()
    MatchingRun.objects.update(requested_at=run.requested_at.replace(year=2025))
    recovery.recover_runs()
    worker = workers.start()

    assert ended(run).state == RunState.SUCCEEDED
    words = f"run {run.pk} is not to be taken up"
    until(lambda: words in worker.log.read_text(encoding="utf-8"))
    run.refresh_from_db()
    assert run.attempts == 1


@pytest.mark.parametrize("call", ["enqueue_run(1)", "enqueue_components(1, range(100))"])
def test_a_queue_that_never_answers_is_not_felt_by_the_asker(transactional_db: None, call: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "REDIS_URL": f"redis://127.0.0.1:{port}/0",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        program = (
            "import time, django; django.setup(); from matching import dispatch; began = time.monotonic();"
            f" dispatch.{call}; print(time.monotonic() - began)"
        )
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=environment,
            capture_output=True,
            timeout=30,
            check=False,
        )

    assert done.returncode == 0, done.stderr
    assert b"waits for the sweep" in done.stderr
    assert float(done.stdout) < 5

"""What the sweep finds, and what it leaves alone."""

import threading

import pytest
from django.db import connections, transaction
from django.db.models.functions import Now

from matching.domain import recovery
from matching.states import RunState
from programmes.domain.once import alone
from tests.factories.matching import RunFactory
from tests.workers import Workers


@pytest.mark.django_db
def test_finds_what_waits_and_what_lost_its_worker() -> None:
    waiting = RunFactory()
    lost = RunFactory(
        programme__slug="voorleesexpress", state=RunState.RUNNING, attempts=1, lease_until=Now()
    )

    assert recovery.recover_runs() == [waiting.pk, lost.pk]


@pytest.mark.django_db
def test_leaves_alone_what_has_ended() -> None:
    for state in (RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED):
        RunFactory(state=state)

    assert recovery.recover_runs() == []


def test_of_two_sweeps_at_once_one_works(workers: Workers) -> None:
    run, found = RunFactory(), []

    def sweep() -> None:
        found.append(recovery.recover_runs())
        connections.close_all()

    with transaction.atomic():
        assert alone(recovery.SWEEP_LOCK)
        other = threading.Thread(target=sweep)
        other.start()
        other.join()

    assert found == [[]]
    assert recovery.recover_runs() == [run.pk]

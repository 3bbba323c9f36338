"""Stop and cancel, while a worker computes."""

import pytest
from django.utils import timezone

from matching.domain import runs
from matching.states import RunState
from programmes.domain.refusal import Refusal
from programmes.models import StateChange
from tests.factories.matching import town
from tests.factories.programmes import coordinator
from tests.worker.processes import computation_of, freeze, seconds_until_gone, thaw
from tests.worker.test_run import start
from tests.worker.waiting import ended
from tests.workers import Workers


def test_cancel_ends_run_and_computation_within_two_seconds(worker: Workers) -> None:
    town()
    run, person = start(), coordinator()
    computation = computation_of(worker.running[0])
    freeze(computation)

    runs.cancel(run=run, by=person, now=timezone.now())

    assert seconds_until_gone(computation) < 2
    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    assert run.proposals.count() == 0
    last = StateChange.objects.filter(subject_id=run.pk, subject="matching.matchingrun").latest("pk")
    assert (last.to_state, last.by) == (RunState.CANCELLED, person)


def test_another_run_can_follow_a_cancelled_one_at_once(worker: Workers) -> None:
    first = start()
    runs.cancel(run=first, by=None, now=timezone.now())

    second = ended(start())

    assert second.state == RunState.SUCCEEDED
    assert second.number == first.number + 1


def test_stop_and_use_ends_as_succeeded(worker: Workers) -> None:
    town()
    run = start()
    computation = computation_of(worker.running[0])
    freeze(computation)

    runs.stop(run=run, by=None, now=timezone.now())
    thaw(computation)

    assert ended(run).state == RunState.SUCCEEDED
    assert run.stop_requested_at is not None
    assert run.figures.placed <= run.figures.bound[1]


def test_a_queued_run_can_be_cancelled(workers: Workers) -> None:
    run = start()

    runs.cancel(run=run, by=None, now=timezone.now())

    assert run.state == RunState.CANCELLED


@pytest.mark.parametrize("call_off", [runs.stop, runs.cancel])
def test_what_has_ended_cannot_be_called_off(worker: Workers, call_off: object) -> None:
    run = ended(start())

    with pytest.raises(Refusal, match="run-has-ended"):
        call_off(run=run, by=None, now=timezone.now())  # type: ignore[operator] # call - either of two functions of one form

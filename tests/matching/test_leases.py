"""Who may write to a run: the fence, alone and against late comers."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from matching.domain import leases, runs
from matching.domain.computation.wire import Chosen, Outcome
from matching.domain.leases import Lease, LostLeaseError
from matching.domain.storing import store
from matching.models import MatchingRun, Proposal
from matching.states import RunPhase, RunState
from tests.factories.families import FamilyFactory
from tests.factories.matching import RunFactory
from tests.factories.moments import NOW
from tests.factories.snapshots import SnapshotFactory
from tests.factories.volunteers import VolunteerFactory

pytestmark = pytest.mark.django_db


def taken(run: MatchingRun) -> Lease:
    lease = leases.take(run_id=run.pk)
    assert lease is not None
    return lease


def expire(run: MatchingRun) -> None:
    MatchingRun.objects.filter(pk=run.pk).update(lease_until=Now() - timedelta(seconds=1))


def outcome() -> Outcome:
    pair = Chosen(VolunteerFactory().pk, FamilyFactory().pk, ("w 3 14:00",), 700, (200,) * 5, 5, 3, 80, False)
    one, none = [0, 1, 2, 700, 0], [0, 0, 0, 0, 0]
    figures = {
        "waiting": 1,
        "available": 1,
        "pairs": 1,
        "without_pair": 0,
        "placed": 1,
        "status": "optimal",
        "objective": one,
        "bound": one,
        "optimal": [True] * 5,
        "components": 1,
        "components_proven": 1,
        "baseline_placed": 0,
        "baseline_objective": none,
        "baseline_travel_mean": 0.0,
        "travel_mean": 5.0,
        "travel_p90": 5,
        "travel_longest": 5,
        "lost": {},
        "pins_left_out": [],
        "seconds": {},
        "peak_bytes": 1,
    }
    return Outcome((pair,), figures)


def test_a_queued_run_is_taken_up_once() -> None:
    run = RunFactory()

    first, second = leases.take(run_id=run.pk), leases.take(run_id=run.pk)

    run.refresh_from_db()
    assert (first, second) == (Lease(run.pk, 1), None)
    assert (run.state, run.phase, run.attempts) == (RunState.RUNNING, RunPhase.LOADING, 1)


def test_an_abandoned_run_is_taken_up_with_a_higher_number() -> None:
    run = RunFactory()
    taken(run)
    expire(run)

    assert taken(run) == Lease(run.pk, 2)


@pytest.mark.parametrize("state", [RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED])
def test_what_has_ended_is_not_taken_up(state: RunState) -> None:
    assert leases.take(run_id=RunFactory(state=state).pk) is None


def test_the_fourth_attempt_is_not_begun() -> None:
    run = RunFactory(attempts=3)

    assert leases.take(run_id=run.pk) is None


def test_an_old_number_writes_nothing() -> None:
    run = RunFactory()
    late = taken(run)
    expire(run)
    taken(run)

    with pytest.raises(LostLeaseError):
        leases.write(late, found=99)

    run.refresh_from_db()
    assert run.found == 0


def test_an_old_number_stores_nothing() -> None:
    run = RunFactory()
    late = taken(run)
    expire(run)
    taken(run)

    with pytest.raises(LostLeaseError):
        store(lease=late, outcome=outcome())

    run.refresh_from_db()
    assert run.state == RunState.RUNNING
    assert not Proposal.objects.exists()


def test_nothing_is_stored_for_a_cancelled_run() -> None:
    run = RunFactory()
    lease = taken(run)
    runs.cancel(run=run, by=None, now=NOW)

    with pytest.raises(LostLeaseError):
        store(lease=lease, outcome=outcome())

    assert not Proposal.objects.exists()


def test_the_present_number_stores_all() -> None:
    run = SnapshotFactory().run

    store(lease=taken(run), outcome=outcome())

    run.refresh_from_db()
    assert (run.state, run.figures.placed, run.proposals.count()) == (RunState.SUCCEEDED, 1, 1)


def test_a_handed_back_run_waits_for_the_sweep() -> None:
    run = RunFactory()
    lease = taken(run)

    leases.hand_back(lease)

    assert leases.take(run_id=run.pk) == Lease(run.pk, 2)

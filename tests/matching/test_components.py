"""Pieces of a run as rows: who may compute and write them, alone and against late comers (R2, N10, N12)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from pytest_django.fixtures import Settings

from matching.domain import components, leases, runs
from matching.domain.components import PieceLease, Totals
from matching.domain.computation.wire import Progress
from matching.domain.computation.words import Piece, Solved
from matching.domain.leases import Lease, LostLeaseError
from matching.domain.violations import broken_constraint
from matching.models import MatchingRun, RunComponent
from matching.states import FailureCode
from tests.factories.matching import RunFactory
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db

SOLVED = Solved(seconds=0.5, found=2, at_most=3, content=b"result")


def pieces(*contents: bytes) -> list[Piece]:
    return [Piece(number, len(contents), 10 + number, 4, content) for number, content in enumerate(contents)]


def taken() -> Lease:
    lease = leases.take(run_id=RunFactory().pk)
    assert lease is not None
    return lease


def laid_out(*contents: bytes) -> Lease:
    lease = taken()
    components.lay_out(lease=lease, pieces=pieces(*(contents or (b"one", b"two"))), seconds_left=60)
    return lease


def claimed(run_id: int, number: int | None = None) -> PieceLease:
    lease = components.claim(run_id=run_id, number=number)
    assert lease is not None
    return lease


def expire(lease: PieceLease) -> None:
    components.held(lease).update(lease_until=Now() - timedelta(seconds=1))


def test_the_largest_piece_is_claimed_first_and_each_once() -> None:
    run_id = laid_out().run_id

    claims = [components.claim(run_id=run_id) for _ in range(3)]

    assert claims == [PieceLease(run_id, 1, 1), PieceLease(run_id, 0, 1), None]


def test_a_piece_that_somebody_computes_is_not_claimed_by_its_number() -> None:
    run_id = laid_out().run_id
    claimed(run_id, 0)

    assert components.claim(run_id=run_id, number=0) is None


def test_a_piece_whose_worker_is_gone_is_claimed_again_with_a_higher_number() -> None:
    first = claimed(laid_out().run_id, 0)
    expire(first)

    second = claimed(first.run_id, 0)

    assert second.lease_number == 2
    assert not components.finish(first, SOLVED)
    assert components.finish(second, SOLVED)


def test_a_finished_piece_is_not_claimed_and_not_written_again() -> None:
    lease = claimed(laid_out().run_id, 0)
    components.finish(lease, SOLVED)

    assert components.claim(run_id=lease.run_id, number=0) is None
    assert not components.finish(lease, SOLVED)
    assert not components.renew(lease)


def test_what_the_pieces_tell_is_added_up() -> None:
    run_id = laid_out(b"one", b"two", b"three").run_id
    components.finish(claimed(run_id, 0), SOLVED)
    components.note(claimed(run_id, 1), Progress("solving", 1, 2, found=1, at_most=4, seconds=1))

    assert components.totals(run_id) == Totals(done=1, pieces=3, found=3, at_most=3 + 4 + 4, failure="")


def test_the_third_death_over_a_piece_is_a_failure() -> None:
    run_id = laid_out().run_id
    for _ in range(3):
        components.hand_back(claimed(run_id, 0))

    assert components.claim(run_id=run_id, number=0) is None
    assert components.totals(run_id).failure == FailureCode.BROKE_OFF


def test_a_piece_without_memory_is_a_failure() -> None:
    lease = claimed(laid_out().run_id)

    components.fail(lease, FailureCode.MEMORY_LIMIT)

    assert components.totals(lease.run_id).failure == FailureCode.MEMORY_LIMIT


def test_a_second_attempt_at_a_run_keeps_what_is_finished_of_the_same_pieces() -> None:
    first = laid_out()
    components.finish(claimed(first.run_id, 0), SOLVED)
    leases.hand_back(first)
    second = leases.take(run_id=first.run_id)
    assert second is not None

    components.lay_out(lease=second, pieces=pieces(b"one", b"two"), seconds_left=60)

    assert components.totals(first.run_id).done == 1


def test_other_pieces_replace_those_of_an_earlier_attempt() -> None:
    lease = laid_out()
    components.finish(claimed(lease.run_id, 0), SOLVED)

    components.lay_out(lease=lease, pieces=pieces(b"three", b"four", b"five"), seconds_left=60)

    assert (components.totals(lease.run_id).done, components.totals(lease.run_id).pieces) == (0, 3)


def test_an_execution_that_lost_its_run_lays_nothing_out() -> None:
    lease = taken()
    runs.cancel(run=MatchingRun.objects.get(pk=lease.run_id), by=None, now=NOW)

    with pytest.raises(LostLeaseError):
        components.lay_out(lease=lease, pieces=pieces(b"one"), seconds_left=60)

    assert not RunComponent.objects.exists()


def test_nothing_but_counts_is_left_of_a_run_that_ended() -> None:
    lease = laid_out()
    finished, going = claimed(lease.run_id, 0), claimed(lease.run_id, 1)
    components.finish(finished, SOLVED)

    runs.cancel(run=MatchingRun.objects.get(pk=lease.run_id), by=None, now=NOW)

    rows = RunComponent.objects.order_by("number")
    assert list(rows.values_list("content", "result", "seconds")) == [(None, None, 0.5), (None, None, None)]
    assert not components.finish(going, SOLVED)
    assert components.claim(run_id=lease.run_id) is None


def test_a_piece_of_an_ended_run_is_not_claimed_when_its_lease_is_over() -> None:
    lease = laid_out()
    piece = claimed(lease.run_id, 0)
    expire(piece)

    runs.cancel(run=MatchingRun.objects.get(pk=lease.run_id), by=None, now=NOW)

    assert components.claim(run_id=lease.run_id, number=0) is None


def test_a_task_for_no_piece_does_nothing(settings: Settings) -> None:
    assert components.claim(run_id=999_999, number=0) is None


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"result": b"x"}, "piece_has_finished_when_it_says_so"),
        ({"finished_at": NOW}, "piece_has_finished_when_it_says_so"),
        ({"failure": "computation"}, "piece_has_finished_when_it_says_so"),
        (
            {"finished_at": NOW, "seconds": 1.0, "failure": "computation", "result": b"x"},
            "piece_fails_without_a_result",
        ),
    ],
)
def test_a_piece_says_what_it_is(fields: dict[str, object], constraint: str) -> None:
    laid_out(b"one")

    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        RunComponent.objects.update(**fields)

    assert broken_constraint(caught.value) == constraint

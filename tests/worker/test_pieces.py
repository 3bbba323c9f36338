"""A divided run with real workers: the same outcome, whoever helps, dies or comes late (R1, R2, N12, N14)."""

import os
import signal
from dataclasses import replace

from django.db.models import Max
from django.utils import timezone

from matching import dispatch
from matching.domain import components, leases, runs, snapshot
from matching.domain.components import PieceLease
from matching.domain.computation.process import Computation
from matching.domain.leases import Lease
from matching.domain.presets import RunSettings
from matching.models import MatchingRun, Snapshot
from matching.solver import Control, solve
from matching.solver.pairing import People, instance_of, pairs
from matching.states import FailureCode, RunState
from tests.matching.test_division import order_for, pieces_of
from tests.worker.processes import computation_of, freeze, seconds_until_gone, thaw
from tests.worker.test_run import start
from tests.worker.villages import DAYS, villages
from tests.worker.waiting import ended, until
from tests.workers import Worker, Workers, client

# Explanations are told elsewhere: here they would only take time.
DIVIDED = {"RUN_DIVIDE_ABOVE_PAIRS": "1", "RUN_PIECE_PAIRS": "10", "EXPLAIN_SECONDS": "0"}
SHORT = {**DIVIDED, "RUN_LEASE_SECONDS": "2", "RUN_HEARTBEAT_SECONDS": "1"}


def expected(run: MatchingRun) -> tuple[list[object], list[int]]:
    """Pairs and objective when this process solves the run's snapshot whole."""
    people, chosen = People.from_bytes(bytes(run.snapshot.content)), RunSettings.of_json(run.settings)
    found = pairs(people, chosen.rules, chosen.weights, Control())
    result = solve(instance_of(people, found, chosen.rules))
    ends = [(int(match.volunteer), int(match.family)) for match in result.matches]
    options = [[str(slot) for slot in match.option] for match in result.matches]
    together = sorted((*pair, option) for pair, option in zip(ends, options, strict=True))
    return list(together), list(result.objective)


def check_outcome(run: MatchingRun) -> None:
    """The run has what the whole would have come to, and nothing of its pieces but counts."""
    assert run.state == RunState.SUCCEEDED
    proposals = sorted(run.proposals.values_list("volunteer", "family", "option"))
    assert (proposals, run.figures.objective) == expected(run)
    assert run.figures.bound == run.figures.objective
    assert run.components.count() == len(DAYS)
    assert not run.components.exclude(content=None, result=None).exists()


def words_in(worker: Worker, words: str) -> bool:
    return until(lambda: words in worker.log.read_text(encoding="utf-8"))


def with_help(workers: Workers, **environment: str) -> tuple[MatchingRun, Worker, Worker, int]:
    """A run, the worker who executes it, one who helps, and the frozen computation of a piece.

    The pieces are laid out before anybody executes the run, so that the helper surely has one.
    """
    run = start()
    workers.empty_queue()
    lease = lay_out(run)
    helper = workers.start(**environment)
    freeze(piece := computation_of(helper))
    # The other pieces are left to the one who executes.
    workers.empty_queue()
    leases.hand_back(lease)
    executor = workers.start(**environment)
    dispatch.enqueue_run(run.pk)
    until(lambda: run.components.filter(finished_at=None).count() == 1)
    return run, executor, helper, piece


def lay_out(run: MatchingRun) -> Lease:
    lease = leases.take(run_id=run.pk)
    assert lease is not None
    chosen = RunSettings.of_json(run.settings)
    frozen = snapshot.take(run=run, rules=chosen.rules, day=timezone.localdate())
    counts = {"volunteers": frozen.volunteers, "families": frozen.families}
    Snapshot.objects.create(
        run=run, content=frozen.content, sha256=frozen.sha256, taken_at=timezone.now(), **counts
    )
    order = order_for(frozen.content, piece_pairs=10)
    with Computation() as computation:
        computation.send(replace(order, rules=chosen.rules, weights=chosen.weights), frozen.content)
        components.lay_out(lease=lease, pieces=pieces_of(computation), seconds_left=60)
    return lease


def test_a_lone_worker_finishes_with_the_outcome_of_the_whole(workers: Workers) -> None:
    villages()
    worker = workers.start(**DIVIDED)

    run = ended(start())

    check_outcome(run)
    assert not run.components.filter(seconds__isnull=True).exists()
    # The tasks for helpers came too late.
    assert words_in(worker, f"of run {run.pk} is not to be taken up")


def test_another_worker_helps(workers: Workers) -> None:
    villages()
    run, _, helper, piece = with_help(workers, **DIVIDED)

    thaw(piece)

    check_outcome(ended(run))
    assert words_in(helper, "matching.solve_component")
    assert set(run.components.values_list("attempts", flat=True)) == {1}


def test_a_piece_of_a_killed_helper_is_computed_again(workers: Workers) -> None:
    villages()
    run, _, helper, _ = with_help(workers, **SHORT)

    os.killpg(helper.process.pid, signal.SIGKILL)

    check_outcome(ended(run))
    assert sorted(run.components.values_list("attempts", flat=True)) == [1, 2]


def test_a_helper_that_wakes_late_changes_nothing(workers: Workers) -> None:
    villages()
    run, _, helper, piece = with_help(workers, **SHORT)
    os.killpg(helper.process.pid, signal.SIGSTOP)
    check_outcome(ended(run))
    before = list(run.components.order_by("number").values())

    os.killpg(helper.process.pid, signal.SIGCONT)
    thaw(piece)

    assert words_in(helper, f"of run {run.pk} went on without lease 1")
    assert list(run.components.order_by("number").values()) == before


def test_the_third_death_over_a_piece_fails_the_run(workers: Workers) -> None:
    villages()
    run, _, helper, _ = with_help(workers, **SHORT)
    run.components.update(attempts=3)

    os.killpg(helper.process.pid, signal.SIGKILL)

    assert (ended(run).state, run.failure) == (RunState.FAILED, FailureCode.BROKE_OFF)
    assert not run.components.exclude(content=None, result=None).exists()


def test_a_piece_without_memory_fails_the_run(workers: Workers) -> None:
    villages()
    run, _, helper, piece = with_help(workers, **DIVIDED)
    taken = run.components.get(finished_at=None)

    components.fail(PieceLease(run.pk, taken.number, taken.lease_number), FailureCode.MEMORY_LIMIT)

    assert (ended(run).state, run.failure) == (RunState.FAILED, FailureCode.MEMORY_LIMIT)
    assert seconds_until_gone(piece) < 2
    assert words_in(helper, f"of run {run.pk} went on without lease 1")


def test_a_piece_delivered_twice_is_computed_once(workers: Workers) -> None:
    villages()
    run, _, _, piece = with_help(workers, **DIVIDED)
    taken = run.components.get(finished_at=None)
    dispatch.enqueue_components(run.pk, [taken.number])
    third = workers.start(**DIVIDED)

    assert words_in(third, f"piece {taken.number} of run {run.pk} is not to be taken up")
    thaw(piece)

    check_outcome(ended(run))
    taken.refresh_from_db()
    assert taken.attempts == 1


def test_another_execution_goes_on_with_the_pieces_of_a_killed_one(workers: Workers) -> None:
    villages()
    run, executor, _, piece = with_help(workers, **SHORT)
    finished = run.components.aggregate(last=Max("finished_at"))["last"]

    os.killpg(executor.process.pid, signal.SIGKILL)
    thaw(piece)
    workers.start("-B", **SHORT)

    check_outcome(ended(run))
    assert run.attempts == 3
    assert run.components.filter(finished_at__lte=finished).count() == len(DAYS) - 1


def test_cancel_ends_the_computation_of_a_helper_within_two_seconds(workers: Workers) -> None:
    villages()
    run, _, _, piece = with_help(workers, **DIVIDED)

    runs.cancel(run=run, by=None, now=timezone.now())

    assert seconds_until_gone(piece) < 2
    run.refresh_from_db()
    assert run.state == RunState.CANCELLED


def test_stop_and_use_reaches_every_piece(workers: Workers) -> None:
    villages()
    run, _, _, piece = with_help(workers, **DIVIDED)

    runs.stop(run=run, by=None, now=timezone.now())
    thaw(piece)

    assert ended(run).state == RunState.SUCCEEDED
    assert 0 < run.figures.placed <= run.figures.bound[1]


def test_an_emptied_queue_leaves_the_pieces_to_the_one_who_executes(workers: Workers) -> None:
    villages()
    executor = workers.start(**DIVIDED)
    run = start()
    freeze(first := computation_of(executor))
    with client() as queue:
        queue.flushdb()
    thaw(first)

    check_outcome(ended(run))

"""An execution in this process: what it makes of limits, faults and an earlier snapshot."""

from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from matching.domain import execution, snapshot
from matching.domain.presets import rules_of
from matching.models import MatchingRun, Snapshot
from matching.solver.generate import Size, people
from matching.states import FailureCode, RunState
from tests.factories.matching import RunFactory, town
from tests.factories.moments import TODAY

pytestmark = pytest.mark.django_db(transaction=True)


def executed(**fields: Any) -> MatchingRun:
    run = RunFactory(**fields)
    execution.execute(run_id=run.pk)
    run.refresh_from_db()
    assert isinstance(run, MatchingRun)
    return run


def frozen(run: MatchingRun, content: bytes) -> None:
    Snapshot.objects.create(
        run=run, content=content, sha256="0" * 64, taken_at=timezone.now(), volunteers=0, families=0
    )


def test_a_computation_that_says_nothing_is_ended(settings: Settings) -> None:
    settings.RUN_GRACE_SECONDS = 0
    run = RunFactory()
    run.settings["time_limit"] = 0
    run.save()

    execution.execute(run_id=run.pk)

    run.refresh_from_db()
    assert (run.state, run.failure) == (RunState.FAILED, FailureCode.TIME_LIMIT)


def test_a_computation_without_memory_fails_with_its_reason(settings: Settings) -> None:
    settings.RUN_MEMORY_LIMIT_BYTES = 1 << 27
    run = RunFactory()
    frozen(run, people(Size(2_000, 2_400, 1), seed=5).to_bytes())

    execution.execute(run_id=run.pk)

    run.refresh_from_db()
    assert (run.state, run.failure) == (RunState.FAILED, FailureCode.MEMORY_LIMIT)


def test_a_broken_snapshot_fails_the_run() -> None:
    run = RunFactory()
    frozen(run, b"nothing")

    execution.execute(run_id=run.pk)

    run.refresh_from_db()
    assert (run.state, run.failure) == (RunState.FAILED, FailureCode.COMPUTATION)


def test_a_divided_run_ends_like_any_other(settings: Settings) -> None:
    town()
    expected = executed()
    expected.proposals.all().delete()
    settings.RUN_DIVIDE_ABOVE_PAIRS = 1

    run = executed()

    assert run.state == RunState.SUCCEEDED
    assert run.figures.objective == expected.figures.objective
    assert list(run.components.values_list("content", "result", "attempts")) == [(None, None, 1)]


def test_a_later_attempt_works_on_the_first_snapshot() -> None:
    run = RunFactory()
    frozen(run, snapshot.take(run=run, rules=rules_of(run.programme), day=TODAY).content)
    town()

    execution.execute(run_id=run.pk)

    run.refresh_from_db()
    assert (run.state, run.figures.waiting) == (RunState.SUCCEEDED, 0)


def test_an_unknown_run_is_nothing_to_execute() -> None:
    execution.execute(run_id=999_999)

    assert not MatchingRun.objects.exists()


def test_a_failed_run_makes_place_for_another() -> None:
    executed(state=RunState.FAILED)

    assert executed().state == RunState.SUCCEEDED

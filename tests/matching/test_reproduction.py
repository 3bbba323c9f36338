"""A run computed again: the same input, one at a time, and a comparison that tells what differs."""

import pytest

from matching.domain import proposals, reproduction, runs, standing
from matching.models import MatchingRun
from matching.states import RunState
from programmes.domain.refusal import Refusal
from programmes.models import StateChange
from tests.factories.explanations import FiguresFactory
from tests.factories.matching import ProposalFactory, RunFactory
from tests.factories.moments import NOW
from tests.factories.programmes import coordinator
from tests.factories.snapshots import SnapshotFactory

pytestmark = pytest.mark.django_db
SAME = [0, 1, 0, 700, 0]


@pytest.fixture
def run() -> MatchingRun:
    found: MatchingRun = RunFactory(state=RunState.SUCCEEDED)
    SnapshotFactory(run=found, content=b"columns", sha256="a" * 64, families=2)
    FiguresFactory(run=found, objective=SAME)
    return found


def ended(original: MatchingRun, *, sha256: str = "a" * 64, objective: list[int] = SAME) -> MatchingRun:
    """A repeat that succeeded."""
    found: MatchingRun = RunFactory(state=RunState.SUCCEEDED, repeats=original)
    SnapshotFactory(run=found, sha256=sha256)
    FiguresFactory(run=found, objective=objective)
    return found


def test_a_repeat_has_a_copy_of_the_frozen_input_and_the_settings(run: MatchingRun) -> None:
    person = coordinator()

    repeat = reproduction.reproduce(run=run, by=person, now=NOW)

    assert (repeat.repeats, repeat.requested_by, repeat.state) == (run, person, RunState.QUEUED)
    frozen = repeat.snapshot
    assert (bytes(frozen.content), frozen.sha256, frozen.families) == (b"columns", "a" * 64, 2)
    assert frozen.taken_at == run.snapshot.taken_at
    assert {**repeat.settings, "solver": ""} == {**run.settings, "solver": ""}
    assert repeat.number == run.number + 1


def test_a_repeat_waits_for_no_other_run(run: MatchingRun) -> None:
    going = RunFactory()

    with pytest.raises(runs.RunInProgress) as caught:
        reproduction.reproduce(run=run, by=None, now=NOW)

    assert caught.value.run == going


@pytest.mark.parametrize("state", [RunState.FAILED, RunState.CANCELLED])
def test_only_an_outcome_is_repeated(state: RunState) -> None:
    with pytest.raises(Refusal, match="run-not-succeeded"):
        reproduction.reproduce(run=RunFactory(state=state), by=None, now=NOW)


def test_the_same_pairs_at_the_same_moments_are_the_same_outcome(run: MatchingRun) -> None:
    pair = ProposalFactory(run=run)
    repeat = ended(run)
    ProposalFactory(run=repeat, volunteer=pair.volunteer, family=pair.family)

    found = reproduction.repetition(repeat)

    assert found is not None
    assert found.is_same


def test_what_differs_is_named(run: MatchingRun) -> None:
    before, moved = ProposalFactory(run=run), ProposalFactory(run=run)
    repeat = ended(run)
    now = ProposalFactory(run=repeat)
    ProposalFactory(run=repeat, volunteer=moved.volunteer, family=moved.family, option=["w 3 15:00"])

    found = reproduction.repetition(repeat)

    assert found is not None
    assert not found.is_same
    assert found.only_before == ((before.volunteer_id, before.family_id),)
    assert found.only_now == ((now.volunteer_id, now.family_id),)
    assert found.other_moment == ((moved.volunteer_id, moved.family_id),)


@pytest.mark.parametrize("other", [{"sha256": "b" * 64}, {"objective": [0, 1, 0, 699, 0]}])
def test_other_data_or_other_goals_are_not_the_same(run: MatchingRun, other: dict[str, object]) -> None:
    found = reproduction.repetition(ended(run, **other))  # type: ignore[arg-type] # other - one of two keywords

    assert found is not None
    assert not found.is_same


def test_a_run_of_its_own_is_compared_with_nothing(run: MatchingRun) -> None:
    assert reproduction.repetition(run) is None


def test_the_pairs_of_a_repeat_do_not_stand_for_the_next_run(run: MatchingRun) -> None:
    pair = ProposalFactory(run=run, approved_at=NOW)
    ProposalFactory(run=ended(run))

    found = standing.load(region=run.region, programme=run.programme, day=NOW.date())

    assert found.drafts == ((pair.volunteer_id, pair.family_id),)


def test_a_repeat_is_not_sent(run: MatchingRun) -> None:
    with pytest.raises(Refusal):
        proposals.publish(run=ended(run), by=None, now=NOW)


def test_a_run_that_goes_on_has_the_settings_of_the_one_it_follows(run: MatchingRun) -> None:
    new = runs.follow(run=run, by=None, now=NOW)

    assert new.follows == run
    assert new.settings["weights"] == run.settings["weights"]
    assert new.settings["time_limit"] == run.settings["time_limit"]


@pytest.mark.parametrize(
    ("code", "state", "is_repeat"),
    [
        ("not-the-last-run", RunState.SUCCEEDED, False),
        ("run-is-a-repeat", RunState.SUCCEEDED, True),
        ("run-not-succeeded", RunState.FAILED, False),
    ],
)
def test_only_the_last_run_is_gone_on_from(
    run: MatchingRun, code: str, state: RunState, is_repeat: bool
) -> None:
    asked: MatchingRun = RunFactory(state=state, repeats=run if is_repeat else None)
    RunFactory(state=RunState.SUCCEEDED)

    with pytest.raises(Refusal, match=code):
        runs.follow(run=asked, by=None, now=NOW)


def test_a_failed_run_is_asked_for_again_with_its_settings() -> None:
    failed = RunFactory(state=RunState.FAILED)

    new = reproduction.again(run=failed, by=None, now=NOW)

    assert new.state == RunState.QUEUED
    assert new.settings["time_limit"] == failed.settings["time_limit"]


def test_a_failed_repeat_is_repeated_on_the_same_data(run: MatchingRun) -> None:
    failed = RunFactory(state=RunState.FAILED, repeats=run)

    new = reproduction.again(run=failed, by=None, now=NOW)

    assert new.repeats == run
    assert new.snapshot.sha256 == run.snapshot.sha256


def test_who_stopped_a_run_is_known() -> None:
    person, going = coordinator(name="Marieke de Groot"), RunFactory()

    runs.stop(run=going, by=person, now=NOW)
    runs.stop(run=going, by=coordinator(), now=NOW)

    assert runs.ended_by(going) == person
    assert StateChange.objects.filter(subject_id=going.pk, reason="stop").count() == 1


def test_who_cancelled_a_run_is_known() -> None:
    person, going = coordinator(), RunFactory()

    runs.cancel(run=going, by=person, now=NOW)

    assert runs.ended_by(going) == person

"""A run from request to proposals, by a real worker."""

from typing import Any

import pytest
from django.utils import timezone

from matching.domain import runs
from matching.models import MatchingRun
from matching.solver.pairing import PART_NAMES
from matching.states import ProposalState, RunState
from programmes.models import StateChange
from tests.factories.matching import town
from tests.factories.programmes import ProgrammeFactory, RegionFactory
from tests.worker.waiting import ended
from tests.workers import Workers


def start(**options: Any) -> MatchingRun:
    return runs.request(
        region=RegionFactory(), programme=ProgrammeFactory(), by=None, now=timezone.now(), **options
    )


def test_succeeds_and_its_figures_agree_with_its_proposals(worker: Workers) -> None:
    town()

    run = ended(start())

    assert run.state == RunState.SUCCEEDED
    proposals, figures = list(run.proposals.all()), run.figures
    assert figures.placed == len({proposal.family_id for proposal in proposals}) > 0
    assert figures.placed == figures.objective[1] <= figures.bound[1]
    assert (figures.waiting, figures.available) == (8, 12)
    assert figures.baseline_placed <= figures.placed
    assert figures.objective[3] == sum(proposal.score for proposal in proposals)
    assert figures.travel_longest == max(proposal.minutes for proposal in proposals)
    assert set(figures.seconds) == {"loading", "pairing", "solving", "explaining", "storing"}
    assert all(set(proposal.parts) == set(PART_NAMES) for proposal in proposals)
    assert all(sum(proposal.parts.values()) == proposal.score for proposal in proposals)
    assert (run.found, run.at_most) == (figures.placed, figures.bound[1])
    assert run.curve


def test_each_step_of_its_life_is_kept(worker: Workers) -> None:
    run = ended(start())

    steps = StateChange.objects.filter(subject="matching.matchingrun", subject_id=run.pk)
    assert list(steps.values_list("from_state", "to_state")) == [
        ("queued", "running"),
        ("running", "succeeded"),
    ]


def test_nobody_to_match_is_a_success_without_proposals(worker: Workers) -> None:
    run = ended(start())

    assert run.state == RunState.SUCCEEDED
    assert run.figures.placed == run.proposals.count() == 0


def test_the_snapshot_is_kept_with_its_fingerprint(worker: Workers) -> None:
    town(volunteers=3, families=2)

    first = ended(start())
    # Undecided drafts are input of the next run: without them the registers say the same.
    first.proposals.update(state=ProposalState.DROPPED)
    second = ended(start())

    assert first.snapshot.sha256 == second.snapshot.sha256
    assert (first.snapshot.volunteers, first.snapshot.families) == (3, 2)
    assert first.figures.objective == second.figures.objective


@pytest.mark.parametrize("preset", ["nearby_first", "language_first"])
def test_presets_change_the_weights(worker: Workers, preset: str) -> None:
    town()

    run = ended(start(preset=preset))

    assert run.state == RunState.SUCCEEDED
    assert run.settings["preset"] == preset
    assert all(
        proposal.parts[name] <= run.settings["weights"][name]
        for proposal in run.proposals.all()
        for name in PART_NAMES
    )

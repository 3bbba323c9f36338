"""Settings of a run as they were, and computing it again."""

import pytest
from django.test import Client

from matching.domain import reproduction
from matching.models import MatchingRun
from matching.states import RunState
from tests.factories.explanations import FiguresFactory
from tests.factories.matching import ProposalFactory, RunFactory
from tests.factories.moments import NOW
from tests.factories.programmes import coordinator
from tests.factories.snapshots import SnapshotFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(client: Client) -> Client:
    client.force_login(coordinator(language="en"))
    return client


@pytest.fixture
def run() -> MatchingRun:
    found: MatchingRun = RunFactory(state=RunState.SUCCEEDED, number=12)
    SnapshotFactory(run=found)
    FiguresFactory(run=found)
    return found


def page(visitor: Client, run: MatchingRun) -> str:
    answer = visitor.get(f"/werk/koppelen/{run.pk}/instellingen", headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def ended(run: MatchingRun) -> MatchingRun:
    found: MatchingRun = RunFactory(state=RunState.SUCCEEDED, repeats=run)
    SnapshotFactory(run=found)
    FiguresFactory(run=found)
    return found


def test_weights_rules_data_and_time_stand_there(visitor: Client, run: MatchingRun) -> None:
    words = page(visitor, run)

    for expected in ("350 of 1000 points", "60 minutes", "0" * 64, "0.1 seconds", "Balanced"):
        assert expected in words


@pytest.mark.parametrize("state", [RunState.QUEUED, RunState.FAILED])
def test_a_run_without_an_outcome_has_settings_too(visitor: Client, state: RunState) -> None:
    words = page(visitor, RunFactory(state=state))

    assert "350 of 1000 points" in words
    assert "Compute again and compare" not in words


def test_computing_again_leads_to_the_repeat(visitor: Client, run: MatchingRun) -> None:
    answer = visitor.post(f"/werk/koppelen/{run.pk}/instellingen/narekenen")

    repeat = MatchingRun.objects.latest("pk")
    assert repeat.repeats == run
    assert answer["Location"] == f"/werk/koppelen/{repeat.pk}"


def test_computing_again_while_a_run_goes_leads_to_that_one(visitor: Client, run: MatchingRun) -> None:
    going = RunFactory()

    answer = visitor.post(f"/werk/koppelen/{run.pk}/instellingen/narekenen")

    assert answer["Location"] == f"/werk/koppelen/{going.pk}"


def test_a_run_that_failed_is_not_computed_again(visitor: Client) -> None:
    failed = RunFactory(state=RunState.FAILED)

    answer = visitor.post(f"/werk/koppelen/{failed.pk}/instellingen/narekenen")

    assert answer["Location"] == f"/werk/koppelen/{failed.pk}/instellingen"
    assert MatchingRun.objects.count() == 1


def test_the_same_outcome_is_said(visitor: Client, run: MatchingRun) -> None:
    pair, repeat = ProposalFactory(run=run), ended(run)
    ProposalFactory(run=repeat, volunteer=pair.volunteer, family=pair.family)

    assert "Exactly the same outcome" in page(visitor, repeat)


def test_what_differs_is_listed(visitor: Client, run: MatchingRun) -> None:
    pair, repeat = ProposalFactory(run=run, family__number=371), ended(run)

    words = page(visitor, repeat)

    assert "The outcome differs" in words
    assert f"G-0371 - {pair.volunteer.full_name}" in words


def test_the_repeats_of_a_run_are_listed(visitor: Client, run: MatchingRun) -> None:
    repeat = reproduction.reproduce(run=run, by=None, now=NOW)

    assert f"/werk/koppelen/{repeat.pk}/instellingen" in page(visitor, run)

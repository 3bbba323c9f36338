"""Asking for runs."""

from typing import Any

import pytest

from matching.domain import runs
from matching.domain.computation.wire import Progress
from matching.domain.presets import WEIGHTS, RunSettings, rules_of
from matching.domain.progress import MOST_POINTS, Curve
from matching.models import MatchingRun
from matching.states import RunState
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.states import ProgrammeState
from tests.factories.matching import RunFactory
from tests.factories.moments import NOW
from tests.factories.programmes import ProgrammeFactory, RegionFactory, coordinator

pytestmark = pytest.mark.django_db


def ask(**options: Any) -> MatchingRun:
    asked: dict[str, Any] = {
        "region": RegionFactory(),
        "programme": ProgrammeFactory(),
        "by": None,
        "now": NOW,
    }
    return runs.request(**asked | options)


def test_a_run_remembers_who_asked_and_what_for() -> None:
    person = coordinator()

    run = ask(preset="nearby_first", time_limit=30, by=person)

    settings = RunSettings.of_json(MatchingRun.objects.get(pk=run.pk).settings)
    assert (run.state, run.requested_by, run.requested_at) == (RunState.QUEUED, person, NOW)
    assert (settings.weights, settings.time_limit) == (WEIGHTS["nearby_first"], 30)
    assert settings.rules == rules_of(run.programme)


def test_runs_are_numbered_in_their_region() -> None:
    RunFactory(number=7, state=RunState.SUCCEEDED)
    elsewhere = RegionFactory(slug="tilburg")
    programme = ProgrammeFactory()
    programme.regions.add(elsewhere)

    assert ask().number == 8
    assert ask(region=elsewhere, programme=programme).number == 1


@pytest.mark.parametrize("state", [RunState.QUEUED, RunState.RUNNING])
def test_one_at_a_time(state: RunState) -> None:
    going = RunFactory(state=state)

    with pytest.raises(runs.RunInProgress) as caught:
        ask()

    assert caught.value.run == going


def test_another_programme_can_run_meanwhile() -> None:
    RunFactory()

    assert ask(programme=ProgrammeFactory(slug="voorleesexpress")).is_going


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"preset": "cheapest"}, "preset"),
        ({"time_limit": 1}, "time_limit"),
        ({"time_limit": 9_999}, "time_limit"),
    ],
)
def test_settings_out_of_range_are_refused_by_name(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        ask(**wrong)

    assert list(caught.value.errors) == [field]
    assert not MatchingRun.objects.exists()


def test_a_closed_programme_does_not_run() -> None:
    with pytest.raises(Refusal, match="programme-not-open"):
        ask(programme=ProgrammeFactory(slug="closed", state=ProgrammeState.CLOSED))


def test_a_programme_of_elsewhere_does_not_run_here() -> None:
    with pytest.raises(Refusal, match="programme-not-open"):
        ask(region=RegionFactory(slug="tilburg"))


def test_the_curve_notes_changes_only_and_stays_short() -> None:
    curve = Curve()

    for step in range(1_000):
        curve.add(Progress("solving", step, 1_000, step // 2, 600, step / 10))

    seconds = [point[0] for point in curve.points]
    assert 0 < len(curve.points) <= MOST_POINTS
    assert seconds == sorted(seconds)
    assert len({point[1:] for point in curve.points}) == len(curve.points)

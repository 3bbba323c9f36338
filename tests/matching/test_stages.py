"""Explanations keep to their time, tell one progress, and never cost the outcome."""

import pytest

from matching.domain.computation.stages import LEAST_SECONDS, STAGES, Stages
from matching.solver import Control, Progress, solve
from matching.solver.generate import Size, people
from matching.solver.pairing import Rules, Weights, instance_of, pairs
from matching.solver.result import Result


@pytest.fixture(scope="module")
def result() -> Result:
    few = people(Size(3, 3, 1), seed=1)
    return solve(instance_of(few, pairs(few, Rules(), Weights(), Control()), Rules()))


def divide(one: int, *, by: int) -> float:
    return one / by


class Clock(Control):
    """A control whose time is set by the test."""

    now = 100.0

    def clock(self) -> float:
        return self.now


def test_each_stage_gets_an_equal_share_of_what_is_left(result: Result) -> None:
    stages = Stages(20, Control(), result)
    limits = []

    for name in STAGES:
        with stages.stage(name) as own:
            assert own._deadline is not None  # noqa: SLF001 - what it was given
            limits.append(round(own._deadline - own.clock()))  # noqa: SLF001 - as above

    assert limits == [5, 7, 10, 20]
    assert stages.unfinished == []


def test_a_fault_ends_its_stage_and_nothing_else(result: Result, capsys: pytest.CaptureFixture[str]) -> None:
    stages = Stages(20, Control(), result)

    with stages.stage("competition"):
        divide(1, by=0)
    with stages.stage("why_not"):
        pass

    assert stages.unfinished == ["competition"]
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_stopped_run_still_explains_itself_a_little(result: Result) -> None:
    run = Clock(stop=lambda: True)
    stages = Stages(20, run, result)

    with stages.stage("competition") as own:
        at_first = own.should_stop
        run.now += LEAST_SECONDS
        afterwards = own.should_stop

    assert (at_first, afterwards) == (False, True)
    assert stages.unfinished == ["competition"]


def test_steps_of_a_stage_are_steps_of_the_whole(result: Result) -> None:
    told: list[Progress] = []
    stages = Stages(20, Control(on_progress=told.append), result)

    with stages.stage("why_not") as own:
        own.report("anything", 1, 4, 0, 0)
        own.report("backwards", 0, 4, 0, 0)
        own.report("nothing to do", 0, 0, 0, 0)

    assert [step.done for step in told] == [100, 125, 125, 125, 200]
    assert {(step.phase, step.total, step.found) for step in told} == {
        ("explaining", 400, result.objective[1])
    }

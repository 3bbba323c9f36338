from matching.solver import Control, Progress


def test_without_limit_and_stop_nothing_stops() -> None:
    assert not Control().should_stop


def test_a_limit_of_nothing_stops_at_once() -> None:
    assert Control(time_limit=0).should_stop


def test_the_caller_can_stop() -> None:
    answers = iter([False, True])
    control = Control(stop=lambda: next(answers))

    assert not control.should_stop
    assert control.should_stop


def test_progress_reaches_the_caller() -> None:
    told: list[Progress] = []

    Control(on_progress=told.append).report("solving", 1, 3, 10, 12)

    assert told == [Progress("solving", 1, 3, 10, 12)]


def test_seconds_of_a_phase_add_up() -> None:
    control = Control()

    with control.phase("solve"):
        pass
    first = control.timings["solve"]
    with control.phase("solve"):
        pass

    assert control.timings["solve"] >= first >= 0

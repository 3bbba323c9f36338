from hypothesis import given
from hypothesis import strategies as st

from programmes.values.availability import Rhythm, Strength, Window, starts
from programmes.values.merging import contradicts, merged

MORNING = Window(1, 540, 720)
HALF_HOURS = st.integers(16, 41)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    first, last = sorted(draw(st.lists(HALF_HOURS, min_size=2, max_size=2, unique=True)))
    weekday, rhythm = draw(st.integers(1, 2)), draw(st.sampled_from(list(Rhythm)))
    return Window(weekday, first * 30, last * 30, draw(st.sampled_from(list(Strength))), rhythm)


def test_moments_that_share_hours_become_one() -> None:
    assert merged([Window(1, 660, 780), MORNING, MORNING]) == (Window(1, 540, 780),)


def test_moments_that_only_touch_stay_apart() -> None:
    assert merged([MORNING, Window(1, 720, 780)]) == (MORNING, Window(1, 720, 780))


def test_less_gladly_or_other_weeks_contradict_when_hours_are_shared() -> None:
    if_needed = Window(1, 660, 780, Strength.IF_NEEDED)
    week_a, week_b = Window(1, 540, 720, rhythm=Rhythm.WEEK_A), Window(1, 540, 720, rhythm=Rhythm.WEEK_B)

    assert contradicts(if_needed, [MORNING])
    assert contradicts(week_a, [MORNING])
    assert not contradicts(week_a, [week_b])
    assert not contradicts(if_needed, [Window(2, 540, 720)])
    assert not contradicts(MORNING, [MORNING])


@given(st.lists(windows(), max_size=8))
def test_joining_changes_no_possible_start(chosen: list[Window]) -> None:
    for week in (Rhythm.WEEK_A, Rhythm.WEEK_B):
        for strong_only in (False, True):
            before = starts(chosen, visit_minutes=60, in_week=week, strong_only=strong_only)
            after = starts(merged(chosen), visit_minutes=60, in_week=week, strong_only=strong_only)
            assert before == after

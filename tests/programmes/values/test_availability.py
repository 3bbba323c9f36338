from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.solver import slots
from programmes.values.availability import (
    DAY_CLOSES,
    DAY_OPENS,
    HALF_HOUR,
    STARTS_PER_DAY,
    Rhythm,
    Strength,
    Window,
    clock,
    mondays,
    rhythm_of,
    starts,
)

half_hours = st.integers(0, STARTS_PER_DAY)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    first, last = sorted(draw(st.lists(half_hours, min_size=2, max_size=2, unique=True)))
    return Window(
        weekday=draw(st.integers(1, 7)),
        start=DAY_OPENS + first * HALF_HOUR,
        end=DAY_OPENS + last * HALF_HOUR,
        strength=draw(st.sampled_from(Strength)),
        rhythm=draw(st.sampled_from(Rhythm)),
    )


def minute_by_minute(
    stretches: Sequence[Window], *, visit_minutes: int, in_week: Rhythm, strong_only: bool
) -> set[tuple[int, int]]:
    """Every (weekday, start) on a half hour with all minutes of the visit free."""
    free = {
        (window.weekday, minute)
        for window in stretches
        if window.rhythm in {Rhythm.WEEKLY, in_week} and (window.strength is Strength.YES or not strong_only)
        for minute in range(window.start, window.end)
    }
    return {
        (day, start)
        for day in range(1, 8)
        for start in range(DAY_OPENS, DAY_CLOSES, HALF_HOUR)
        if all((day, minute) in free for minute in range(start, start + visit_minutes))
    }


def as_slots(bits: int) -> set[tuple[int, int]]:
    """Read a bit set with the solver's own numbering."""
    return {
        (slot.day, slot.start)
        for slot in (slots.Slot.of_code(bit) for bit in slots.starts_of(slots.words_of(bits)))
    }


@given(
    st.lists(windows(), max_size=8),
    st.sampled_from([30, 60, 90]),
    st.sampled_from([Rhythm.WEEK_A, Rhythm.WEEK_B]),
    st.booleans(),
)
def test_starts_are_those_that_a_count_of_every_minute_finds(
    stretches: list[Window], visit_minutes: int, in_week: Rhythm, strong_only: bool
) -> None:
    bits = starts(stretches, visit_minutes=visit_minutes, in_week=in_week, strong_only=strong_only)

    expected = minute_by_minute(
        stretches, visit_minutes=visit_minutes, in_week=in_week, strong_only=strong_only
    )
    assert as_slots(bits) == expected


@given(windows())
def test_the_register_and_the_solver_number_starts_alike(window: Window) -> None:
    bits = starts([window], visit_minutes=HALF_HOUR, in_week=Rhythm.WEEK_A)

    expected = [
        slots.Slot("w", window.weekday, start).bit for start in range(window.start, window.end, HALF_HOUR)
    ]
    assert bits == (0 if window.rhythm is Rhythm.WEEK_B else slots.bits_of(expected))


def test_adjacent_windows_are_one_stretch() -> None:
    stretches = [Window(1, 15 * 60, 16 * 60), Window(1, 16 * 60, 17 * 60)]

    bits = starts(stretches, visit_minutes=60, in_week=Rhythm.WEEK_A)

    assert as_slots(bits) == {(1, 900), (1, 930), (1, 960)}


def test_a_visit_does_not_run_into_the_next_day() -> None:
    late_and_early = [Window(1, 20 * 60 + 30, 21 * 60), Window(2, 8 * 60, 8 * 60 + 30)]

    assert starts(late_and_early, visit_minutes=60, in_week=Rhythm.WEEK_A) == 0


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_weeks_a_and_b_take_turns_for_ever(day: date) -> None:
    assert rhythm_of(day) != rhythm_of(day + timedelta(weeks=1))
    assert rhythm_of(day) == rhythm_of(day + timedelta(weeks=2))
    assert len({rhythm_of(day - timedelta(days=day.weekday() - n)) for n in range(7)}) == 1


def test_a_year_of_53_weeks_does_not_turn_the_rhythm() -> None:
    last_of_2026, first_of_2027 = date(2026, 12, 28), date(2027, 1, 4)

    assert last_of_2026.isocalendar().week == 53
    assert [rhythm_of(last_of_2026), rhythm_of(first_of_2027)] == [Rhythm.WEEK_A, Rhythm.WEEK_B]


def test_the_first_monday_of_week_a_is_fixed() -> None:
    assert rhythm_of(date(2024, 1, 1)) is Rhythm.WEEK_A
    assert rhythm_of(date(2023, 12, 31)) is Rhythm.WEEK_B


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_the_next_eight_weeks_begin_with_this_one(day: date) -> None:
    weeks = mondays(after=day)

    assert len(weeks) == 8
    assert weeks[0][0] <= day < weeks[1][0]
    assert all(monday.isoweekday() == 1 and rhythm_of(monday) is rhythm for monday, rhythm in weeks)


@pytest.mark.parametrize(("minutes", "text"), [(480, "08:00"), (1230, "20:30")])
def test_minutes_are_written_as_a_clock_shows_them(minutes: int, text: str) -> None:
    assert clock(minutes) == text

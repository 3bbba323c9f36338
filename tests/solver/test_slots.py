import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.solver.errors import SlotError
from matching.solver.slots import WEEK_STARTS, Slot, bits_of, clash, half_hours, starts_of, words_of

codes = st.integers(0, 3 * WEEK_STARTS - 1)


@given(codes)
def test_a_slot_survives_being_written_and_read(code: int) -> None:
    slot = Slot.of_code(code)

    assert Slot.parse(str(slot)) == slot
    assert slot.code == code


@pytest.mark.parametrize(
    "text", ["w 8 16:00", "w 1 16:15", "w 1 07:30", "w 1 21:00", "c 1 16:00", "w 1", "", "w 1 16:00 "]
)
def test_what_is_no_slot_is_refused(text: str) -> None:
    with pytest.raises(SlotError):
        Slot.parse(text)


def test_a_slot_of_no_rhythm_is_refused() -> None:
    with pytest.raises(SlotError, match="a rhythm is w, a or b"):
        Slot("wa", 1, 960)


def test_a_slot_on_day_nought_is_refused() -> None:
    with pytest.raises(SlotError, match="a day is 1"):
        Slot("w", 0, 960)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("w 1 16:00", "w 1 17:00", True),
        ("w 1 16:00", "w 1 17:30", False),
        ("w 1 16:00", "w 2 16:00", False),
        ("a 1 16:00", "b 1 16:00", False),
        ("a 1 16:00", "w 1 15:00", True),
        ("b 1 16:00", "b 1 16:00", True),
    ],
)
def test_slots_clash_on_one_day_in_shared_weeks_when_too_near(one: str, other: str, expected: bool) -> None:
    assert clash(Slot.parse(one), Slot.parse(other), 3) is expected
    assert clash(Slot.parse(other), Slot.parse(one), 3) is expected


@given(st.sets(st.integers(0, WEEK_STARTS - 1)))
def test_starts_survive_being_put_in_words(starts: set[int]) -> None:
    assert starts_of(words_of(bits_of(starts))) == tuple(sorted(starts))


@pytest.mark.parametrize(("minutes", "expected"), [(0, 0), (1, 1), (30, 1), (90, 3), (91, 4)])
def test_lengths_are_rounded_up_to_half_hours(minutes: int, expected: int) -> None:
    assert half_hours(minutes) == expected

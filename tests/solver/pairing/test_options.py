from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from matching.solver import Control
from matching.solver.pairing import Rules, Weights, pairs
from matching.solver.pairing.options import MOST_COMBINATIONS, combinations
from tests.solver.pairing.couple import couple, starts

weeks = st.lists(st.integers(0, 181), min_size=1, max_size=60, unique=True)


@given(weeks, weeks)
def test_combinations_are_few_real_different_and_in_order(week_a: list[int], week_b: list[int]) -> None:
    found = combinations(week_a, week_b)

    assert 1 <= len(found) <= MOST_COMBINATIONS
    assert all(one < other for one, other in pairwise(found))
    assert all(a in week_a and b in week_b for a, b in found)
    assert len(found) == min(len(week_a) * len(week_b), len(found))


def test_few_starts_are_all_combined() -> None:
    assert len(combinations(range(10), range(6))) == 60


def test_many_starts_are_kept_on_different_days() -> None:
    every_day = [day * 26 + start for day in range(7) for start in range(10)]

    assert {a // 26 for a, _ in combinations(every_day, every_day)} == set(range(7))


def test_moments_that_suit_both_well_stand_first() -> None:
    sure = starts("1 16:30")

    found = pairs(couple({"free_yes": [sure, sure]}), Rules(), Weights(), Control())

    assert [str(slot) for option in found.options_of(0) for slot in option] == ["w 1 16:30", "w 1 16:00"]

"""Visits that fit in a week, counted and chosen, against trying everything."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.solver.clashes.backtracking import Backtracking, Moment, TooManyStepsError, Visit
from matching.solver.clashes.packing import most_together, too_many
from matching.solver.slots import DAY_STARTS, WEEK_STARTS, bits_of

APART = 3


def apart(one: int, other: int) -> bool:
    """Whether two starts of a week leave room for each other."""
    return one // DAY_STARTS != other // DAY_STARTS or abs(one - other) >= APART


def moment(start: int) -> Moment:
    """A visit in both weeks at this start."""
    shut = bits_of(near for near in range(WEEK_STARTS) if not apart(near, start))
    starts, shut = (bits | bits << WEEK_STARTS for bits in (1 << start, shut))
    return Moment((start, -1), starts, shut, shut)


def visit(family: int, starts: list[int]) -> Visit:
    """A visit of the one volunteer at one of these starts."""
    moments = [moment(start) for start in sorted(starts)]
    return Visit(0, family, moments, sum(one.starts for one in moments), (True, True))


# Late on one day and early on the next: what is near across midnight is not near.
starts = st.sets(st.integers(20, 31), min_size=1, max_size=6)
weeks = st.lists(starts, min_size=1, max_size=5)


@given(starts)
def test_as_many_starts_go_together_as_counted(found: set[int]) -> None:
    groups = (group for size in range(len(found) + 1) for group in combinations(found, size))

    most = max(len(group) for group in groups if all(apart(*two) for two in combinations(group, 2)))

    assert most_together(bits_of(found), APART) == most


@given(weeks)
def test_the_first_moments_that_go_together_are_found(week: list[set[int]]) -> None:
    visits = [visit(number, list(found)) for number, found in enumerate(week)]
    possible = (
        choice
        for choice in product(*(sorted(found) for found in week))
        if all(apart(*two) for two in combinations(choice, 2))
    )

    found = Backtracking(visits, 100_000).found()

    assert (found and tuple(one.option[0] for one in found)) == next(possible, None)


@given(weeks)
def test_what_is_too_much_by_counting_does_not_fit(week: list[set[int]]) -> None:
    visits = [visit(number, list(found)) for number, found in enumerate(week)]

    assert not too_many(visits, APART) or Backtracking(visits, 100_000).found() is None


def test_the_search_says_when_it_gives_up() -> None:
    visits = [visit(number, [0, 1, 2]) for number in range(3)]

    with pytest.raises(TooManyStepsError):
        Backtracking(visits, 2).found()

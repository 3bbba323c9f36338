"""Places that a volunteer's week does not have."""

from __future__ import annotations

import numpy as np

from matching.solver import solve
from matching.solver.changes import Solved, solved
from matching.solver.flow import Exchange
from tests.solver.documents import instance, pair, problem

MIDDLE, EARLY, LATE = ["w 1 17:00"], ["w 1 16:00"], ["w 1 18:00"]


def component(room: int, *moments: list[str]) -> Solved:
    """One volunteer, and a family for each moment."""
    pairs = [pair("v1", f"f{n}", 100 - n, moment) for n, moment in enumerate(moments)]
    whole = instance(problem({"v1": room}, {f"f{n}": {} for n in range(len(moments))}, pairs))
    return next(solved(whole, solve(whole)))


def flow(one: Solved, must: int) -> Exchange:
    """The best flow of the relaxation with a pair."""
    relaxed = Exchange.relaxed(one.part)
    found = None if relaxed is None else relaxed.with_pair(must)
    assert found is not None
    return found


def test_a_visit_in_the_middle_takes_the_place_of_those_on_both_sides() -> None:
    one = component(2, EARLY, LATE, MIDDLE)
    forced = flow(one, 2)
    assert forced.chosen.sum() == 2

    [tightened] = one.rooms.tightened(forced, tuple(np.flatnonzero(forced.chosen).tolist()))

    assert tightened is not None
    assert tightened.chosen.tolist() == [False, False, True]


def test_pairs_that_can_never_go_with_one_that_must_be_are_left_out_together() -> None:
    one = component(2, EARLY, LATE, MIDDLE, ["w 2 16:00"])
    forced = flow(one, 2)

    [tightened] = one.rooms.tightened(forced, tuple(np.flatnonzero(forced.chosen).tolist()))

    assert tightened is not None
    assert tightened.chosen.tolist() == [False, False, True, True]
    assert not tightened.most[:2].any()


def test_where_nothing_is_known_to_be_impossible_nothing_is_tightened() -> None:
    one = component(2, EARLY, LATE, MIDDLE)
    relaxed = Exchange.relaxed(one.part)

    assert relaxed is not None
    assert one.rooms.tightened(relaxed, (0, 1)) == []

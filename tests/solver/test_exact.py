"""The programme of a component: its bounds, its solutions, and the levels one after the other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from matching.solver import Control, Instance, PinError
from matching.solver.clashes import best, bound, programme
from matching.solver.components import Part, split
from matching.solver.result import NOTHING, add
from matching.solver.solve.exact import exact
from matching.solver.solve.pins import check_pins
from matching.solver.solve.search import first_come
from tests.solver import exhaustive
from tests.solver.documents import Document, instance, pair, problem
from tests.solver.strategies import CLASHING, PINNED, TWO_READERS, instances

tiny_instances = st.sampled_from([CLASHING, TWO_READERS, PINNED]).flatmap(instances)
thorough = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def components(tiny: Instance) -> list[Part]:
    """Every component, unless the pins cannot hold."""
    try:
        check_pins(tiny)
    except PinError:
        assume(condition=False)
    return [part.of_component(number) for part in split(tiny) for number in range(part.components)]


def clashing() -> Part:
    """Three families who want the same volunteer, the first two at almost the same hour."""
    pairs = [
        pair("v1", "f1", 600, ["w 1 16:00"]),
        pair("v1", "f2", 500, ["w 1 17:00"]),
        pair("v1", "f3", 100, ["w 1 17:30"]),
    ]
    families: dict[str, Document] = {"f1": {}, "f2": {}, "f3": {}}
    return split(instance(problem({"v1": 3}, families, pairs)))[0]


@thorough
@given(tiny_instances)
def test_level_by_level_reaches_what_trying_everything_finds_and_proves_it(tiny: Instance) -> None:
    truth = exhaustive.best(tiny)
    assume(truth is not None)

    outcomes = [exact(part, first_come(part), Control()) for part in components(tiny)]

    reached = proven = NOTHING
    for outcome in outcomes:
        reached, proven = add(reached, outcome.objective), add(proven, outcome.bound)
    assert reached == proven == truth


@thorough
@given(tiny_instances, st.integers(0, 4))
def test_the_bound_of_rounded_duals_is_above_every_solution(tiny: Instance, level: int) -> None:
    truth = exhaustive.best(tiny)
    assume(truth is not None)

    for part in components(tiny):
        whole = programme(part)
        known = whole.columns(part, first_come(part).options)
        found = best(whole, whole.levels[level], 1 << 30, known, Control())

        assert found.values is not None
        assert found.most == whole.levels[level] @ found.values
        assert bound(whole, whole.levels[level], Control()).most >= found.most


@thorough
@given(tiny_instances)
def test_a_known_solution_keeps_all_rows_and_is_found_back_in_its_columns(tiny: Instance) -> None:
    assume(exhaustive.best(tiny) is not None)

    for part in components(tiny):
        options = first_come(part).options
        whole = programme(part)

        columns = whole.columns(part, options)

        rows = whole.matrix @ columns
        assert ((whole.least <= rows) & (rows <= whole.most)).all()
        assert ((whole.low <= columns) & (columns <= whole.high)).all()
        assert whole.chosen(columns) == sorted(options)
        assert whole.options(part, columns).items() <= options.items()


def test_a_bound_without_time_to_solve_anything_is_still_a_bound() -> None:
    whole = programme(clashing())

    assert bound(whole, whole.levels[3], Control(time_limit=0)).most >= 700


def test_visits_that_clash_share_a_window() -> None:
    whole = programme(clashing())

    values = np.zeros(len(whole.low), np.int64)
    values[[0, 1]] = 1
    values[whole.timed.column[:2]] = 1

    assert (whole.matrix @ values > whole.most).any()


def test_columns_that_lose_too_much_are_fixed_and_no_best_solution_is_lost() -> None:
    part = clashing()
    whole = programme(part)
    options = {row: (int(part.instance.option[row, 0]), -1) for row in range(3)}

    low, high = bound(whole, whole.levels[3], Control()).fixed(whole, 700)

    good, bad = (whole.columns(part, {row: options[row] for row in rows}) for rows in ((0, 2), (1,)))
    assert ((low <= good) & (good <= high)).all()
    assert not ((low <= bad) & (bad <= high)).all()


def test_without_time_the_known_solution_stays_with_an_honest_bound() -> None:
    part = clashing()
    known = first_come(part)

    outcome = exact(part, known, Control(time_limit=0))

    assert outcome.objective >= known.objective
    assert outcome.bound >= (0, 2, 0, 700, 0)


@pytest.mark.parametrize("asked", [1, 2])
def test_a_stop_ends_the_search_with_a_bound_on_what_is_left(asked: int) -> None:
    answers = iter([False] * asked)
    part = clashing()

    outcome = exact(part, first_come(part), Control(stop=lambda: next(answers, True)))

    assert outcome.bound >= outcome.objective

"""Which of many pins can hold together: those before others go first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.solver import Instance, PinError, solve
from matching.solver.generate import Size, generate
from matching.solver.solve.holding import left_out
from tests.solver.documents import instance, pair, problem
from tests.solver.strategies import CLASHING, TWO_READERS, instances


def holds(asked: Instance, pins: list[int]) -> bool:
    try:
        solved = solve(replace(asked, pins=np.array(pins, np.int64)))
    except PinError:
        return False
    return set(pins) <= set(solved.pair.tolist())


def one_by_one(asked: Instance, wanted: list[int]) -> list[int]:
    """The pins that hold when each is tried in turn by a whole solve."""
    kept: list[int] = []
    for pin in wanted:
        if holds(asked, [*kept, pin]):
            kept.append(pin)
    return kept


@given(st.data())
def test_keeps_what_trying_one_by_one_keeps(data: st.DataObject) -> None:
    asked = data.draw(instances(data.draw(st.sampled_from([CLASHING, TWO_READERS]))))
    wanted = data.draw(st.permutations(range(asked.pair_count)))

    broken = left_out(asked, wanted)

    assert [pin for pin in wanted if pin not in broken] == one_by_one(asked, wanted)


def test_each_is_told_with_the_rule_that_it_breaks() -> None:
    pairs = [
        pair("v1", "f1", 1, ["w 1 16:00"]),
        pair("v1", "f2", 1, ["w 1 17:00"]),
        pair("v1", "f3", 1, ["w 2 16:00"]),
        pair("v1", "f4", 1, ["w 3 16:00"]),
        pair("v2", "f1", 1, ["w 1 16:00"]),
        pair("v2", "f5", 1, ["w 5 16:00"]),
    ]
    asked = instance(
        problem({"v1": 2, "v2": 1}, {**{f"f{n}": {} for n in range(1, 5)}, "f5": {"need": 2}}, pairs)
    )

    broken = left_out(asked, range(len(pairs)))

    assert broken == {1: "slot", 3: "capacity", 4: "need", 5: "need"}


def test_nothing_is_left_out_of_what_a_solution_holds() -> None:
    asked = generate(Size(300, 350, 1), seed=3)
    chosen = solve(asked).pair.tolist()

    assert left_out(asked, chosen) == {}


def test_what_stands_first_goes_first() -> None:
    asked = generate(Size(200, 100, 1), seed=3)
    chosen = solve(asked).pair.tolist()
    others = [row for row in range(asked.pair_count) if row not in set(chosen)]

    broken = left_out(asked, [*chosen, *others[:200]])

    assert set(broken) <= set(others)
    assert holds(asked, [row for row in [*chosen, *others[:200]] if row not in broken])


def test_no_pins_leave_nothing_out() -> None:
    assert left_out(generate(Size(20, 20, 1), seed=1), []) == {}

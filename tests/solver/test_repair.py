"""Repairs against solving from the beginning without the pairs that fell through."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from matching.solver import Components, Control, solve
from matching.solver.repair import repair
from tests.solver.answers import check
from tests.solver.documents import Document, instance, pair, problem
from tests.solver.exhaustive import best
from tests.solver.forced import anew, city, drawn, forced, refused, solvable

HOUR = ["w 1 16:00"]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("declines", [1, 2, 3])
def test_a_repair_in_a_city_is_as_good_as_solving_from_the_beginning(seed: int, declines: int) -> None:
    whole, result = city(seed)
    lost = drawn(10 * seed + declines, result.pair.tolist(), declines)

    found = repair(whole, result, lost=lost)

    assert found.result.objective == anew(forced(whole, bans=lost))
    assert found.result.status == "optimal"
    assert not set(lost) & set(found.result.pair.tolist())
    check(forced(whole, bans=lost), found.result)


def test_repairs_equal_exhaustive_search_with_clashes_two_readers_and_pins() -> None:
    for small, result in solvable(range(200, 260)):
        for row in result.pair.tolist():
            objective = refused(lambda: repair(small, result, lost=[row]).result.objective)  # noqa: B023 - called at once
            assert objective == best(forced(small, bans=[row]))


def test_what_is_on_no_chain_keeps_its_reader_and_its_moment() -> None:
    whole, result = city(3)
    before = dict(zip(result.pair.tolist(), result.option, strict=True))

    found = repair(whole, result, lost=[int(result.pair[0])])

    after = dict(zip(found.result.pair.tolist(), found.result.option, strict=True))
    stayed = before.keys() - set(found.lost)
    assert after.keys() == stayed | set(found.gained)
    touched = set(whole.volunteer[[*found.gained, *found.lost]].tolist())
    assert all(after[row] == before[row] for row in stayed if int(whole.volunteer[row]) not in touched)


def test_the_next_best_reader_comes_for_one_who_declined() -> None:
    pairs = [pair(f"v{n}", "f1", 100 * n, HOUR) for n in (1, 2, 3)]
    small = instance(problem({f"v{n}": 1 for n in (1, 2, 3)}, {"f1": {}}, pairs))

    found = repair(small, solve(small), lost=[2])

    assert (found.gained, found.lost) == ((1,), (2,))
    assert found.result.objective == (0, 1, 0, 200, 0)


def test_a_reader_who_stays_keeps_a_moment_that_is_not_the_earliest() -> None:
    """v1 reads with f1 at six because f2 has the earlier moments; when f2 falls through, six remains."""
    pairs = [
        pair("v1", "f1", 900, HOUR, ["w 1 18:00"]),
        pair("v1", "f2", 900, HOUR),
        pair("v1", "f3", 100, HOUR),
    ]
    small = instance(problem({"v1": 2}, {"f1": {}, "f2": {"urgent": True}, "f3": {}}, pairs))
    result = solve(small)

    found = repair(small, result, lost=[1])

    assert [str(slot) for option in found.result.option for slot in option] == ["w 1 18:00", "w 1 16:00"]


def test_a_pin_that_fell_through_holds_no_longer() -> None:
    pairs = [pair("v1", "f1", 100, HOUR), pair("v2", "f1", 900, HOUR)]
    small = instance(problem({"v1": 1, "v2": 1}, {"f1": {}}, pairs, pins=[["v1", "f1"]]))

    found = repair(small, solve(small), lost=[0])

    assert found.result.pair.tolist() == [1]


def test_two_readers_come_or_go_together() -> None:
    pairs = [pair(f"v{n}", "f1", 100, HOUR, ["w 2 16:00"]) for n in (1, 2)]
    families: dict[str, Document] = {"f1": {"need": 2, "urgent": True}, "f2": {}}
    small = instance(problem({"v1": 1, "v2": 1}, families, [*pairs, pair("v2", "f2", 1, HOUR)]))
    result = solve(small)

    found = repair(small, replace(result, certificate=None), lost=[0])

    assert np.array_equal(found.result.pair, [2])


def test_repairing_what_was_stopped_can_prove_it() -> None:
    pairs = [pair("v1", "f1", 1, HOUR), pair("v2", "f1", 9, HOUR), pair("v3", "f1", 5, HOUR)]
    small = instance(problem({"v1": 1, "v2": 1, "v3": 1}, {"f1": {}}, pairs))
    best_one = solve(small)
    worse = replace(
        best_one,
        status="feasible",
        objective=(0, 1, 0, 1, 0),
        pair=np.zeros(1, np.int32),
        components=Components(1, 0),
        certificate=None,
    )

    found = repair(small, worse, lost=[0])

    assert (found.result.objective, found.result.status) == ((0, 1, 0, 9, 0), "optimal")
    assert found.result.components == Components(1, 1)


def test_a_repair_that_is_stopped_is_a_solution_and_its_bound_honest() -> None:
    for small, result in solvable(range(300, 320)):
        for row in result.pair.tolist():
            if row not in small.pins:
                found = repair(small, result, lost=[row], control=Control(stop=lambda: True)).result
                true = best(forced(small, bans=[row]))
                assert true is None or found.objective <= true <= found.bound
                assert (found.status == "optimal") == (found.components.proven == found.components.total)

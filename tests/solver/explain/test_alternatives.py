"""Alternatives against solving from the beginning with each of them pinned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from matching.solver import Control, solve
from matching.solver.explain.alternatives import Alternative, alternatives
from matching.solver.generate import Size, generate
from tests.solver.documents import Document, instance, pair, problem
from tests.solver.exhaustive import best
from tests.solver.forced import anew, city, difference, drawn, forced, solvable

if TYPE_CHECKING:
    from matching.solver import Instance, Result

HOUR = ["w 1 16:00"]
FAMILIES_OF_A_CITY = 4


def of_family(instance: Instance, result: Result, family: int) -> list[int]:
    rows: list[int] = np.setdiff1d(np.flatnonzero(instance.family == family), result.pair).tolist()
    return rows


@pytest.mark.parametrize("seed", range(20))
def test_alternatives_in_a_city_are_what_solving_with_each_changes(seed: int) -> None:
    whole, result = city(seed)

    found = alternatives(whole, result)

    for family in drawn(seed, sorted(found), FAMILIES_OF_A_CITY):
        told = found[family]
        assert all(alternative.exact for alternative in told)
        for alternative in told:
            assert alternative.change == difference(anew(forced(whole, [alternative.pair])), result.objective)
        rest = sorted({*of_family(whole, result, family)} - {alternative.pair for alternative in told})
        for row in drawn(seed, rest, min(2, len(rest))):
            change = difference(anew(forced(whole, [row])), result.objective)
            assert change is None or change <= told[-1].change


def test_alternatives_equal_exhaustive_search_with_clashes_two_readers_and_pins() -> None:
    for small, result in solvable(range(100, 160)):
        found = alternatives(small, result)
        for family in np.unique(small.family).tolist():
            rows = of_family(small, result, family)
            changes = [difference(best(forced(small, [row])), result.objective) for row in rows]
            true = sorted((change for change in changes if change is not None), reverse=True)
            assert [alternative.change for alternative in found[family]] == true[:3]
            assert all(alternative.exact for alternative in found[family])


def contest() -> Instance:
    """Two volunteers for three families."""
    families: dict[str, Document] = {"f1": {"waiting_days": 56}, "f2": {"waiting_days": 28}, "f3": {}}
    pairs = [pair(v, f, 500, HOUR) for v in ("v1", "v2") for f in families]
    return instance(problem({"v1": 1, "v2": 1, "v3": 0}, families, [*pairs, pair("v3", "f1", 900, HOUR)]))


def test_who_was_left_out_takes_the_place_of_the_one_who_waits_least() -> None:
    small = contest()
    result = solve(small)

    found = alternatives(small, result)

    third = small.families.index("f3")
    assert [alternative.change for alternative in found[third]] == [(0, 0, -1, 0, 0), (0, 0, -1, 0, 0)]


def test_a_pair_that_no_solution_can_hold_is_no_alternative() -> None:
    small = contest()

    found = alternatives(small, solve(small))

    told = {alternative.pair for rows in found.values() for alternative in rows}
    assert small.pair_count - 1 not in told


def test_no_more_are_told_than_asked() -> None:
    small = contest()

    assert all(len(rows) <= 1 for rows in alternatives(small, solve(small), most=1).values())


def test_every_family_with_pairs_has_an_entry() -> None:
    small = instance(problem({"v1": 1}, {"f1": {}, "f2": {}}, [pair("v1", "f1", 1, HOUR)]))

    assert alternatives(small, solve(small)) == {0: ()}


def test_the_other_reader_of_two_is_no_alternative_and_a_third_one_is() -> None:
    pairs = [pair(f"v{n}", "f1", 100 * n, HOUR, ["w 2 16:00"]) for n in (1, 2, 3)]
    small = instance(problem({f"v{n}": 1 for n in (1, 2, 3)}, {"f1": {"need": 2}}, pairs))

    found = alternatives(small, solve(small))

    assert found == {0: (Alternative(0, (0, 0, 0, -100, 0), exact=True),)}


def test_stopped_at_once_alternatives_are_bounds() -> None:
    town = generate(Size(60, 20, 1), 1)
    result = solve(town)
    true = alternatives(town, result, most=100)
    change = {alternative.pair: alternative.change for rows in true.values() for alternative in rows}

    found = alternatives(town, result, most=100, control=Control(stop=lambda: True))

    told = [alternative for rows in found.values() for alternative in rows]
    assert told
    assert not any(alternative.exact for alternative in told)
    assert all(
        alternative.change >= change[alternative.pair] for alternative in told if alternative.pair in change
    )

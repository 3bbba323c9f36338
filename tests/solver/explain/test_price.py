"""Prices against solving from the beginning, and prices that are plain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from matching.solver import Control, PinError, solve
from matching.solver.explain.price import price, swap
from tests.solver.documents import Document, instance, pair, problem
from tests.solver.exhaustive import best
from tests.solver.forced import anew, city, difference, drawn, forced, refused, solvable

if TYPE_CHECKING:
    from matching.solver import Instance, Result

HOUR, NEXT_DAY = ["w 1 16:00"], ["w 2 16:00"]
CITIES = range(20)


def other_pairs(instance: Instance, result: Result) -> list[int]:
    rows: list[int] = np.setdiff1d(np.arange(instance.pair_count), result.pair).tolist()
    return rows


def crossing(instance: Instance, result: Result) -> list[tuple[int, int]]:
    """Matched pairs whose volunteers may read with each other's families."""
    where = {(int(instance.volunteer[p]), int(instance.family[p])): p for p in range(instance.pair_count)}
    matched = [(p, int(instance.volunteer[p]), int(instance.family[p])) for p in result.pair.tolist()]
    return [
        (one, other)
        for one, volunteer, family in matched
        for other, second, home in matched
        if one < other and (volunteer, home) in where and (second, family) in where
    ]


@pytest.mark.parametrize("seed", CITIES)
def test_the_price_of_a_pin_in_a_city_is_what_solving_with_it_changes(seed: int) -> None:
    whole, result = city(seed)
    [pin] = drawn(seed, other_pairs(whole, result))

    found = price(whole, result, pins=[pin])

    assert found.exact
    assert found.change == difference(anew(forced(whole, [pin])), result.objective)
    assert pin in found.gained


@pytest.mark.parametrize("seed", CITIES)
def test_the_price_of_a_ban_in_a_city_is_what_solving_without_it_changes(seed: int) -> None:
    whole, result = city(seed)
    [ban] = drawn(seed, result.pair.tolist())

    found = price(whole, result, bans=[ban])

    assert found.exact
    assert found.change == difference(anew(forced(whole, bans=[ban])), result.objective)
    assert ban in found.lost


@pytest.mark.parametrize("seed", CITIES)
def test_the_price_of_a_swap_in_a_city_is_what_solving_with_it_changes(seed: int) -> None:
    whole, result = city(seed)
    couples = crossing(whole, result)
    one, other = couples[drawn(seed, range(len(couples)))[0]]

    found = swap(whole, result, one, other)

    rows = [
        np.flatnonzero((whole.volunteer == whole.volunteer[a]) & (whole.family == whole.family[b]))[0]
        for a, b in ((one, other), (other, one))
    ]
    assert found.exact
    assert found.change == difference(anew(forced(whole, rows, [one, other])), result.objective)


def test_prices_equal_exhaustive_search_with_clashes_two_readers_and_pins() -> None:
    for small, result in solvable(range(24)):
        for row in range(small.pair_count):
            pinned = refused(lambda: price(small, result, pins=[row]).change)  # noqa: B023 - called at once
            assert pinned == difference(best(forced(small, [row])), result.objective)
            if row not in small.pins:
                banned = refused(lambda: price(small, result, bans=[row]).change)  # noqa: B023 - as above
                assert banned == difference(best(forced(small, bans=[row])), result.objective)


def test_several_pins_and_bans_together_equal_exhaustive_search() -> None:
    for number, (small, result) in enumerate(solvable(range(40, 90))):
        rows = drawn(number, range(small.pair_count), min(4, small.pair_count))
        pins, bans = rows[:2], [row for row in rows[2:] if row not in small.pins]

        change = refused(lambda: price(small, result, pins=pins, bans=bans).change)  # noqa: B023 - called at once

        assert change == difference(best(forced(small, pins, bans)), result.objective)


def two_by_two() -> Instance:
    """Both volunteers may read with both families; straight is worth 1,100, crossed 900."""
    families: dict[str, Document] = {"f1": {}, "f2": {}}
    pairs = [
        pair("v1", "f1", 600, HOUR),
        pair("v1", "f2", 500, HOUR),
        pair("v2", "f1", 400, HOUR),
        pair("v2", "f2", 500, HOUR),
    ]
    return instance(problem({"v1": 1, "v2": 1}, families, pairs))


def test_a_swap_of_two_costs_the_difference_of_their_scores() -> None:
    small = two_by_two()

    found = swap(small, solve(small), 0, 3)

    assert found.change == (0, 0, 0, -200, 0)
    assert (found.gained, found.lost, found.exact) == ((1, 2), (0, 3), True)


def test_what_is_already_so_costs_nothing() -> None:
    small = two_by_two()
    result = solve(small)

    assert price(small, result, pins=[0]).change == (0, 0, 0, 0, 0)
    assert price(small, result, bans=[1]).change == (0, 0, 0, 0, 0)
    assert price(small, result).change == (0, 0, 0, 0, 0)


def test_decisions_in_different_components_add_up() -> None:
    pairs = [pair(f"v{n}", f"f{m}", 100 * (n % 2) + 50, HOUR) for n in range(4) for m in (n // 2,)]
    small = instance(problem({f"v{n}": 1 for n in range(4)}, {"f0": {}, "f1": {}}, pairs))

    found = price(small, solve(small), pins=[0], bans=[3])

    assert found.change == (0, 0, 0, -200, 0)
    assert (found.gained, found.lost) == ((0, 2), (1, 3))


IMPOSSIBLE: list[tuple[dict[str, int], dict[str, Document], list[Document], list[int], str]] = [
    ({"v1": 0}, {"f1": {}}, [pair("v1", "f1", 1, HOUR)], [0], "capacity"),
    ({"v1": 1}, {"f1": {}, "f2": {}}, [pair("v1", f, 1, HOUR) for f in ("f1", "f2")], [0, 1], "capacity"),
    ({"v1": 1, "v2": 1}, {"f1": {}}, [pair(v, "f1", 1, HOUR) for v in ("v1", "v2")], [0, 1], "need"),
    ({"v1": 1}, {"f1": {"need": 2}}, [pair("v1", "f1", 1, HOUR)], [0], "need"),
    (
        {"v1": 2},
        {"f1": {}, "f2": {}},
        [pair("v1", "f1", 1, HOUR), pair("v1", "f2", 1, ["a 1 17:00"])],
        [0, 1],
        "slot",
    ),
]


@pytest.mark.parametrize(("capacity", "families", "pairs", "pins", "rule"), IMPOSSIBLE)
def test_pins_that_cannot_hold_are_refused_with_their_rule(
    capacity: dict[str, int], families: dict[str, Document], pairs: list[Document], pins: list[int], rule: str
) -> None:
    small = instance(problem(capacity, families, pairs))

    with pytest.raises(PinError) as refusal:
        price(small, solve(small), pins=pins)

    assert refusal.value.rule == rule


def test_a_pair_cannot_be_pinned_and_banned() -> None:
    small = two_by_two()

    with pytest.raises(PinError, match="must not") as refusal:
        price(small, solve(small), pins=[1], bans=[1])

    assert refusal.value.rule == "ban"


def test_volunteers_who_may_not_read_with_each_others_families_cannot_swap() -> None:
    pairs = [pair("v1", "f1", 1, HOUR), pair("v2", "f2", 1, HOUR)]
    small = instance(problem({"v1": 1, "v2": 1}, {"f1": {}, "f2": {}}, pairs))

    with pytest.raises(PinError, match="no feasible pair") as refusal:
        swap(small, solve(small), 0, 1)

    assert refusal.value.rule == "pair"


def test_a_price_without_time_to_search_is_at_most_the_true_one_and_says_so() -> None:
    inexact = 0
    for small, result in solvable(range(300, 320)):
        for row in other_pairs(small, result):
            true = refused(lambda: price(small, result, pins=[row]).change)  # noqa: B023 - called at once
            if true is not None:
                hasty = price(small, result, pins=[row], control=Control(stop=lambda: True))
                assert hasty.change == true or (not hasty.exact and hasty.change < true)
                inexact += not hasty.exact

    assert inexact


def test_the_price_beside_a_result_that_is_not_best_is_not_exact() -> None:
    pairs = [pair("v1", "f1", 1, HOUR), pair("v2", "f1", 9, HOUR), pair("v2", "f2", 1, HOUR)]
    small = instance(problem({"v1": 1, "v2": 1}, {"f1": {}, "f2": {"urgent": True}}, pairs))
    best_one = solve(small)
    worse = replace(
        best_one,
        status="feasible",
        objective=(0, 1, 0, 9, 0),
        pair=best_one.pair[:1] * 0 + 1,
        code=best_one.code[:1],
        certificate=None,
    )

    found = price(small, worse, bans=[1])

    assert not found.exact
    assert found.change == (1, 1, 0, -7, 0)

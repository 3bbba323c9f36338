"""Chains of exchanges against solving the whole relaxation anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.solver import FlowError, Instance
from matching.solver.components import Part, split
from matching.solver.flow import IN, OUT, UNDECIDED, BlockFlow, Detour, Detours, Exchange
from matching.solver.flow.scale import worth_of_families, worth_of_pairs
from matching.solver.generate import Size, generate
from tests.solver.documents import Document, instance, pair, problem
from tests.solver.strategies import CLASHING, TWO_READERS, instances

quick = settings(max_examples=60, deadline=None, derandomize=True, database=None,
                 suppress_health_check=list(HealthCheck))  # fmt: skip

HOUR, NEXT_DAY = ["w 1 16:00"], ["w 2 16:00"]


def relaxed(part: Part) -> Exchange:
    found = Exchange.relaxed(part)
    assert found is not None
    return found


def without(part: Part, row: int) -> Exchange | None:
    choice = BlockFlow(part).solve(np.arange(part.pair_count) == row)
    return Exchange.of(part, choice.chosen) if choice.whole else None


def decided(part: Part, family: int, verdict: int) -> Exchange | None:
    choice = BlockFlow(part).solve(
        decision=np.where(np.arange(part.family_count) == family, verdict, UNDECIDED)
    )
    return Exchange.of(part, choice.chosen) if choice.whole else None


def with_pin(part: Part, row: int) -> Exchange | None:
    """The relaxation solved with a pin: a family for one reader has no other pair left then."""
    part = pinned(part, row)
    family = part.family[row]
    choice = BlockFlow(part).solve((part.need[family] == 1) & (part.family == family) & ~part.pinned)
    return Exchange.of(part, choice.chosen) if choice.whole else None


def pinned(part: Part, row: int) -> Part:
    return replace(part, pinned=np.arange(part.pair_count) == row)


def halves(exchange: Exchange | None) -> object:
    return None if exchange is None else exchange.halves


@quick
@given(st.sampled_from([CLASHING, TWO_READERS]).flatmap(instances))
def test_every_moved_limit_costs_what_solving_anew_tells(tiny: Instance) -> None:
    for part in split(tiny):
        flow = relaxed(part)
        assert flow.optimal
        for row in range(part.pair_count):
            assert halves(flow.without_pair(row)) == halves(without(part, row))
        for family in range(part.family_count):
            assert halves(flow.with_family(family)) == halves(decided(part, family, IN))
            assert halves(flow.without_family(family)) == halves(decided(part, family, OUT))


@quick
@given(st.sampled_from([CLASHING, TWO_READERS]).flatmap(instances))
def test_a_pair_that_must_be_costs_what_solving_anew_with_a_pin_tells(tiny: Instance) -> None:
    for part in split(tiny):
        flow = relaxed(part)
        for row in range(part.pair_count):
            forced = flow.with_pair(row)
            whole = None if forced is None else forced.with_family(int(part.family[row]))
            assert halves(whole) == halves(with_pin(part, row))


def limited(part: Part) -> list[Exchange]:
    """The best flow, and flows with a reader's room, a family and a pair decided."""
    flow = relaxed(part)
    others = (
        flow.with_room(0, 1),
        flow.with_family(part.family_count - 1),
        flow.without_family(0),
        flow.without_pairs(np.flatnonzero(flow.chosen)[:2].tolist()),
    )
    return [flow, *(other for other in others if other is not None)]


def after(flow: Exchange, detour: Detour) -> list[int]:
    """What the pairs of a flow are worth after a detour, in halves."""
    chosen = flow.chosen.copy()
    chosen[[*detour.lost]] = False
    chosen[[*detour.gained]] = True
    part, families = flow.part, flow.part.family[chosen]
    worth = worth_of_pairs(part)[chosen].sum(axis=0) + worth_of_families(part)[families].sum(axis=0)
    levels: list[int] = worth[1:].tolist()
    return levels


@quick
@given(st.sampled_from([CLASHING, TWO_READERS]).flatmap(instances))
def test_detours_through_all_pairs_at_once_are_what_forcing_each_of_them_changes(tiny: Instance) -> None:
    for flow in (flow for part in split(tiny) for flow in limited(part)):
        detours = Detours(flow)
        for row in np.flatnonzero(~flow.chosen).tolist():
            forced = flow.with_pair(row)
            assert detours.possible[row] == (forced is not None)
            if forced is not None:
                assert (detours.halves[row] + np.array(flow.halves)).tolist() == [*forced.halves]
                assert after(flow, detours.detours([row])[0]) == [*forced.halves]


@pytest.mark.parametrize("families", [110, 400])
def test_detours_in_towns_small_and_large_are_what_forcing_changes(families: int) -> None:
    town = generate(Size(families, families, 1), 1)
    flow = relaxed(split(town)[0].of_component(0))
    detours = Detours(flow)
    rows = np.flatnonzero(detours.possible)[:: flow.part.pair_count // 30].tolist()

    for row, detour in zip(rows, detours.detours(rows), strict=True):
        forced = flow.with_pair(row)
        assert forced is not None
        assert after(flow, detour) == [*forced.halves]
        assert (detours.halves[row] + np.array(flow.halves)).tolist() == [*forced.halves]


def test_detours_not_worked_out_are_bounds() -> None:
    flow = relaxed(split(generate(Size(60, 30, 1), 2))[0].of_component(0))
    true, bounds = Detours(flow), Detours(flow, lambda: True)

    assert not bounds.known.any()
    assert (bounds.possible | ~true.possible).all()
    for row in np.flatnonzero(true.possible).tolist():
        assert bounds.halves[row].tolist() >= true.halves[row].tolist()


@pytest.mark.parametrize("seed", range(3))
def test_exchanges_in_a_town_equal_solving_anew(seed: int) -> None:
    part = split(generate(Size(90, 40, 1), seed))[0].of_component(0)
    flow = relaxed(part)

    for row in range(0, part.pair_count, 41):
        assert halves(flow.without_pair(row)) == halves(without(part, row))
        forced = flow.with_pair(row)
        whole = None if forced is None else forced.with_family(int(part.family[row]))
        assert halves(whole) == halves(with_pin(part, row))


def test_limits_moved_one_after_the_other_stay_moved() -> None:
    families: dict[str, Document] = {f"f{n}": {} for n in range(3)}
    pairs = [pair(f"v{n}", f"f{m}", 100 * (n == m) + n, HOUR) for n in range(3) for m in range(3)]
    part = split(instance(problem({f"v{n}": 1 for n in range(3)}, families, pairs)))[0]

    first = relaxed(part).without_pair(0)
    both = None if first is None else first.with_pair(1)

    assert both is not None
    assert not both.chosen[0]
    assert both.chosen[1]
    assert both.optimal


def test_a_worse_choice_is_told_from_a_best_one() -> None:
    pairs = [pair("v1", "f1", 5, HOUR), pair("v2", "f1", 9, HOUR)]
    part = split(instance(problem({"v1": 1, "v2": 1}, {"f1": {}}, pairs)))[0]

    worse, best = (Exchange.of(part, part.score == score) for score in (5, 9))

    assert worse is not None
    assert best is not None
    assert (worse.optimal, best.optimal) == (False, True)
    with pytest.raises(FlowError):
        worse.relief()


def test_a_choice_beyond_capacity_is_no_flow() -> None:
    pairs = [pair("v1", "f1", 5, HOUR), pair("v1", "f2", 9, NEXT_DAY)]
    part = split(instance(problem({"v1": 1}, {"f1": {}, "f2": {}}, pairs)))[0]

    assert Exchange.of(part, np.array([True, True])) is None


def test_two_visits_in_one_block_are_no_flow() -> None:
    pairs = [pair("v1", "f1", 5, HOUR), pair("v1", "f2", 9, ["w 1 16:30"])]
    part = split(instance(problem({"v1": 2}, {"f1": {}, "f2": {}}, pairs)))[0]

    assert Exchange.of(part, np.array([True, True])) is None


def test_a_pin_is_not_given_up_for_anything() -> None:
    pairs = [pair("v1", "f1", 5, HOUR), pair("v1", "f2", 9, HOUR)]
    part = split(instance(problem({"v1": 1}, {"f1": {}, "f2": {}}, pairs)))[0]

    assert relaxed(pinned(part, 0)).with_pair(1) is None


def test_relief_is_the_worth_of_placing_or_of_setting_a_reader_free() -> None:
    families: dict[str, Document] = {
        "f1": {}, "f2": {"waiting_days": 56}, "f3": {"urgent": True, "waiting_days": 28},
    }  # fmt: skip
    pairs = [pair("v1", "f1", 300, HOUR), pair("v1", "f2", 400, HOUR), pair("v1", "f3", 500, HOUR)]
    part = split(instance(problem({"v1": 1}, families, pairs)))[0]

    relief = relaxed(part).relief()

    assert relief.tolist() == [[0, 1, 0, 0, 0], [0, 1, 2, 0, 0], [0, 1, 2, -100, 0]]

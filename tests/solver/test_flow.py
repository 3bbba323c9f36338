from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.solver import CostRangeError, Instance
from matching.solver.components import split
from matching.solver.flow import IN, MOST_COST, OUT, BlockFlow
from matching.solver.generate import Size, generate
from matching.solver.solve.bounds import bound_of
from tests.solver.documents import Document, instance, pair, problem
from tests.solver.strategies import CLASH_FREE, TWO_READERS, instances

quick = settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@quick
@given(st.sampled_from([CLASH_FREE, TWO_READERS]).flatmap(instances))
def test_levels_solved_one_by_one_reach_the_same_as_all_in_one_cost(tiny: Instance) -> None:
    for part in split(tiny):
        together, apart = BlockFlow(part).solve(), BlockFlow(part, most_cost=60_000).solve()

        assert together.proven
        assert apart.proven
        assert bound_of(part, together.chosen) == bound_of(part, apart.chosen)


def test_two_levels_in_one_cost_and_the_third_alone_reach_the_same() -> None:
    part = split(generate(Size(150, 100, 1), 1))[0]
    nodes = len(part.capacity) + part.family_count

    values = {
        bound_of(part, BlockFlow(part, most_cost).solve().chosen) for most_cost in (MOST_COST, nodes * 10**8)
    }

    assert len(values) == 1


def test_costs_that_do_not_fit_are_refused_before_the_flow_solver_sees_them() -> None:
    part = split(generate(Size(20, 30, 1), 1))[0]

    with pytest.raises(CostRangeError, match="too large"):
        BlockFlow(part, most_cost=1_000).solve()


def test_the_flow_solver_itself_refuses_costs_beyond_the_limit() -> None:
    part = split(generate(Size(20, 30, 1), 1))[0]
    dear = replace(part, score=part.score * 10**15 + 10**15)

    with pytest.raises(CostRangeError, match="refuses"):
        BlockFlow(dear, most_cost=1 << 90).solve()


def test_a_volunteer_gets_one_visit_per_block() -> None:
    same_hour = [pair("v1", f"f{n}", 1, [f"w 1 16:{half}0"]) for n, half in enumerate((0, 3, 0))]
    later = pair("v1", "f3", 1, ["w 1 17:30"])
    part = split(instance(problem({"v1": 4}, {f"f{n}": {} for n in range(4)}, [*same_hour, later])))[0]

    assert BlockFlow(part).solve().chosen.sum() == 2


def test_weeks_a_and_b_do_not_share_a_block() -> None:
    pairs = [pair("v1", "f1", 1, ["a 1 16:00"]), pair("v1", "f2", 1, ["b 1 16:00"])]
    part = split(instance(problem({"v1": 2}, {"f1": {}, "f2": {}}, pairs)))[0]

    assert BlockFlow(part).solve().chosen.all()


def test_a_family_decided_in_gets_both_readers_and_decided_out_none() -> None:
    pairs = [pair(f"v{n}", "f1", 1, ["w 1 16:00"]) for n in (1, 2)]
    rival = pair("v1", "f2", 1_000, ["w 1 16:00"])
    families: dict[str, Document] = {"f1": {"need": 2}, "f2": {"urgent": True}}
    part = split(instance(problem({"v1": 1, "v2": 1}, families, [*pairs, rival])))[0]

    inside, outside = (BlockFlow(part).solve(decision=np.array([verdict, 0])) for verdict in (IN, OUT))

    assert inside.chosen.tolist() == [True, True, False]
    assert outside.chosen.tolist() == [False, False, True]


def test_a_family_decided_in_that_cannot_be_served_is_not_whole() -> None:
    pairs = [pair(f"v{n}", "f1", 1, ["w 1 16:00"]) for n in (1, 2)]
    part = split(instance(problem({"v1": 1, "v2": 1}, {"f1": {"need": 2}}, pairs)))[0]

    choice = BlockFlow(part).solve(np.array([True, False]), np.array([IN]))

    assert not choice.whole

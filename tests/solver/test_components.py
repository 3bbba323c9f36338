from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from matching.solver import Instance
from matching.solver.components import PAIRS_TOGETHER, ceiling, split, usable
from matching.solver.generate import Size, generate
from matching.solver.result import NOTHING
from tests.solver.documents import document, instance, pair, problem
from tests.solver.exhaustive import best
from tests.solver.strategies import TWO_READERS, instances


def test_people_who_share_nobody_are_apart() -> None:
    pairs = [pair(v, f, 1, ["w 1 16:00"]) for v, f in (("v1", "f1"), ("v2", "f2"), ("v2", "f3"))]
    parts = split(instance(problem({"v1": 1, "v2": 1, "v3": 1}, {"f1": {}, "f2": {}, "f3": {}}, pairs)))

    assert [part.components for part in parts] == [2]
    assert parts[0].component.tolist() == [0, 1, 1]


def test_small_components_share_a_part_and_large_ones_stand_alone() -> None:
    large = generate(Size(1_200, 1_500, 2), 1)
    small = generate(Size(40, 60, 4), 1)

    assert all(part.components == 1 for part in split(large) if part.pair_count >= PAIRS_TOGETHER)
    assert len(split(small)) == 1


def test_all_usable_pairs_are_in_just_one_part() -> None:
    town = generate(Size(200, 200, 5), 1)

    rows = np.concatenate([part.row for part in split(town)])

    assert sorted(rows.tolist()) == np.flatnonzero(usable(town)).tolist()


def test_a_pin_takes_the_other_pairs_of_its_family_away() -> None:
    pinned = instance(document() | {"pins": [["v1", "f1"]]})

    assert usable(pinned).tolist() == [True, False, True]


def test_a_family_of_two_readers_with_one_pair_cannot_be_served() -> None:
    lonely = replace(instance(document()), need=np.array([1, 2]))

    assert usable(lonely).tolist() == [True, True, False]


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(instances(TWO_READERS))
def test_the_ceiling_is_above_every_solution_on_every_level(tiny: Instance) -> None:
    parts = split(tiny)

    highest = np.sum([NOTHING, *(ceiling(part) for part in parts)], axis=0)

    truth = best(tiny)
    assert truth is not None
    assert all(most >= got for most, got in zip(highest, truth, strict=True))

"""Explanations where one side, or both, are empty."""

import numpy as np
import pytest

from matching.solver import Control, solve
from matching.solver.explain.advice import Places, advice
from matching.solver.explain.competition import competition
from matching.solver.explain.why_not import why_not
from matching.solver.generate import Size, people
from matching.solver.pairing import Rules, Weights, instance_of, pairs


@pytest.mark.parametrize(("families", "volunteers"), [(0, 0), (8, 0), (0, 8)])
def test_nobody_on_a_side_is_no_trouble(families: int, volunteers: int) -> None:
    everybody, rules, weights = people(Size(families, volunteers, 1), 1), Rules(), Weights()
    instance = instance_of(everybody, pairs(everybody, rules, weights, Control()), rules)
    result = solve(instance)
    here = Places(everybody.families.x[:2, 0].copy(), everybody.families.y[:2, 0].copy())

    blocked = why_not(everybody, rules, weights, instance, result)
    found = advice(everybody, rules, weights, instance, result, here)

    waiting = int(np.sum(everybody.families.in_programme & everybody.families.ready))
    assert len(blocked) == waiting
    assert all(blockers.smallest is None for blockers in blocked.values())
    assert competition(instance, result) == {}
    assert bool(found) == (waiting > 0)

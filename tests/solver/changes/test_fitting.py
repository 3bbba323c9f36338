"""Small changes of a choice of pairs against looking at the whole choice anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.solver import Instance, PinError, solve
from matching.solver.changes import Fitting, Solved, solved
from tests.solver.strategies import TWO_READERS, instances

if TYPE_CHECKING:
    from numpy.typing import NDArray

quick = settings(max_examples=80, deadline=None, derandomize=True, database=None,
                 suppress_health_check=list(HealthCheck))  # fmt: skip


def anew(one: Solved, chosen: NDArray[np.bool_]) -> bool:
    readers = np.bincount(one.part.family[chosen], minlength=one.part.family_count)
    whole = np.isin(readers, [0]) | (readers == one.part.need)
    timetable = one.moments.timetable(np.flatnonzero(chosen).tolist())
    return bool(whole.all()) and not timetable.clashes


def within(one: Solved, chosen: NDArray[np.bool_]) -> bool:
    """Whether nobody has more than there is room for, as in every flow."""
    part = one.part
    readers = np.bincount(part.family[chosen], minlength=part.family_count)
    families = np.bincount(part.volunteer[chosen], minlength=len(part.capacity))
    return bool((readers <= part.need).all() and (families <= part.capacity).all())


@quick
@given(instances(TWO_READERS), st.integers(0, 1_000), st.booleans())
def test_a_choice_holds_after_a_change_just_when_it_does_anew(tiny: Instance, seed: int, sound: bool) -> None:
    chance = np.random.default_rng(seed)
    try:
        components = list(solved(tiny, solve(tiny)))
    except PinError:
        return
    for one in components:
        chosen = one.chosen if sound else chance.random(one.part.pair_count) < 0.4
        turned = chance.random(one.part.pair_count) < 0.3
        gained, lost = np.flatnonzero(turned & ~chosen).tolist(), np.flatnonzero(turned & chosen).tolist()
        if within(one, chosen) and within(one, chosen ^ turned):
            assert Fitting(one, chosen).holds(gained, lost) == anew(one, chosen ^ turned)

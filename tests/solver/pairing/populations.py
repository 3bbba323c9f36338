"""Small drawn populations in which every rule decides now and then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from matching.solver.generate import Size, people
from matching.solver.generate.draws import Draws

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.pairing import People


def population(seed: int, volunteers: int = 14, families: int = 12) -> People:
    """One neighbourhood with second addresses, two homes, fortnightly windows, bans and full volunteers."""
    drawn, draws = people(Size(families, volunteers, 1), seed), Draws(seed)
    second_home = draws.chance("second home", families, 40)
    second_start = draws.chance("second start", volunteers, 40)
    moved = (draws.below("moved", 2 * families, 4_000) - 2_000).reshape(2, -1)
    started = (draws.below("started", 2 * volunteers, 4_000) - 2_000).reshape(2, -1)
    fortnightly = draws.chance("fortnightly", volunteers, 40)
    free = drawn.volunteers.free.copy()
    free[fortnightly, draws.below("week", volunteers, 2)[fortnightly]] &= np.uint64(0x00FF00FF00FF00FF)
    return replace(
        drawn,
        volunteers=replace(
            drawn.volunteers,
            x=_second(drawn.volunteers.x, started[0], second_start),
            y=_second(drawn.volunteers.y, started[1], second_start),
            capacity=draws.below("room", volunteers, 4).astype(np.int16),
            free=free,
            free_yes=drawn.volunteers.free_yes & free,
        ),
        families=replace(
            drawn.families,
            x=_second(drawn.families.x, moved[0], second_home),
            y=_second(drawn.families.y, moved[1], second_home),
            one_home=~second_home,
        ),
        bans=np.stack(
            [draws.below("ban v", 9, volunteers), draws.below("ban f", 9, families)], axis=1
        ).astype(np.int32),
    )


populations = st.integers(0, 100_000).map(population)


def _second(
    values: NDArray[np.int32],
    away: NDArray[np.int64],
    here: NDArray[np.bool_],
) -> NDArray[np.int32]:
    return np.stack([values[:, 0], values[:, 0] + np.where(here, away, 0)], axis=1).astype(np.int32)

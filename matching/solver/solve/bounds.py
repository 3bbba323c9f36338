"""From an answer of the relaxation to a bound on the true objective."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.solver.components import ceiling
from matching.solver.result import vector

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.components import Part
    from matching.solver.result import Vector


def bound_of(part: Part, chosen: NDArray[np.bool_]) -> Vector:
    """The greatest integer vector that the relaxation's answer leaves possible.

    A reader of a family that needs two counts for half a family, so levels are summed in halves. Where a
    level is no whole number it is rounded down; what the levels after it could then reach is no longer told
    by this answer, so they get the bound that needs no solving.
    """
    share = 2 // part.need[part.family[chosen]]
    family = part.family[chosen]
    halves = (
        part.urgent[family] * share, share, part.band[family] * share,
        2 * part.score[chosen], 2 * part.kept[chosen],
    )  # fmt: skip
    levels = list(ceiling(part))
    for level, values in enumerate(halves):
        levels[level], odd = divmod(int(values.sum()), 2)
        if odd:
            break
    return vector(levels)


def half_served(part: Part, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Families that need two readers and have one in the relaxation."""
    readers = np.bincount(part.family[chosen], minlength=part.family_count)
    return (readers > 0) & (readers < part.need)

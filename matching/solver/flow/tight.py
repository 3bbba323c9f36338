"""The smallest scale that tells chains of exchanges apart, for libraries that count in floating point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.solver.errors import CostRangeError
from matching.solver.flow.scale import Scale
from matching.solver.instance import TOP_SCORE

if TYPE_CHECKING:
    from matching.solver.components import Part

EXACT = 1 << 53
"""Up to here every whole number is a floating point number."""
_HALVES = 2
_ROOM = 4


def tight_scale(part: Part, steps: int) -> tuple[Scale, int]:
    """Scale of a part whose chains have fewer than so many arcs.

    Returns
    -------
    Scale
        On which vectors of chains are numbers in the same order; it only tells chains apart, no sums of them.
    int
        `steps` if there is room to count arcs behind the levels, so that of equal chains the shortest one
        wins, and else 0.

    Raises
    ------
    CostRangeError
        If the numbers of chains are not exact in floating point: beyond some ten thousand families.
    """
    families = part.family_count + 1
    share = _HALVES // part.need
    ends = 2 * _HALVES
    bounds = (
        ends,
        ends,
        2 * int((part.band * share).max(initial=0)),
        _HALVES * TOP_SCORE * families,
        _HALVES * min(families, int(part.kept.sum())),
    )
    factors = [1]
    for bound in reversed(bounds):
        factors.insert(0, factors[0] * (2 * bound + 1))
    if _ROOM * factors[0] >= EXACT:
        raise CostRangeError(f"a part of {part.family_count} families is too large for exact distances")
    return Scale(np.array(factors, np.int64)), steps if _ROOM * factors[0] * steps < EXACT else 0

"""Counting that shows at once that a volunteer's visits do not all fit in the week."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from matching.solver.slots import DAY_STARTS, WEEK_STARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matching.solver.clashes.backtracking import Visit

_WEEK = (1 << WEEK_STARTS) - 1


def too_many(visits: Sequence[Visit], apart: int) -> bool:
    """Whether a volunteer has more visits in a week than starts that are `apart` half hours apart.

    Counted are visits that are in that week with every moment that they have. Those who are few enough may
    still not fit.
    """
    own: defaultdict[int, list[Visit]] = defaultdict(list)
    for visit in visits:
        own[visit.volunteer].append(visit)
    return any(_do_not_fit(group, week, apart) for group in own.values() if len(group) > 1 for week in (0, 1))


def _do_not_fit(visits: Sequence[Visit], week: int, apart: int) -> bool:
    count = starts = 0
    for visit in visits:
        if visit.always_in[week]:
            count += 1
            starts |= visit.starts >> week * WEEK_STARTS & _WEEK
    return count > most_together(starts, apart)


def most_together(starts: int, apart: int) -> int:
    """How many of these starts of one week, given as bits, can be at least so far apart on each day."""
    count = 0
    while starts:
        first = (starts & -starts).bit_length() - 1
        count += 1
        free = min(first + apart, first - first % DAY_STARTS + DAY_STARTS)
        starts = starts >> free << free
    return count

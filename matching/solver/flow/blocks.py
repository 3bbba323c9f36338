"""Blocks of the volunteers who can get several families.

Slots of one week make the blocks: A or B, per volunteer the one in which more options have a slot. A pair
with an option that has no slot in that week is not held back by blocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.components import option_starts
from matching.solver.slots import DAY_STARTS, WEEK_STARTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.components import Part

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Blocks:
    """Blocks, and the pairs that have a slot in them.

    Attributes
    ----------
    pair, block : int64[k]
        A pair (local row) and a block in which it has a slot.
    week, start : int64[b]
        Per block the week of its starts (0 = A, 1 = B) and its first start, 0 to 181.
    """

    pair: Integers
    block: Integers
    week: Integers
    start: Integers


def blocks(part: Part, several: Flags) -> Blocks:
    """Blocks of the volunteers marked in `several`."""
    owner, start_a, start_b = option_starts(part, np.flatnonzero(several[part.volunteer]))
    reader = part.volunteer[owner]
    in_a, in_b = (
        np.bincount(reader[start >= 0], minlength=len(part.capacity)) for start in (start_a, start_b)
    )
    week = (in_b > in_a).astype(np.int64)
    start = np.where(week[reader] == 1, start_b, start_a)
    past = np.zeros(part.pair_count, np.bool_)
    past[owner[start < 0]] = True
    inside = ~past[owner]
    owner, start = owner[inside], start[inside]
    day = part.volunteer[owner] * WEEK_STARTS + start // DAY_STARTS
    days, row = np.unique(day, return_inverse=True)
    used = np.zeros((len(days), DAY_STARTS), np.bool_)
    used[row, start % DAY_STARTS] = True
    block, opened = _greedy(used, part.instance.settings.volunteer_apart)
    both = np.unique(np.stack([owner, block[row, start % DAY_STARTS]], axis=1), axis=0)
    volunteer, of_day = np.divmod(days[opened[:, 0]], WEEK_STARTS)
    return Blocks(both[:, 0], both[:, 1], week[volunteer], of_day * DAY_STARTS + opened[:, 1])


def _greedy(used: Flags, apart: int) -> tuple[Integers, Integers]:
    """Blocks of every day: one begins at the first used start after the block before it.

    Returns
    -------
    int64[days, starts], int64[b, 2]
        Number of the block of each start; row of the day and first start of each block.
    """
    block = np.zeros(used.shape, np.int64)
    covered, current = np.zeros(len(used), np.int64), np.zeros(len(used), np.int64)
    opened: list[Integers] = [np.empty((0, 2), np.int64)]
    total = 0
    for start in range(DAY_STARTS):
        opens = np.flatnonzero(used[:, start] & (start >= covered))
        current[opens] = total + np.arange(len(opens))
        total += len(opens)
        opened.append(np.stack([opens, np.full(len(opens), start)], axis=1))
        covered[opens] = start + apart
        block[:, start] = current
    return block, np.concatenate(opened)

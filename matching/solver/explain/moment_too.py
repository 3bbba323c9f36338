"""For two whom only the week keeps apart: the moment that one of them would have to add.

One side offers it already, so that only the other is asked. What it costs is how far it lies from the moments
that the asked side offers on that day. Whether a volunteer has a running visit there is not known here: such
moments are not among those offered, for whatever reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.solver.pairing.options import unpacked
from matching.solver.pairing.rules import common_words, in_question
from matching.solver.slots import DAY_STARTS, DAYS, HALF_HOUR, WEEK_STARTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.pairing import People, Rules

    Rows = NDArray[np.int64]
    Flags = NDArray[np.bool_]

WHOLE_DAY = DAY_STARTS * HALF_HOUR
"""Minutes away when nothing at all is offered on that day."""

_NEVER = np.int64(1) << 30
_WEEKLY, _WEEK_A, _WEEK_B = range(3)


def moments_too(people: People, volunteer_rows: Rows, family_rows: Rows, rules: Rules) -> tuple[Rows, Rows]:
    """The nearest moment of each pair that has none in common.

    Returns
    -------
    minutes : int64[k]
        How far it is from what the asked side offers on that day, `WHOLE_DAY` if that is nothing; -1 when
        neither side offers any moment at all.
    code : int64[k]
        The slot to add, weekly where the two could meet every week. Of equal ones the weekly, then one that
        suits the offering side well, then the earliest.
    """
    volunteers, families = people.volunteers, people.families
    sides = (volunteers, volunteer_rows), (families, family_rows)
    offered = [unpacked(side.free[rows]) for side, rows in sides]
    sure = [unpacked(side.free_yes[rows]) for side, rows in sides]
    cost = np.full((len(volunteer_rows), 3, WEEK_STARTS), _NEVER)
    for asked, offering in ((0, 1), (1, 0)):
        away = np.where(offered[offering], _away(offered[asked]), _NEVER)
        key = 2 * away + ~sure[offering]
        cost[:, _WEEKLY] = np.minimum(cost[:, _WEEKLY], key.max(axis=1))
        cost[:, _WEEK_A:] = np.minimum(cost[:, _WEEK_A:], key)
    cost[~_allowed(people, volunteer_rows, family_rows, rules)] = _NEVER
    flat = cost.reshape(len(cost), -1)
    best = np.argmin(flat, axis=1)
    least = flat[np.arange(len(flat)), best] // 2
    return np.where(least < _NEVER // 2, least * HALF_HOUR, -1), best


def _away(offered: Flags) -> Rows:
    """Per start the half hours to the nearest start offered in that week on that day."""
    away = np.where(offered, 0, DAY_STARTS).reshape(*offered.shape[:-1], DAYS, DAY_STARTS)
    for start in range(1, DAY_STARTS):
        away[..., start] = np.minimum(away[..., start], away[..., start - 1] + 1)
    for start in reversed(range(DAY_STARTS - 1)):
        away[..., start] = np.minimum(away[..., start], away[..., start + 1] + 1)
    return np.minimum(away, DAY_STARTS).reshape(offered.shape).astype(np.int64)


def _allowed(people: People, volunteer_rows: Rows, family_rows: Rows, rules: Rules) -> Flags:
    """Whether one more weekly slot, slot of week A, slot of week B could let the two meet.

    One week is enough in the weeks of a home of its own, where a family receives in no other week, and where
    the other week has a common moment.
    """
    near = in_question(people, volunteer_rows, family_rows, rules)
    common = np.any(common_words(people, volunteer_rows, family_rows, near), axis=-1)
    receives = np.any(people.families.free[family_rows], axis=-1)
    one_home = people.families.one_home[family_rows]
    weekly = one_home & (receives[:, 0] == receives[:, 1])
    alone = ~receives[:, ::-1] | ~one_home[:, None] | common[:, ::-1]
    return np.concatenate([weekly[:, None], near & alone], axis=1)

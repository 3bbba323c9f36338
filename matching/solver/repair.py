"""Repair after a decline or a withdrawal: a chain of exchanges instead of a run; everything else stays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.changes import Changing, solved
from matching.solver.control import Control
from matching.solver.result import Components, Result, add, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matching.solver.changes import Change
    from matching.solver.instance import Instance

    Option = tuple[int, int]


@dataclass(frozen=True)
class Repair:
    """A result without the pairs that fell through.

    Attributes
    ----------
    result : Result
        The best one that has none of these pairs, proven if it is. Its rows are those of the instance, whose
        pins it keeps but for those that fell through; readers on no chain of exchanges keep their moments.
    gained, lost : tuple of int
        Pairs (rows of the instance) that came into the assignment and that left it.
    """

    result: Result
    gained: tuple[int, ...]
    lost: tuple[int, ...]


def repair(
    instance: Instance, result: Result, *, lost: Sequence[int], control: Control | None = None
) -> Repair:
    """The best result without some pairs that fell through.

    Parameters
    ----------
    instance : Instance
    result : Result
        An answer to it.
    lost : sequence of int
        Rows of the pairs that must not be any longer; pins among them no longer hold.
    control : Control, optional
        Stops what needs a search; the result is then the best that was found.

    Raises
    ------
    PinError
        If the pins that are left cannot hold without these pairs.
    """
    control = Control() if control is None else control
    with control.phase("repair"):
        still = ~np.isin(instance.pins, lost)
        left = instance if still.all() else replace(instance, pins=instance.pins[still])
        changes = [
            Changing(one, control).change([], one.local(lost))
            for one in solved(left, result, np.array(lost, np.int64))
        ]
    gained = tuple(sorted(row for change in changes for row in change.gained))
    gone = tuple(sorted(row for change in changes for row in change.lost))
    return Repair(_result(left, result, changes, control), gained, gone)


def _result(instance: Instance, result: Result, changes: Sequence[Change], control: Control) -> Result:
    """The result with other components in their place."""
    codes: dict[int, Option] = {
        row: (one, other)
        for row, (one, other) in zip(result.pair.tolist(), result.code.tolist(), strict=True)
    }
    objective = result.objective
    for change in changes:
        for row in change.lost:
            codes.pop(row)
        codes.update(change.codes)
        objective = add(objective, change.vector)
    rows = np.fromiter(codes, np.int64, len(codes))
    ranks = instance.volunteer_rank[instance.volunteer[rows]], instance.family_rank[instance.family[rows]]
    rows = rows[np.lexsort(ranks)]
    known = result.components.proven + sum(change.is_best - change.was_best for change in changes)
    proven = known == result.components.total
    return Result(
        instance=instance,
        status="optimal" if proven else "feasible",
        objective=objective,
        bound=objective if proven else shown(result.bound, objective),
        pair=rows.astype(np.int32),
        code=np.array([codes[row] for row in rows.tolist()], np.int16).reshape(-1, 2),
        components=Components(result.components.total, known),
        seconds=dict(control.timings),
    )

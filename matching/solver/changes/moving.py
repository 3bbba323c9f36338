"""Moments after a change: who stays keeps the moment if that can be, and only then gives way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.instance import slots_of
from matching.solver.slots import WEEK_STARTS, clash

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.changes.solved import Solved
    from matching.solver.components import Part
    from matching.solver.slots import Slot

    Option = tuple[int, int]
    Visit = tuple[int, tuple[Slot, ...]]

_FEW = 3


@dataclass(frozen=True)
class Moved:
    """Options of all chosen pairs; or else a group of pairs that cannot go together.

    `certain` is false where neither options nor a clash were found within the steps allowed.
    """

    options: dict[int, Option]
    clashing: tuple[int, ...] = ()
    certain: bool = True

    @property
    def together(self) -> bool:
        """Whether all chosen pairs go together."""
        return self.certain and not self.clashing


def moved(solved: Solved, chosen: NDArray[np.bool_]) -> Moved:
    """Options for another choice of pairs, in which every family is whole."""
    options = {pair: option for pair, option in solved.options.items() if chosen[pair]}
    sharing = _sharing(solved.part, chosen)
    for pair in np.flatnonzero(chosen & ~solved.chosen).tolist():
        if pair in options:
            continue
        if pair not in sharing:
            options[pair] = solved.moments.earliest(pair)
            continue
        group = _linked(sharing, pair)
        fitted = _beside(solved, group, options)
        if fitted is None:
            timetable = solved.timetable(tuple(group))
            if timetable.clashes or timetable.unsettled:
                clashing = timetable.clashes[0] if timetable.clashes else ()
                return Moved({}, clashing, certain=bool(clashing))
            fitted = timetable.options
        options.update(fitted)
    return Moved(options)


def _sharing(part: Part, chosen: NDArray[np.bool_]) -> dict[int, set[int]]:
    """For chosen pairs that share a volunteer or a family with others: all pairs of these."""
    pairs = np.flatnonzero(chosen)
    sharing: dict[int, set[int]] = {}
    for people in (part.volunteer[pairs], part.family[pairs]):
        several = np.flatnonzero(np.bincount(people)[people] > 1)
        together: dict[int, set[int]] = {}
        for person, pair in zip(people[several].tolist(), pairs[several].tolist(), strict=True):
            together.setdefault(person, set()).add(pair)
        for group in together.values():
            for pair in group:
                sharing[pair] = sharing.get(pair, set()) | group
    return sharing


def _linked(sharing: dict[int, set[int]], first: int) -> list[int]:
    """A pair and all whose moments depend on its moment, through people in common."""
    group, waiting = set[int](), {first}
    while waiting:
        pair = waiting.pop()
        group.add(pair)
        waiting |= sharing.get(pair, set()) - group
    return sorted(group)


def _beside(solved: Solved, group: list[int], options: dict[int, Option]) -> dict[int, Option] | None:
    """Options of the new pairs of a group that leave the others' as they are; None if there are none."""
    new = [pair for pair in group if pair not in options]
    if len(new) > _FEW:
        return None
    return _placed(
        solved.part, new, [(pair, slots_of(list(options[pair]))) for pair in group if pair in options]
    )


def _placed(part: Part, new: list[int], fixed: list[Visit]) -> dict[int, Option] | None:
    if not new:
        return {}
    first, rest = new[0], new[1:]
    for option in _earliest_first(part, first):
        visit = (first, slots_of(list(option)))
        if all(_together(part, visit, other) for other in fixed):
            others = _placed(part, rest, [*fixed, visit])
            if others is not None:
                return {first: option, **others}
    return None


def _earliest_first(part: Part, pair: int) -> list[Option]:
    instance, row = part.instance, part.row[pair]
    codes = instance.option[instance.option_start[row] : instance.option_start[row + 1]].tolist()
    return sorted(
        ((one, other) for one, other in codes), key=lambda option: (option[0] % WEEK_STARTS, option)
    )


def _together(part: Part, one: Visit, other: Visit) -> bool:
    settings = part.instance.settings
    if part.volunteer[one[0]] == part.volunteer[other[0]]:
        apart = settings.volunteer_apart
    elif part.family[one[0]] == part.family[other[0]]:
        apart = settings.family_apart
    else:
        return True
    return not any(clash(a, b, apart) for a in one[1] for b in other[1])

"""Why a family has nobody at all: what keeps each volunteer away, and the smallest change that would do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.control import Control
from matching.solver.explain.displacing import displaced, outbid, priority
from matching.solver.explain.enlarged import Neighbourhoods
from matching.solver.explain.given_way import given_way
from matching.solver.explain.relaxation import Relaxation, smallest
from matching.solver.explain.terms import Terms
from matching.solver.pairing import RULE_CODES
from matching.solver.pairing.rules import broken
from matching.solver.slots import clash
from matching.solver.solve import solve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from matching.solver.instance import Instance
    from matching.solver.pairing import People, Rules, Weights
    from matching.solver.result import Match, Result

    Rows = NDArray[np.int64]

_PAIRS_AT_ONCE = 200_000


@dataclass(frozen=True)
class Blockers:
    """What stands in a family's way.

    Attributes
    ----------
    family : int
        Row of the family.
    lost : dict of str to int
        Volunteers by the first rule, in the order of `RULE_CODES`, that they break with this family; together
        all volunteers.
    alone : dict of str to int
        Volunteers by the only rule that they break with this family.
    smallest : Relaxation or None
        The smallest single change that gives a pair, None when no single one does.
    """

    family: int
    lost: dict[str, int]
    alone: dict[str, int]
    smallest: Relaxation | None


def why_not(
    people: People,
    rules: Rules,
    weights: Weights,
    instance: Instance,
    result: Result,
    *,
    control: Control | None = None,
) -> dict[int, Blockers]:
    """What stands in the way of every family that takes part and has no feasible pair.

    Parameters
    ----------
    people, rules, weights : People, Rules, Weights
    instance : Instance
        Made from them by `instance_of`.
    result : Result
        Of this instance.
    control : Control, optional
        Once it says stop, `Relaxation.places` is not worked out any more.

    Returns
    -------
    dict of int to Blockers
        By row of the family.
    """
    control = Control() if control is None else control
    with control.phase("why not"):
        found = dict(_blockers(people, rules, instance, result))
        trial = _Trial(people, Terms(rules, weights), instance, result)
        for family in sorted(found, key=lambda row: trial.is_hard(found[row])):
            found[family] = trial.placed(found[family], control)
        return found


def _blockers(
    people: People, rules: Rules, instance: Instance, result: Result
) -> Iterator[tuple[int, Blockers]]:
    without = people.families.in_programme & people.families.ready
    without[instance.family] = False
    rows, everybody = np.flatnonzero(without), np.arange(len(people.volunteers))
    lowest, own = displaced(instance, result), priority(instance)
    step = max(1, _PAIRS_AT_ONCE // max(1, len(everybody)))
    for low in range(0, len(rows), step):
        families = rows[low : low + step]
        bits = broken(people, everybody[None, :], families[:, None], rules)
        first, single = bits & (~bits + np.uint16(1)), np.bitwise_count(bits) == 1
        promising = (lowest[None, :] < own[families, None]) & (instance.need[families] == 1)[:, None]
        changes = smallest(people, rules, families, np.where(single, bits, 0), promising)
        lost, alone = _counts(first), _counts(np.where(single, bits, 0))
        for place, family in enumerate(families.tolist()):
            yield family, Blockers(family, lost[place], alone[place], changes.get(family))


def _counts(bits: NDArray[np.uint16]) -> list[dict[str, int]]:
    """Per row, how often each rule's bit stands there by itself."""
    columns = [(bits == 1 << number).sum(axis=1).tolist() for number in range(len(RULE_CODES))]
    return [dict(zip(RULE_CODES, row, strict=True)) for row in zip(*columns, strict=True)]


class _Trial:
    """Finds out what the smallest changes would lead to, one by one."""

    def __init__(self, people: People, terms: Terms, instance: Instance, result: Result) -> None:
        self._people, self._terms = people, terms
        self._around = Neighbourhoods(instance)
        self._result = result
        self._hard = np.zeros(len(instance.volunteers), np.bool_)
        proof = result.certificate
        by_search = ~np.isin(instance.family, [] if proof is None else proof.family)
        self._hard[instance.volunteer[by_search]] = True
        self._lowest, self._own = displaced(instance, result), priority(instance)
        self._visits: dict[str, list[Match]] = {}
        for match in result.matches:
            self._visits.setdefault(match.volunteer, []).append(match)

    def is_hard(self, blockers: Blockers) -> bool:
        """Whether solving anew would take a search, which can wait until all that is easy is done."""
        change = blockers.smallest
        return change is not None and bool(self._hard[change.volunteer])

    def placed(self, blockers: Blockers, control: Control) -> Blockers:
        """The same, with an answer to whether the change would place the family."""
        change = blockers.smallest
        if change is None or control.should_stop:
            return blockers
        places = self._places(blockers.family, change, control)
        return replace(blockers, smallest=replace(change, places=places))

    def _places(self, family: int, change: Relaxation, control: Control) -> bool | None:
        if self._around.instance.need[family] > 1:
            return False
        if self._lowest[change.volunteer] < self._own[family]:
            return True
        added = self._terms.instance(*given_way(self._people, family, change))
        if self._has_room(added):
            return True
        if change.rule != "capacity" and outbid(self._result, added, change.volunteer):
            return False
        enlarged = self._around.enlarged(added, self._around.pairs_around(added))
        outcome = solve(enlarged, Control(stop=lambda: control.should_stop))
        here = any(match.family == added.families[0] for match in outcome.matches)
        return here if here or outcome.status == "optimal" else None

    def _has_room(self, added: Instance) -> bool:
        """Whether the family fits beside the volunteer's visits as they are: then nothing needs solving."""
        visits = self._visits.get(added.volunteers[0], [])
        apart = added.settings.volunteer_apart
        return len(visits) < added.capacity[0] and any(
            not any(clash(own, new, apart) for visit in visits for own in visit.option for new in option)
            for option in added.options_of(0)
        )

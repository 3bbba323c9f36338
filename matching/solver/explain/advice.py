"""Whom to look for: the recruits who would help most, each checked by solving with them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.control import Control
from matching.solver.explain.enlarged import Neighbourhoods
from matching.solver.explain.prospecting import prospects
from matching.solver.explain.recruits import Market, Places
from matching.solver.explain.terms import Terms, taken
from matching.solver.explain.vacancies import vacancies
from matching.solver.result import vector
from matching.solver.solve import solve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from matching.solver.explain.prospecting import Prospects
    from matching.solver.explain.recruits import Recruits
    from matching.solver.instance import Instance
    from matching.solver.pairing import Families, People, Rules, Weights
    from matching.solver.result import Result, Vector

__all__ = ["Advice", "Places", "advice"]

_TRIALS_EACH = 2
_PLACING = (0, 0, 0)


@dataclass(frozen=True)
class Advice:
    """One kind of volunteer to look for.

    Attributes
    ----------
    place : int
        Row in the places given.
    language : int
        Number of the language beside Dutch, -1 when none is needed.
    daypart : int
        Day from 0 (Monday) times 3, plus 0 for a start before 12:00, 1 before 17:00, 2 later.
    gain : tuple of 5 int
        Change of the objective by the first such recruit.
    families : int
        Families without a reader whom this recruit could read with.
    exact : bool
        Whether the gain is proven, not estimated.
    """

    place: int
    language: int
    daypart: int
    gain: Vector
    families: int
    exact: bool


def advice(  # noqa: PLR0917 - the whole problem, its answer, and where to look
    people: People,
    rules: Rules,
    weights: Weights,
    instance: Instance,
    result: Result,
    places: Places,
    *,
    dutch: int = 0,
    most: int = 20,
    control: Control | None = None,
) -> tuple[Advice, ...]:
    """The kinds of recruits by whom most is gained, best first; of each place and part of the week the best.

    Only who lets families be placed, or families with a higher priority, is advised, not who would merely
    improve the quality. A language is named only where Dutch alone would do less for these.

    Parameters
    ----------
    instance, result : Instance, Result
        The instance made of these people by `instance_of`, and its result.
    dutch : int, optional
        Number of the language that every recruit speaks.
    most : int, optional
        How many to return at most.
    control : Control, optional
        Once it says stop, gains are not checked by solving any more.

    Returns
    -------
    tuple of Advice
        Equal gains are in the order of families within reach, then of place, part of the week and language.
    """
    control = Control() if control is None else control
    with control.phase("advice"):
        known = vacancies(people.families, instance, result)
        market, terms = Market(places, people.volunteers, dutch), Terms(rules, weights)
        found = prospects(people.families, terms, known, market)
        trial = _Trial(people.families, terms, market, result, known.firm, Neighbourhoods(instance))
        return _best(found, most, trial, control)


def _best(found: Prospects, most: int, trial: _Trial, control: Control) -> tuple[Advice, ...]:
    """The best of each place and part of the week; gains are made exact when their turn comes."""
    turns = [_Turn.of(advised, row) for row, advised in enumerate(_estimates(found))]
    heapify(turns)
    left, chosen = _TRIALS_EACH * most, dict[tuple[int, int], Advice]()
    while turns and len(chosen) < most:
        turn = heappop(turns)
        advised = turn.advised
        if (advised.place, advised.daypart) in chosen:
            continue
        if advised.exact or turn.tried or not left or control.should_stop:
            chosen[advised.place, advised.daypart] = advised
            continue
        left -= 1
        gain, exact = trial.gain(found.kinds.taken(np.array([turn.row])), control)
        if gain[: len(_PLACING)] > _PLACING:
            heappush(turns, _Turn.of(replace(advised, gain=gain, exact=exact), turn.row, tried=True))
    return tuple(chosen.values())


def _estimates(found: Prospects) -> Iterator[Advice]:
    columns = (
        found.kinds.place, found.kinds.language, found.kinds.daypart, found.gain, found.families, found.firm,
    )  # fmt: skip
    for place, language, daypart, gain, families, firm in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        yield Advice(place, language, daypart, vector(gain), families, firm)


@dataclass(frozen=True, order=True)
class _Turn:
    """Place of a kind of recruit in the queue."""

    rank: tuple[int, ...]
    advised: Advice = field(compare=False)
    row: int = field(compare=False)
    tried: bool = field(compare=False)

    @classmethod
    def of(cls, advised: Advice, row: int, *, tried: bool = False) -> _Turn:
        """Greater gain first, then more families, then the fixed order."""
        least = [-value for value in (*advised.gain, advised.families)]
        return cls((*least, advised.place, advised.daypart, advised.language), advised, row, tried)


@dataclass(frozen=True, eq=False)
class _Trial:
    """Solves again, with a recruit."""

    families: Families
    terms: Terms
    market: Market
    result: Result
    firm: NDArray[np.bool_]
    around: Neighbourhoods

    def gain(self, recruit: Recruits, control: Control) -> tuple[Vector, bool]:
        """Change of the objective by this one recruit, and whether it is proven."""
        hired = self.market.volunteers(recruit)
        families = np.unique(self.terms.pairs(hired, self.families).family)
        added = self.terms.instance(hired, taken(self.families, families))
        rows = self.around.pairs_around(added)
        outcome = solve(self.around.enlarged(added, rows), Control(stop=lambda: control.should_stop))
        before = self.around.reached(self.result.pair[np.isin(self.result.pair, rows)])
        touched = np.union1d(families, self.around.instance.family[rows])
        settled = self.result.status == "optimal" or bool(self.firm[touched].all())
        change = [new - old for new, old in zip(outcome.objective, before, strict=True)]
        return vector(change), settled and outcome.status == "optimal"

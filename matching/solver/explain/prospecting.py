"""What each kind of recruit would bring, estimated for all of them at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.explain.recruits import DUTCH_ONLY, WEEK_PARTS, Recruits, everywhere
from matching.solver.explain.terms import taken

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.explain.recruits import Market
    from matching.solver.explain.terms import Terms
    from matching.solver.explain.vacancies import Vacancies
    from matching.solver.pairing import Families

    Rows = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_SHIFT = 20
_ALL_LANGUAGES = np.uint64(np.iinfo(np.uint64).max)


@dataclass(frozen=True, eq=False)
class Prospects:
    """Kinds of recruits by whom families would be placed, or families with a higher priority.

    Attributes
    ----------
    kinds : Recruits
    gain : int64[k, 5]
        Change of the objective, an estimate where not firm.
    families : int64[k]
        Vacant families that the recruit could read with.
    firm : bool[k]
    """

    kinds: Recruits
    gain: Rows
    families: Rows
    firm: Flags


def prospects(families: Families, terms: Terms, known: Vacancies, market: Market) -> Prospects:
    """All kinds worth a thought: those who speak Dutch only, and those whose other language is needed."""
    rows = np.flatnonzero((_placing(known.worth) > 0) | ~known.firm)
    near = taken(families, rows)
    plain = everywhere(market.places)
    kinds = plain.and_also(_with_language(plain, near, terms, market))
    found = terms.pairs(market.volunteers(kinds), near)
    gain = known.worth[rows[found.family]]
    gain[:, 3] += found.score
    best = _best_of_each(found.volunteer, gain)
    vacant, firm = known.vacant[rows[found.family]], known.firm[rows[found.family]]
    count = np.bincount(found.volunteer, vacant, len(kinds)).astype(np.int64)
    unsure = np.bincount(found.volunteer, ~firm, len(kinds)) > 0
    here = found.volunteer[best]
    reached = Prospects(kinds.taken(here), gain[best], count[here], vacant[best] & ~unsure[here])
    return _worth_it(reached)


def _with_language(plain: Recruits, families: Families, terms: Terms, market: Market) -> Recruits:
    """Recruits with another language that some family near them asks for, at a moment of theirs."""
    asking = (families.required_language >= 0) & (families.required_language != market.dutch)
    asked = taken(families, np.flatnonzero(asking))
    fluent = replace(market.volunteers(plain), languages=np.full(len(plain), _ALL_LANGUAGES))
    found = terms.pairs(fluent, asked)
    language = asked.required_language[found.family].astype(np.int64)
    row, language = np.unique(np.stack([found.volunteer.astype(np.int64), language]), axis=1)
    return Recruits(plain.place[row], language, plain.daypart[row])


def _best_of_each(owner: NDArray[np.int32], gain: Rows) -> NDArray[np.intp]:
    """Per owner the row with the lexicographically greatest gain."""
    order = np.lexsort((*gain.T[::-1], owner))
    last = np.append(np.diff(owner[order]) != 0, True)[: len(order)]
    best: NDArray[np.intp] = order[last]
    return best


def _worth_it(found: Prospects) -> Prospects:
    """Without recruits who place nobody, and without languages that change nothing for who is placed."""
    kinds, placing = found.kinds, _placing(found.gain)
    spot = kinds.place * WEEK_PARTS + kinds.daypart
    plain = kinds.language == DUTCH_ONLY
    base = np.zeros((2, int(spot.max(initial=-1)) + 1), np.int64)
    base[:, spot[plain]] = placing[plain], found.families[plain]
    keep = (placing > 0) & (plain | (placing > base[0, spot]) | (found.families > base[1, spot]))
    return Prospects(kinds.taken(keep), found.gain[keep], found.families[keep], found.firm[keep])


def _placing(vectors: Rows) -> Rows:
    """The first three levels as one number in the same order."""
    numbers: Rows = (vectors[:, 0] << 2 * _SHIFT) + (vectors[:, 1] << _SHIFT) + vectors[:, 2]
    return numbers

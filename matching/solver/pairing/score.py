"""Quality of a pair: five named parts in whole points, each at most its weight; weights add up to 1000."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.errors import InstanceError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.solver.pairing.people import People

    Rows = NDArray[np.int64]
    Points = NDArray[np.int64]
    Words = NDArray[np.uint64]

PART_NAMES = ("travel", "language", "slot", "age", "experience")
FULL_SCORE = 1000
ENOUGH_SLOTS = 6
_WELL, _SOME, _DUTCH = 100, 85, 70


@dataclass(frozen=True)
class Weights:
    """Points that each part can give; together 1000."""

    travel: int = 350
    language: int = 250
    slot: int = 200
    age: int = 100
    experience: int = 100

    def __post_init__(self) -> None:
        values = [getattr(self, name) for name in PART_NAMES]
        if min(values) < 0 or sum(values) != FULL_SCORE:
            raise InstanceError("weights", f"must be at least 0 and add up to {FULL_SCORE}")


def parts(
    people: People,
    volunteer_rows: Rows,
    family_rows: Rows,
    *,
    minutes: Points,
    words: Words,
    weights: Weights,
) -> NDArray[np.int16]:
    """Points per part ``[pair, part]`` in the order of `PART_NAMES`.

    Parameters
    ----------
    people : People
    volunteer_rows, family_rows : int64[p]
    minutes : int64[p]
        Travel time one way.
    words : uint64[p, 2, 3]
        Common starts in the weeks that the pair uses, see `matching.solver.pairing.options.words_of_pairs`.
    weights : Weights
    """
    columns = (
        _travel(people, volunteer_rows, minutes, weights.travel),
        _language(people, volunteer_rows, family_rows, weights.language),
        _slot(people, volunteer_rows, family_rows, words, weights.slot),
        _age(people, volunteer_rows, family_rows, weights.age),
        _experience(people, volunteer_rows, family_rows, weights.experience),
    )
    return np.stack(columns, axis=1).astype(np.int16)


def common_starts(words: Words) -> Points:
    """Number of common starts; of two rhythms the smaller number, where both are used."""
    counts = np.bitwise_count(words).sum(axis=2, dtype=np.int64)
    fewest = np.where(counts > 0, counts, np.iinfo(np.int64).max).min(axis=1)
    return np.where(np.any(counts, axis=1), fewest, 0)


def _travel(people: People, volunteer_rows: Rows, minutes: Points, weight: int) -> Points:
    """All points next door, none at the volunteer's own limit, in proportion between."""
    limit = np.maximum(people.volunteers.max_minutes[volunteer_rows].astype(np.int64), 1)
    return weight * np.clip(limit - minutes, 0, limit) // limit


def _language(people: People, volunteer_rows: Rows, family_rows: Rows, weight: int) -> Points:
    """All points for a language of the home at B1 or better, 85 % below that, 70 % without one.

    The books and the visits are Dutch, and every volunteer reads them: that is what most of the points are
    for. A shared home language makes the first visits easier and lets parents take part, so it is worth the
    rest. Where it is indispensable the family asks for it, and that is a rule. Unknown languages of a home
    promise no more than Dutch.
    """
    home = people.families.home_languages[family_rows]
    well = (people.volunteers.languages_good[volunteer_rows] & home) != 0
    some = (people.volunteers.languages[volunteer_rows] & home) != 0
    points: Points = weight * np.select([well, some], [_WELL, _SOME], default=_DUTCH) // 100
    return points


def _slot(people: People, volunteer_rows: Rows, family_rows: Rows, words: Words, weight: int) -> Points:
    """Half for a moment that suits both well, half for choice: up to six common starts."""
    sure: Words = people.volunteers.free_yes[volunteer_rows] & people.families.free_yes[family_rows] & words
    strong: NDArray[np.bool_] = np.all(np.any(sure, axis=2) | ~np.any(words, axis=2), axis=1)
    choice = np.minimum(common_starts(words), ENOUGH_SLOTS)
    points: Points = weight * (ENOUGH_SLOTS * strong + choice) // (2 * ENOUGH_SLOTS)
    return points


def _age(people: People, volunteer_rows: Rows, family_rows: Rows, weight: int) -> Points:
    """All points when every child has a preferred age, half when some have; no wish is a wish fulfilled."""
    wish = people.volunteers.age_wish[volunteer_rows]
    youngest, oldest = people.families.age_min[family_rows], people.families.age_max[family_rows]
    inside = (wish[:, 0] <= youngest) & (oldest <= wish[:, 1])
    overlap = (wish[:, 0] <= oldest) & (youngest <= wish[:, 1])
    return weight * np.select([wish[:, 0] < 0, inside, overlap], [2, 2, 1], default=0) // 2


def _experience(people: People, volunteer_rows: Rows, family_rows: Rows, weight: int) -> Points:
    """Share of the needs that the volunteer knows from before; all points where there is no special need."""
    needs = people.families.needs[family_rows]
    known = np.bitwise_count(needs & people.volunteers.experience[volunteer_rows]).astype(np.int64)
    asked = np.bitwise_count(needs).astype(np.int64)
    return np.where(asked == 0, weight, weight * known // np.maximum(asked, 1))

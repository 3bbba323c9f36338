"""Volunteers whom a programme could look for: somewhere, with a language, free in one part of a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.errors import InstanceError
from matching.solver.pairing import PLACES, Volunteers
from matching.solver.slots import DAY_STARTS, DAYS, FIRST_START, HALF_HOUR, bits_of, words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]

DAYPARTS = 3
"""Morning until 12:00, afternoon until 17:00, evening; the start of the visit decides."""

WEEK_PARTS = DAYS * DAYPARTS
DUTCH_ONLY = -1

_NOON, _EVENING = 12 * 60, 17 * 60
_USUAL_METRES_A_MINUTE, _USUAL_MINUTES = 190, 20  # a bicycle, where nobody has signed up yet
_ANY_AGE = 127


@dataclass(frozen=True, eq=False)
class Places:
    """Where volunteers could be looked for, in metres on the national grid, such as middles of districts."""

    x: NDArray[np.int32]
    y: NDArray[np.int32]

    def __post_init__(self) -> None:
        if self.x.shape != self.y.shape or self.x.ndim != 1:
            raise InstanceError("places", "must have as many x as y")

    def __len__(self) -> int:
        return len(self.x)


@dataclass(frozen=True, eq=False)
class Recruits:
    """Kinds of recruits: row of the place, language bit (`DUTCH_ONLY` for no other), part of the week."""

    place: Rows
    language: Rows
    daypart: Rows

    def __len__(self) -> int:
        return len(self.place)

    def taken(self, rows: NDArray[np.integer]) -> Recruits:
        """Some of them."""
        return Recruits(self.place[rows], self.language[rows], self.daypart[rows])

    def and_also(self, others: Recruits) -> Recruits:
        """These, and then others."""
        columns = zip(
            (self.place, self.language, self.daypart),
            (others.place, others.language, others.daypart),
            strict=True,
        )
        return Recruits(*(np.concatenate(both) for both in columns))


def everywhere(places: Places) -> Recruits:
    """One who speaks Dutch only, at every place in every part of the week."""
    place, daypart = np.divmod(np.arange(len(places) * WEEK_PARTS), WEEK_PARTS)
    return Recruits(place, np.full(len(place), DUTCH_ONLY), daypart)


@dataclass(frozen=True)
class Market:
    """Where recruits come from.

    Attributes
    ----------
    places : Places
    known : Volunteers
        Those whom the programme has.
    dutch : int
        Number of the language that every recruit speaks.
    """

    places: Places
    known: Volunteers
    dutch: int

    def volunteers(self, recruits: Recruits) -> Volunteers:
        """Columns of recruits who are as flexible as one can be, but for what makes their kind.

        They travel like the median volunteer of the programme, take any family and any place, in both weeks.
        """
        return _volunteers(recruits, self.places, self.known, self.dutch)


def _volunteers(recruits: Recruits, places: Places, known: Volunteers, dutch: int) -> Volunteers:
    count = len(recruits)
    language = np.where(recruits.language < 0, dutch, recruits.language).astype(np.uint64)
    spoken = (np.uint64(1) << np.uint64(dutch)) | (np.uint64(1) << language)
    pace, limit = _travel(known)
    free = _free()[recruits.daypart]
    return Volunteers(
        id=int(known.id.max(initial=0)) + 1 + np.arange(count),
        in_programme=np.ones(count, np.bool_),
        available=np.ones(count, np.bool_),
        valid_until=np.full(count, np.iinfo(np.int32).max, np.int32),
        x=np.stack([places.x[recruits.place]] * 2, axis=1),
        y=np.stack([places.y[recruits.place]] * 2, axis=1),
        metres_per_minute=np.full(count, pace, np.int32),
        max_minutes=np.full(count, limit, np.int16),
        languages=spoken,
        languages_good=spoken,
        places=np.full(count, (1 << len(PLACES)) - 1, np.uint8),
        age_min=np.zeros(count, np.int8),
        age_max=np.full(count, _ANY_AGE, np.int8),
        max_children=np.full(count, _ANY_AGE, np.int8),
        restrictions=np.zeros(count, np.uint8),
        capacity=np.ones(count, np.int16),
        free=free,
        free_yes=free,
        experience=np.zeros(count, np.uint32),
        age_wish=np.full((count, 2), -1, np.int8),
    )


def _travel(known: Volunteers) -> tuple[int, int]:
    """Median metres per minute and limit of those who take part."""
    here = known.in_programme & known.available
    if not here.any():
        return _USUAL_METRES_A_MINUTE, _USUAL_MINUTES
    return int(np.median(known.metres_per_minute[here])), int(np.median(known.max_minutes[here]))


def _free() -> NDArray[np.uint64]:
    """Words of starts of each part of the week, the same in both weeks: ``[part, week, word]``."""
    clock = FIRST_START + HALF_HOUR * np.arange(DAY_STARTS)
    part = np.searchsorted([_NOON, _EVENING], clock, side="right")
    words = [
        words_of(bits_of((day * DAY_STARTS + np.flatnonzero(part == daypart)).tolist()))
        for day in range(DAYS)
        for daypart in range(DAYPARTS)
    ]
    return np.stack([np.stack(words)] * 2, axis=1)

"""The parts of the week for which readers are sought most."""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from django.core.cache import cache
from numpy.typing import NDArray

from matching.domain import occupied
from matching.domain.columns import Decisions, people_of
from matching.domain.waiting_columns import KEPT_SECONDS, Waiting, frame_of, waiting
from matching.solver.slots import words_of
from programmes.models import Region
from programmes.values.availability import DayPart, Rhythm, Window, starts
from volunteers.domain import queries as volunteers

DAYS = range(1, 8)
FEWEST_FAMILIES = 5
MOST_CELLS = 5
Cell = tuple[int, int]
Numbers = NDArray[np.int64]


def wanted(*, region: Region, day: date) -> frozenset[Cell]:
    """Give the cells (weekday, number of the part of the day) for which many families wait.

    A family asks for a cell when a whole visit fits into it at a moment that suits them, in weeks A or B;
    a reader who is available and has room is there by the same measure. A cell is wanted when at least
    five families ask for it, and its share of all that families ask is larger than its share of all that
    readers offer. Of those, the five with the largest difference.

    Kept for a minute: which cells, and nothing about whom.
    """
    hours = "-".join(f"{part.start}.{part.end}" for part in region.parts)
    key = f"wanted:{region.pk}:{day}:{hours}"
    kept: frozenset[Cell] | None = cache.get(key)
    if kept is None:
        kept = _wanted(region, day)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _wanted(region: Region, day: date) -> frozenset[Cell]:
    cells = [(weekday, number) for weekday in DAYS for number in range(len(region.parts))]
    asked, offered = np.zeros(len(cells), np.int64), np.zeros(len(cells), np.int64)
    for those in waiting(region=region, day=day):
        masks = _masks(region.parts, those.programme.visit_minutes)
        families = those.people.families
        asked += _that_can(families.free[families.in_programme & families.ready], masks)
        offered += _that_can(_readers(region, those, day), masks)
    return frozenset(cells[place] for place in most_short(asked, offered))


def most_short(asked: Numbers, offered: Numbers) -> list[int]:
    """Give the places of the cells that are wanted, by what families ask and readers offer in each."""
    lacking = asked * max(int(offered.sum()), 1) - offered * int(asked.sum())
    order = np.lexsort((np.arange(len(asked)), -lacking))
    enough = [int(place) for place in order if lacking[place] > 0 and asked[place] >= FEWEST_FAMILIES]
    return enough[:MOST_CELLS]


def _readers(region: Region, those: Waiting, day: date) -> NDArray[np.uint64]:
    programme = those.programme
    columns = people_of(
        volunteers.rows_for_run(region=region, programme=programme, day=day),
        [],
        frame=frame_of(programme, day),
        occupied=occupied.load(programme=programme),
        decisions=Decisions(),
        duos=volunteers.duos(),
    ).volunteers
    return columns.free[columns.available & (columns.capacity > 0)]


def _masks(parts: Iterable[DayPart], visit_minutes: int) -> Sequence[NDArray[np.uint64]]:
    """Give the starts at which a whole visit lies within a cell, in the order of the cells."""
    windows = [Window(weekday, part.start, part.end) for weekday in DAYS for part in parts]
    bits = [starts([window], visit_minutes=visit_minutes, in_week=Rhythm.WEEK_A) for window in windows]
    return [np.array(words_of(one), np.uint64) for one in bits]


def _that_can(free: NDArray[np.uint64], masks: Sequence[NDArray[np.uint64]]) -> Numbers:
    """Count the rows with a start within each cell, in either week."""
    return np.array([int(np.any(free & mask, axis=(1, 2)).sum()) for mask in masks], np.int64)

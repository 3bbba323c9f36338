"""Drawn people of a made-up country: towns with districts, day-parts, languages and waiting times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.generate.draws import Draws
from matching.solver.pairing import Families, People, Volunteers
from matching.solver.slots import DAY_STARTS, bits_of, words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Words = NDArray[np.uint64]


@dataclass(frozen=True)
class Size:
    """How many, and in how many towns; `plain` leaves out all that can make visits clash."""

    families: int
    volunteers: int
    towns: int
    plain: bool = False


SIZES = {
    "city": Size(200, 300, 1),
    "season": Size(1_000, 1_500, 5),
    "nation": Size(5_000, 6_000, 40),
    "stress": Size(50_000, 60_000, 400, plain=True),
    "extreme": Size(100_000, 120_000, 800, plain=True),
}

_COUNTRY = 250_000
_ORIGIN = 20_000
_TODAY = 20_700
_DISTRICTS = 6
_LANGUAGES = 14
_NEEDS = 8
_WEEKDAYS = (0, 1, 2, 3, 4)
_SATURDAY, _WEDNESDAY, _FRIDAY = 5, 2, 4
_VOLUNTEER_PARTS = [
    *((day, 2, 7, 5) for day in _WEEKDAYS), *((day, 12, 18, 12) for day in _WEEKDAYS),
    *((day, 20, 24, 9) for day in _WEEKDAYS),
    (_SATURDAY, 2, 8, 12),
]  # fmt: skip
_FAMILY_PARTS = [
    *((day, 15, 20, 28) for day in _WEEKDAYS),
    (_WEDNESDAY, 9, 14, 32), (_FRIDAY, 9, 14, 20), (_SATURDAY, 3, 9, 20), (_SATURDAY, 10, 16, 10),
]  # fmt: skip


def people(size: Size, seed: int) -> People:
    """Volunteers and families of this size, the same for the same seed."""
    draws = Draws(seed)
    nothing = np.empty((0, 2), np.int32)
    return People(_volunteers(draws, size), _families(draws, size), nothing, nothing, nothing)


def _volunteers(draws: Draws, size: Size) -> Volunteers:
    n = size.volunteers
    x, y = _homes(draws, size, "volunteer", n, draws.chance("volunteer second start", n, 8))
    languages = _languages(draws, "volunteer", n, others=25) | np.uint64(1)
    free, free_yes = _free(draws, "volunteer", n, _VOLUNTEER_PARTS, size.plain)
    youngest = draws.among("youngest accepted", n, (4, 6, 8), (2, 2, 6))
    return Volunteers(
        id=np.arange(1, n + 1),
        in_programme=draws.chance("volunteer in programme", n, 96),
        available=draws.chance("available", n, 90),
        valid_until=(_TODAY + draws.below("valid until", n, 1_000)).astype(np.int32),
        x=x,
        y=y,
        metres_per_minute=draws.among("means", n, (65, 190, 230, 150, 350), (1, 5, 2, 1, 2)).astype(np.int32),
        max_minutes=draws.among("limit", n, (10, 15, 20, 30), (2, 4, 3, 1)).astype(np.int16),
        languages=languages,
        languages_good=languages & _languages(draws, "well", n, others=60) | np.uint64(1),
        places=draws.among("volunteer places", n, (1, 3, 7, 6), (5, 2, 2, 1)).astype(np.uint8),
        age_min=youngest.astype(np.int8),
        age_max=np.maximum(youngest + 2, draws.among("oldest accepted", n, (10, 12, 13), (1, 4, 4))).astype(
            np.int8
        ),
        max_children=draws.among("children accepted", n, (1, 2, 3, 8), (1, 4, 3, 2)).astype(np.int8),
        restrictions=draws.among("cannot stand", n, (0, 1, 2, 4), (85, 6, 6, 3)).astype(np.uint8),
        capacity=np.ones(n, np.int16) if size.plain else _capacity(draws, n),
        free=free,
        free_yes=free_yes,
        experience=draws.below("experience", n, 1 << _NEEDS).astype(np.uint32),
        age_wish=_wishes(draws, n),
    )


def _families(draws: Draws, size: Size) -> Families:
    n = size.families
    two_homes = draws.chance("two homes", n, 0 if size.plain else 5)
    x, y = _homes(draws, size, "family", n, two_homes)
    free, free_yes = _free(draws, "family", n, _FAMILY_PARTS, size.plain)
    youngest = 8 + draws.below("youngest child", n, 4)
    children = draws.among("children", n, (1, 2, 3, 4), (5, 3, 1, 1))
    asked = draws.chance("language required", n, 12)
    return Families(
        id=np.arange(1, n + 1),
        in_programme=draws.chance("family in programme", n, 97),
        ready=draws.chance("ready", n, 95),
        last_visit=np.full(n, _TODAY + 160, np.int32),
        x=x,
        y=y,
        one_home=~two_homes,
        required_language=np.where(asked, draws.below("which language", n, _LANGUAGES), -1).astype(np.int8),
        home_languages=_languages(draws, "family", n, others=100),
        places=draws.among("family places", n, (1, 3, 2, 5), (7, 2, 1, 1)).astype(np.uint8),
        children=children.astype(np.int8),
        age_min=youngest.astype(np.int8),
        age_max=np.minimum(12, youngest + children - 1).astype(np.int8),
        restrictions=draws.among("at home", n, (0, 1, 2, 3, 4), (70, 12, 10, 4, 4)).astype(np.uint8),
        free=free,
        free_yes=free_yes,
        urgent=draws.chance("urgent", n, 6),
        waiting_days=(draws.below("waiting", n, 400) * draws.below("and waiting", n, 300) // 200).astype(
            np.int32
        ),
        need=np.where(draws.chance("two readers", n, 0 if size.plain else 2), 2, 1).astype(np.int8),
        needs=(draws.below("needs", n, 1 << _NEEDS) & draws.below("rare needs", n, 1 << _NEEDS)).astype(
            np.uint32
        ),
    )


def _capacity(draws: Draws, n: int) -> NDArray[np.int16]:
    return draws.among("capacity", n, (1, 2, 3, 4), (84, 11, 4, 1)).astype(np.int16)


def _wishes(draws: Draws, n: int) -> NDArray[np.int8]:
    lowest = draws.below("wish", n, 4) + 8
    wish = np.stack([lowest, lowest + 2], axis=1)
    wish[draws.chance("no wish", n, 60)] = -1
    return wish.astype(np.int8)


def _languages(draws: Draws, name: str, n: int, others: int) -> Words:
    """Bits of up to two languages each; language 0 is Dutch."""
    first, second = (
        draws.below(f"{name} language {turn}", n, _LANGUAGES).astype(np.uint64) for turn in (1, 2)
    )
    bits = (np.uint64(1) << first) | (np.uint64(1) << second)
    return np.where(draws.chance(f"{name} other languages", n, others), bits, np.uint64(1))


def _homes(
    draws: Draws, size: Size, name: str, n: int, two: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Two points per person in one town, the same twice where there is only one."""
    town = draws.below(f"{name} town", n, size.towns)
    columns = []
    for axis in ("x", "y"):
        centre = _ORIGIN + draws.below(f"towns {axis}", size.towns, _COUNTRY)
        districts = draws.near(f"districts {axis}", size.towns * _DISTRICTS, 4_000)
        points = []
        for turn in ("first", "second"):
            district = town * _DISTRICTS + draws.below(f"{name} {turn} district", n, _DISTRICTS)
            points.append(centre[town] + districts[district] + draws.near(f"{name} {turn} {axis}", n, 1_200))
        columns.append(np.stack([points[0], np.where(two, points[1], points[0])], axis=1).astype(np.int32))
    return columns[0], columns[1]


def _free(
    draws: Draws,
    name: str,
    n: int,
    parts: list[tuple[int, int, int, int]],
    plain: bool,  # noqa: FBT001 - as in Size
) -> tuple[Words, Words]:
    """Possible starts per day-part, in both weeks or now and then in one; most parts suit well."""
    free, sure = np.zeros((n, 2, 3), np.uint64), np.zeros((n, 2, 3), np.uint64)
    for part, (day, first, last, percent) in enumerate(parts):
        words = words_of(bits_of(range(day * DAY_STARTS + first, day * DAY_STARTS + last + 1)))
        has = draws.chance(f"{name} part {part}", n, percent)
        well = draws.chance(f"{name} part {part} well", n, 75)
        only = draws.among(f"{name} part {part} week", n, (-1, 0, 1), (100, 0, 0) if plain else (92, 4, 4))
        for week in (0, 1):
            here = has & (only != 1 - week)
            free[here, week] |= words
            sure[here & well, week] |= words
    return free, sure

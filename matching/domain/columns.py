"""Rows of the two registers as the solver's columns: codes become bits, days become numbers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from families.domain.queries import FamilyRow, HomeRow
from matching.domain.occupied import Occupied
from matching.solver.pairing import PLACES, Families, People, Rules, Volunteers, together
from matching.solver.slots import words_of
from programmes.models.needs import Need, Restriction
from programmes.values.availability import Rhythm, Window, starts
from programmes.values.languages import languages
from programmes.values.places import rounded
from volunteers.domain.queries import VolunteerRow

EPOCH = date(1970, 1, 1)
WEEKS = (Rhythm.WEEK_A, Rhythm.WEEK_B)
LONGEST_LIST = 127
NOBODY_SPEAKS = 63
MOST_DAYS = np.iinfo(np.int32).max
Pair = tuple[int, int]


@dataclass(frozen=True)
class Frame:
    """What is the same for everybody in a run.

    Attributes
    ----------
    day, last_visit
        The day that waiting is counted to; when the last planned visit would be.
    max_metres
        Largest distance that the programme allows.
    """

    rules: Rules
    day: date
    last_visit: date
    max_metres: int


@dataclass(frozen=True)
class Decisions:
    """What people decided about pairs: numbers of a volunteer and a family, in the order in which they count.

    Attributes
    ----------
    bans, pins
        Pairs that must not be, and that must be.
    published
        Pairs that would best be, as they were put forward before.
    """

    bans: Iterable[Pair] = ()
    pins: Iterable[Pair] = ()
    published: Iterable[Pair] = ()


def people_of(
    volunteers: Sequence[VolunteerRow],
    families: Sequence[FamilyRow],
    *,
    frame: Frame,
    occupied: Occupied,
    decisions: Decisions,
    duos: Sequence[Pair] = (),
) -> People:
    """Put rows into columns, in the order in which they come.

    Parameters
    ----------
    volunteers, families
        Rows for a run.
    frame
        Rules and days.
    occupied
        Seats and starts that running matches take.
    decisions
        Bans, pins, published; those about others than the people given are left out.
    duos
        Numbers of two volunteers who go together: one reader, under the number of the first. What was decided
        about either holds for both. Without the other half, neither takes part.
    """
    columns, rows = _readers(volunteers, frame, occupied, duos)
    homes = {row.id: place for place, row in enumerate(families)}

    def among(pairs: Iterable[Pair]) -> list[Pair]:
        here = ((rows[v], homes[f]) for v, f in pairs if v in rows and f in homes)
        return list(dict.fromkeys(here))

    return People(
        columns,
        _families(families, frame),
        bans=_pairs(sorted(among(decisions.bans))),
        # The first of them go first when not all can be.
        pins=_pairs(among(decisions.pins)),
        published=_pairs(sorted(among(decisions.published))),
    )


def _pairs(rows: Sequence[Pair]) -> NDArray[np.int32]:
    return np.array(rows, np.int32).reshape(-1, 2)


def language_of(number: int) -> str:
    """Give the code of a language by its number in the columns; nothing for a number below zero."""
    return tuple(_LANGUAGE_NUMBER)[number] if number >= 0 else ""


def _readers(
    rows: Sequence[VolunteerRow], frame: Frame, occupied: Occupied, duos: Sequence[Pair]
) -> tuple[Volunteers, dict[int, int]]:
    """Give the columns of readers, and the row of each volunteer's number."""
    ids = {row.id for row in rows}
    halves = {number for duo in duos if not ids.issuperset(duo) for number in duo}
    there = [row for row in rows if row.id not in halves]
    place = {row.id: number for number, row in enumerate(there)}
    whole = [[place[first], place[second]] for first, second in duos if first in place and second in place]
    columns, row = together(_volunteers(there, frame, occupied), np.array(whole, np.int64).reshape(-1, 2))
    within = np.minimum(columns.max_minutes, frame.max_metres // columns.metres_per_minute)
    columns = replace(columns, max_minutes=within.astype(np.int16))
    return columns, {number: int(row[at]) for number, at in place.items()}


def _volunteers(rows: Sequence[VolunteerRow], frame: Frame, occupied: Occupied) -> Volunteers:
    column = _columns(Volunteers, rows)
    free = [_free_of_volunteer(row, frame, occupied) for row in rows]
    return Volunteers(
        id=column("id", lambda row: row.id),
        in_programme=column("in_programme", lambda row: row.in_programme),
        available=column("available", lambda row: row.available),
        valid_until=column("valid_until", lambda row: _days(row.valid_until)),
        x=column("x", lambda row: [rounded(x) for x in (row.x, row.second[0] if row.second else row.x)]),
        y=column("y", lambda row: [rounded(y) for y in (row.y, row.second[1] if row.second else row.y)]),
        metres_per_minute=column("metres_per_minute", lambda row: row.metres_per_minute),
        max_minutes=column("max_minutes", lambda row: row.max_minutes),
        languages=column("languages", lambda row: _language_bits(code for code, _ in row.languages)),
        languages_good=column(
            "languages_good", lambda row: _language_bits(code for code, good in row.languages if good)
        ),
        places=column("places", lambda row: _bits(row.places, _PLACE_BITS)),
        age_min=column("age_min", lambda row: row.age_from),
        age_max=column("age_max", lambda row: row.age_to),
        max_children=column("max_children", lambda row: row.max_children),
        restrictions=column("restrictions", lambda row: _bits(row.restrictions, _RESTRICTION_BITS)),
        capacity=column("capacity", lambda row: max(0, row.capacity - occupied.seats[row.id])),
        free=_stack([both for both, _ in free]),
        free_yes=_stack([strong for _, strong in free]),
        experience=column("experience", lambda row: _bits(row.experience, _NEED_BITS)),
        age_wish=column("age_wish", lambda row: row.age_wish or (-1, -1)),
    )


def _families(rows: Sequence[FamilyRow], frame: Frame) -> Families:
    column = _columns(Families, rows)
    last_visit = _days(frame.last_visit)
    return Families(
        id=column("id", lambda row: row.id),
        in_programme=column("in_programme", lambda row: row.in_programme and bool(row.homes)),
        ready=column("ready", lambda row: row.ready),
        last_visit=column("last_visit", lambda _: last_visit),
        x=column("x", lambda row: [rounded(home.x) for home in _home_of_each_week(row)] or (0, 0)),
        y=column("y", lambda row: [rounded(home.y) for home in _home_of_each_week(row)] or (0, 0)),
        one_home=column("one_home", lambda row: len(row.homes) <= 1),
        required_language=column("required_language", lambda row: _required(row.required_language)),
        home_languages=column("home_languages", lambda row: _language_bits(row.home_languages)),
        places=column("places", lambda row: _bits(row.places, _PLACE_BITS)),
        children=column("children", lambda row: min(len(row.ages), LONGEST_LIST)),
        age_min=column("age_min", lambda row: min(row.ages, default=0)),
        age_max=column("age_max", lambda row: max(row.ages, default=0)),
        restrictions=column("restrictions", lambda row: _bits(row.restrictions, _RESTRICTION_BITS)),
        free=_stack([_free_of_family(row, frame, strong_only=False) for row in rows]),
        free_yes=_stack([_free_of_family(row, frame, strong_only=True) for row in rows]),
        urgent=column("urgent", lambda row: row.urgent),
        waiting_days=column(
            "waiting_days", lambda row: max(0, (frame.day - (row.waiting_since or frame.day)).days)
        ),
        need=column("need", lambda row: row.readers_needed),
        needs=column("needs", lambda row: _bits(row.needs, _NEED_BITS)),
    )


def _columns(side: type[Volunteers | Families], rows: Sequence[Any]) -> Callable[..., NDArray[Any]]:
    """Give a function that makes the column of a name with the solver's type and shape."""

    def column(name: str, value: Callable[[Any], object]) -> NDArray[Any]:
        dtype, shape = side.SPEC[name]
        return np.array([value(row) for row in rows], dtype).reshape(len(rows), *shape)

    return column


def _free_of_volunteer(row: VolunteerRow, frame: Frame, occupied: Occupied) -> tuple[list[int], list[int]]:
    """Possible starts per week, all and strong ones, without what clashes with running visits."""
    minutes = frame.rules.visit_minutes + frame.rules.gap_minutes
    blocked = [0, 0]
    if row.id in occupied.stretches:
        blocked = [occupied.blocked_starts(row.id, week=week, minutes=minutes) for week in (0, 1)]
    free, strong = (
        [
            _starts(row.windows, frame, week, strong_only=strong_only) & ~taken
            for week, taken in zip(WEEKS, blocked, strict=True)
        ]
        for strong_only in (False, True)
    )
    return free, strong


def _free_of_family(row: FamilyRow, frame: Frame, *, strong_only: bool) -> list[int]:
    """Possible starts per week, at the home of that week."""
    homes = [
        next((home for home in row.homes if home.rhythm in (Rhythm.WEEKLY, week)), None) for week in WEEKS
    ]
    return [
        _starts(home.windows, frame, week, strong_only=strong_only) if home else 0
        for home, week in zip(homes, WEEKS, strict=True)
    ]


def _home_of_each_week(row: FamilyRow) -> list[HomeRow]:
    """Give the home of weeks A and that of weeks B; where a week has none, the other one twice."""
    if not row.homes:
        return []
    of_week = {home.rhythm: home for home in row.homes}
    first, last = row.homes[0], row.homes[-1]
    return [of_week.get(Rhythm.WEEK_A, first), of_week.get(Rhythm.WEEK_B, last)]


def _starts(windows: Iterable[Window], frame: Frame, week: Rhythm, *, strong_only: bool) -> int:
    return starts(windows, visit_minutes=frame.rules.visit_minutes, in_week=week, strong_only=strong_only)


def _stack(rows: Sequence[Sequence[int]]) -> NDArray[np.uint64]:
    words = [[words_of(bits) for bits in weeks] for weeks in rows]
    return np.array(words, np.uint64).reshape(len(rows), 2, -1) if rows else np.empty((0, 2, 3), np.uint64)


def _days(day: date) -> int:
    return min((day - EPOCH).days, int(MOST_DAYS))


def _required(code: str) -> int:
    """Number of a language that the reader must speak; an unknown one is spoken by nobody."""
    return _LANGUAGE_NUMBER.get(code, NOBODY_SPEAKS) if code else -1


def _bits(codes: Iterable[str], number_of: Mapping[str, int]) -> int:
    return sum(1 << number_of[code] for code in set(codes))


def _language_bits(codes: Iterable[str]) -> int:
    return _bits((code for code in codes if code in _LANGUAGE_NUMBER), _LANGUAGE_NUMBER)


def _numbered(codes: Iterable[str]) -> dict[str, int]:
    return {code: number for number, code in enumerate(codes)}


_PLACE_BITS = _numbered(PLACES)
_RESTRICTION_BITS = _numbered(Restriction.values)
_NEED_BITS = _numbered(Need.values)
_LANGUAGE_NUMBER = _numbered(languages())

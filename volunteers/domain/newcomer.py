"""Somebody who is signing up, as the row of a run that they will be once they are available."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from programmes.domain.places import locate
from programmes.domain.refusal import InvalidInput
from programmes.models import Programme, Region
from programmes.values.availability import Rhythm, Strength, Window
from programmes.values.languages import LEVELS, is_good
from volunteers.domain.certificates import FOREVER
from volunteers.domain.rows import VolunteerRow, speeds_of
from volunteers.states import VolunteerState

NUMBER = 0
"""The number of the row: nobody in the register has it."""
MOST_CHILDREN = 8


@dataclass(frozen=True)
class Newcomer:
    """What is known of somebody so far; what was not asked yet keeps no family away.

    Attributes
    ----------
    start, second
        Metres on the national grid of the address, and of a second one to leave from.
    programmes
        Short names of those chosen; empty for all that are open.
    ages
        Youngest and oldest; ``None`` for those of the programme.
    places
        Empty for all that the programme uses.
    """

    region: Region
    start: tuple[int, int]
    second: tuple[int, int] | None
    means: str
    max_minutes: int
    windows: tuple[Window, ...]
    languages: tuple[tuple[str, bool], ...] = ()
    programmes: frozenset[str] = frozenset()
    ages: tuple[int, int] | None = None
    max_children: int = MOST_CHILDREN
    places: tuple[str, ...] = ()
    restrictions: tuple[str, ...] = ()


def newcomer_of(
    answers: Mapping[str, Mapping[str, Any]], *, region: Region | None, windows: Iterable[Window]
) -> Newcomer | None:
    """Read the answers of a draft, by step; ``None`` while they do not say from where somebody leaves."""
    travel, suits = answers.get("travel", {}), answers.get("suits", {})
    start = _place(travel.get("postcode", ""))
    if region is None or start is None or travel.get("means") not in speeds_of(region):
        return None
    youngest, oldest = suits.get("age_from"), suits.get("age_to")
    return Newcomer(
        region=region,
        start=start,
        second=_place(travel.get("second_postcode", "")),
        means=travel["means"],
        max_minutes=int(travel["max_minutes"]),
        windows=tuple(windows),
        languages=_languages(answers.get("languages", {}).get("spoken", ())),
        programmes=frozenset(suits.get("programmes", ())),
        ages=None if youngest is None or oldest is None else (youngest, oldest),
        max_children=suits.get("max_children") or MOST_CHILDREN,
        places=tuple(suits.get("places", ())),
        restrictions=tuple(suits.get("restrictions", ())),
    )


def row_of(newcomer: Newcomer, programme: Programme) -> VolunteerRow:
    """Give the row that decides about pairs: as if accepted, trained, and with a certificate that holds."""
    ages = newcomer.ages or (programme.age_from, programme.age_to)
    return VolunteerRow(
        id=NUMBER,
        state=VolunteerState.AVAILABLE,
        in_programme=not newcomer.programmes or programme.slug in newcomer.programmes,
        available=True,
        valid_until=FOREVER,
        x=newcomer.start[0],
        y=newcomer.start[1],
        second=newcomer.second,
        metres_per_minute=speeds_of(newcomer.region)[newcomer.means],
        max_minutes=newcomer.max_minutes,
        languages=newcomer.languages,
        places=newcomer.places or tuple(programme.places),
        age_from=ages[0],
        age_to=ages[1],
        age_wish=None,
        max_children=newcomer.max_children,
        restrictions=newcomer.restrictions,
        capacity=1,
        windows=newcomer.windows,
        experience=(),
    )


def windows_kept(rows: Iterable[Collection[Any]]) -> tuple[Window, ...]:
    """Read moments as a draft keeps them: weekday, start, end, strength, rhythm."""
    return tuple(
        Window(weekday, start, end, Strength(strength), Rhythm(rhythm))
        for weekday, start, end, strength, rhythm in rows
    )


def _place(postcode: str) -> tuple[int, int] | None:
    try:
        found = locate(postcode)
    except InvalidInput:
        return None
    return found.x, found.y


def _languages(spoken: Iterable[Collection[str]]) -> tuple[tuple[str, bool], ...]:
    return tuple((code, is_good(level)) for code, level in spoken if level in LEVELS)

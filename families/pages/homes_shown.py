"""The homes of a family as those read them who registered it: real weeks instead of weeks A and B."""

from dataclasses import dataclass
from datetime import date

from families.models import Family, Home
from programmes.pages.precise_lines import said_of, weeks_to_choose


@dataclass(frozen=True)
class ShownHome:
    """An address, in which weeks the children are there, and when a reader is welcome."""

    home: Home
    weeks: str
    moments: list[str]


def homes_shown(family: Family, *, day: date) -> list[ShownHome]:
    """Write the homes; weeks are named with the days of this one or the next."""
    words = dict(weeks_to_choose(day))
    return [
        ShownHome(
            home,
            words.get(home.rhythm, ""),
            [said_of(window.as_window(), day=day) for window in home.windows.all()],
        )
        for home in family.homes.all()
    ]

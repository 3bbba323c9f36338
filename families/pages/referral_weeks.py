"""Who has which week: eight real weeks, and a sentence about what the matching will do with two homes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from programmes.domain.weeks_ahead import RealWeek
from programmes.models.window import Weekday
from programmes.pages.dayparts import Parts, name_of
from programmes.values.availability import Window

LAST_OF_A_LONG_YEAR = 53


@dataclass(frozen=True)
class HomeWeek:
    """A real week, and at which of the two homes the children are: 1, 2, or 0 in a holiday."""

    week: RealWeek
    home: int
    who: str


def home_weeks(weeks: Sequence[RealWeek], *, first_has: str, names: Sequence[str]) -> list[HomeWeek]:
    """Say for each week where the children are; ``first_has`` is the rhythm of the first home."""
    found = []
    for week in weeks:
        home = 1 if week.rhythm == first_has else 2
        found.append(HomeWeek(week, 0 if week.holiday else home, names[home - 1]))
    return found


def shared_moments(
    first: Iterable[Window], second: Iterable[Window], parts: Parts, *, minutes: int
) -> list[str]:
    """Write the parts of days in which a visit fits at both homes: Monday and Thursday, after school."""
    one, other = list(first), list(second)
    found = []
    for part in parts:
        days = [
            str(day.label)
            for day in Weekday
            if _room(one, other, day.value, (part.start, part.end)) >= minutes
        ]
        if days:
            moments = {"days": get_text_list(days, _("and")), "part": str(name_of(part)).lower()}
            found.append(_("%(days)s, %(part)s") % moments)
    return found


def plan(first: Sequence[Window], second: Sequence[Window], parts: Parts, *, minutes: int) -> str:
    """Say what the matching will do: a slot at each home where a reader can, else one home's weeks."""
    if not first or not second:
        return _("Choose moments at both homes. Then a reader can go along with the children.")
    shared = shared_moments(first, second, parts, minutes=minutes)
    if not shared:
        return _(
            "There is no moment that suits at both homes. We look for a reader who can come on another"
            " moment at each of them. If nobody can, we look for one for the weeks at one home only."
        )
    sentence = _(
        "Possible at both homes: %(moments)s. We look for a reader who goes along with the children."
        " If nobody can, we look for one for the weeks at one home only."
    )
    return sentence % {"moments": "; ".join(shared)}


def has_long_year(weeks: Iterable[RealWeek]) -> bool:
    """Tell whether the numbers of the weeks do not go on from even to odd."""
    return any(week.number == LAST_OF_A_LONG_YEAR for week in weeks)


def _room(one: Iterable[Window], other: Iterable[Window], day: int, part: tuple[int, int]) -> int:
    """Give the longest stretch in minutes that windows of both share on a day within a part of it."""
    start, end = part
    pairs = [(a, b) for a in one for b in other if a.weekday == b.weekday == day]
    return max((min(a.end, b.end, end) - max(a.start, b.start, start) for a, b in pairs), default=0)

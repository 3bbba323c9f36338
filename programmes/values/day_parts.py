"""Parts of the day as a region sets them: read from what is stored, or told what is wrong with it."""

from itertools import pairwise

from programmes.values.availability import DAY_CLOSES, DAY_OPENS, HALF_HOUR, DayPart

MOST_PARTS = 6


class NotDayPartsError(ValueError):
    """What is stored is no list of parts of the day."""


def day_parts_of(stored: object) -> tuple[DayPart, ...]:
    """Read parts of the day.

    Parameters
    ----------
    stored
        A list of 1 to 6 parts, each with ``name``, ``start`` and ``end`` in minutes after midnight:
        half hours from 08:00 to 21:00, in order, none over another.

    Raises
    ------
    NotDayPartsError
        When it is anything else.
    """
    if not isinstance(stored, list) or not 1 <= len(stored) <= MOST_PARTS:
        raise NotDayPartsError
    parts = tuple(_part(one) for one in stored)
    if any(part.end > later.start for part, later in pairwise(parts)):
        raise NotDayPartsError
    if len({part.name for part in parts}) < len(parts):
        raise NotDayPartsError
    return parts


def _part(stored: object) -> DayPart:
    if not isinstance(stored, dict) or set(stored) != {"name", "start", "end"}:
        raise NotDayPartsError
    name, start, end = stored["name"], stored["start"], stored["end"]
    lies_well = _is_half_hour(start) and _is_half_hour(end) and start < end
    if not isinstance(name, str) or not name.strip() or not lies_well:
        raise NotDayPartsError
    return DayPart(name.strip(), start, end)


def _is_half_hour(minutes: object) -> bool:
    return type(minutes) is int and DAY_OPENS <= minutes <= DAY_CLOSES and minutes % HALF_HOUR == 0

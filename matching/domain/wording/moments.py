"""A chosen option in words: ``w 1 16:00`` is Monday at 16:00 every week."""

from collections.abc import Sequence

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _

MINUTES = 60


def in_full(option: Sequence[str], *, minutes: int) -> str:
    """Write the moments with their end: Tuesday, 16:00 to 17:00."""
    return "; ".join(_full(slot, minutes) for slot in option)


def briefly(option: Sequence[str]) -> str:
    """Write the moments as short as a column: Tue 16:00."""
    return "; ".join(_brief(slot) for slot in option)


def _full(slot: str, minutes: int) -> str:
    weeks, day, start = slot.split()
    hour, minute = map(int, start.split(":"))
    end = hour * MINUTES + minute + minutes
    words = _("%(day)s, %(start)s to %(end)s") % {
        "day": str(WEEKDAYS[int(day) - 1]),
        "start": start,
        "end": f"{end // MINUTES:02}:{end % MINUTES:02}",
    }
    return words + _weeks(weeks)


def _brief(slot: str) -> str:
    weeks, day, start = slot.split()
    return f"{WEEKDAYS_ABBR[int(day) - 1]} {start}{_weeks(weeks)}"


def _weeks(code: str) -> str:
    if code.lower() == "a":
        return _(", weeks A")
    return _(", weeks B") if code.lower() == "b" else ""

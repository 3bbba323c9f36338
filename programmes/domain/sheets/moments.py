"""Moments of the week in one cell: ``wo 14:00-16:00; vr 9:30-11:00 week A; za 10:00-12:00 als het moet``."""

import re
from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programmes.domain.sheets.columns import plain
from programmes.domain.sheets.values import NotReadError
from programmes.values.availability import Rhythm, Strength, Window, clock

_ONE = re.compile(
    r"(?P<day>[^\W\d]+)\.?\s*(?P<start>\d{1,2})(?:[:.](?P<start_minutes>\d{2}))?\s*(?:uur)?"
    r"\s*(?:-|\u2013|tot|to|until)\s*(?P<end>\d{1,2})(?:[:.](?P<end_minutes>\d{2}))?\s*(?:uur|u|h)?"
    r"(?P<rest>\W.*)?",
    re.IGNORECASE | re.DOTALL,
)
_BETWEEN = re.compile(r"[;,\n]")
DAYS = {"nl": ["ma", "di", "wo", "do", "vr", "za", "zo"], "en": ["mo", "tu", "we", "th", "fr", "sa", "su"]}
_WEEKS = {"week a": Rhythm.WEEK_A, "a": Rhythm.WEEK_A, "week b": Rhythm.WEEK_B, "b": Rhythm.WEEK_B}
_IF_NEEDED = {"nl": "als het moet", "en": "if needed"}
_BY_NUMBER = {"even", "oneven", "odd"}


def read(text: str) -> tuple[Window, ...]:
    """Read the moments of a cell.

    Raises
    ------
    NotReadError
        With what to write instead; whether the moments are possible is the register's to say.
    """
    return tuple(_window(part.strip()) for part in _BETWEEN.split(text) if part.strip())


def write(windows: Iterable[Window]) -> str:
    """Write moments as `read` reads them, in the reader's language, in the order of the week."""
    reader = "en" if (get_language() or "").startswith("en") else "nl"
    ordered = sorted(windows, key=lambda window: (window.weekday, window.start, window.rhythm))
    return "; ".join(_written(window, reader) for window in ordered)


def _written(window: Window, reader: str) -> str:
    words = [DAYS[reader][window.weekday - 1], f"{clock(window.start)}-{clock(window.end)}"]
    if window.rhythm != Rhythm.WEEKLY:
        words.append(f"week {window.rhythm[-1].upper()}")
    if window.strength == Strength.IF_NEEDED:
        words.append(_IF_NEEDED[reader])
    return " ".join(words)


def _window(text: str) -> Window:
    found = _ONE.fullmatch(text)
    weekday = _weekday(found["day"]) if found else None
    if found is None or weekday is None:
        raise NotReadError(
            _("“%(moment)s” is no moment. Write day and times, for instance wo 14:00-16:00.")
            % {"moment": text[:50]}
        )
    start = int(found["start"]) * 60 + int(found["start_minutes"] or 0)
    end = int(found["end"]) * 60 + int(found["end_minutes"] or 0)
    strength, rhythm = _manner(found["rest"] or "")
    return Window(weekday, start, end, strength, rhythm)


def _weekday(word: str) -> int | None:
    start = plain(word)[:2]
    return next((days.index(start) + 1 for days in DAYS.values() if start in days), None)


def _manner(text: str) -> tuple[Strength, Rhythm]:
    words = plain(text)
    strength = Strength.YES
    for said in _IF_NEEDED.values():
        if said in words:
            strength, words = Strength.IF_NEEDED, words.replace(said, "").strip()
    if set(words.split()) & _BY_NUMBER:
        raise NotReadError(
            _("Write “week A” or “week B”: odd and even weeks change sides after a long year.")
        )
    if words and words not in _WEEKS:
        raise NotReadError(_("After the times, write only week A, week B or “if needed”."))
    return strength, _WEEKS.get(words, Rhythm.WEEKLY)

"""What a cell says: words in Dutch or English, days and months, numbers, languages with a level."""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programmes.domain.sheets.columns import plain
from programmes.values.languages import LEVELS, languages

_BETWEEN = re.compile(r"[,;/\n]")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})[-/.](\d{4})|([^\W\d]+)\.?\s+(\d{4})")
_SPOKEN = re.compile(r"(.+?)[\s(:]+([^\s()]+)\)?")
_YES = {"ja", "j", "yes", "y", "1", "true", "waar", "x"}
_NO = {"nee", "n", "no", "0", "false", "onwaar"}
_MONTHS = {
    "jan": 1,
    "feb": 2,
    "mrt": 3,
    "maa": 3,
    "mar": 3,
    "apr": 4,
    "mei": 5,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "okt": 10,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_WORDS_OF_LEVELS = {"moedertaal": "native", "goed": "B2", "good": "B2", "beetje": "A2", "little": "A2"}
YEARS = range(1900, 2101)
MOST_DIGITS = 6


class NotReadError(ValueError):
    """A cell says nothing that the column can hold; the text of it tells what to write."""


def number(text: str) -> int:
    """Read a whole number."""
    digits = text.strip().removesuffix(".0")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS):
        raise NotReadError(_("Write a whole number."))
    return int(digits)


def yes(text: str) -> bool:
    """Read yes or no."""
    word = plain(text)
    if word not in _YES | _NO:
        raise NotReadError(_("Write yes or no."))
    return word in _YES


def day(text: str) -> date:
    """Read a day: 23-11-2026 or 2026-11-23."""
    found = _DAY.fullmatch(text.strip())
    if not found:
        raise NotReadError(_("Write a day as 23-11-2026."))
    first, second = found.group(1, 2, 3), found.group(6, 5, 4)
    return _date(
        *(int(part) for part in (first if first[0] else second)), hint=_("Write a day as 23-11-2026.")
    )


def month(text: str) -> date:
    """Read a month as its first day: 03-2017, maart 2017, 2017-03, or any day of it."""
    hint = _("Write month and year, for instance 03-2017.")
    if _DAY.fullmatch(text.strip()):
        return day(text).replace(day=1)
    found = _MONTH.fullmatch(text.strip())
    if not found:
        raise NotReadError(hint)
    year, in_year, before, after, word, behind = found.groups()
    if word:
        return _date(int(behind), _MONTHS.get(plain(word)[:3], 0), 1, hint=hint)
    return _date(int(year or after), int(in_year or before), 1, hint=hint)


def choice(text: str, among: type[TextChoices]) -> str:
    """Read one of some words, or its code."""
    found = _words(among).get(plain(text))
    if found is None:
        raise NotReadError(
            _("Write one of: %(words)s.") % {"words": ", ".join(str(name) for name in among.labels)}
        )
    return found


def choices(text: str, among: type[TextChoices]) -> tuple[str, ...]:
    """Read several words, with commas between."""
    return tuple(choice(part, among) for part in parts(text))


def language(text: str) -> str:
    """Read a language by its name in Dutch, English or itself, or by its code."""
    found = _names().get(plain(text)) or _names().get(text.strip().casefold())
    if found is None:
        raise NotReadError(_("“%(word)s” is not in the list of languages.") % {"word": text.strip()[:50]})
    return found


def several_languages(text: str) -> tuple[str, ...]:
    """Read languages with commas between."""
    return tuple(language(part) for part in parts(text))


def spoken(text: str) -> tuple[tuple[str, str], ...]:
    """Read languages with a level: Nederlands moedertaal, Turks B1."""
    return tuple(_spoken(part) for part in parts(text))


def parts(text: str) -> list[str]:
    """Divide a cell at its commas."""
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]


def names_of(codes: Iterable[str]) -> str:
    """Write languages by name, in the reader's language."""
    reader = get_language() or settings.LANGUAGE_CODE
    return ", ".join(languages()[code].name(reader) if code in languages() else code for code in codes)


def labels_of(codes: Iterable[str], among: type[TextChoices]) -> str:
    """Write codes as the words that pages use."""
    named = dict(among.choices)
    return ", ".join(str(named.get(code, code)) for code in codes)


def _spoken(text: str) -> tuple[str, str]:
    found = _SPOKEN.fullmatch(text)
    word = found[2] if found else ""
    level = _WORDS_OF_LEVELS.get(plain(word)) or next(
        (e for e in LEVELS if e.casefold() == word.casefold()), ""
    )
    if found is None or not level:
        raise NotReadError(_("Write the level after each language, for instance Turkish B1."))
    name = re.sub(r"\b(een|a)$", "", found[1].strip())
    return language(name), level


def _date(year: int, in_year: int, of_month: int, *, hint: str) -> date:
    try:
        found = date(year, in_year, of_month)
    except ValueError:
        raise NotReadError(hint) from None
    if found.year not in YEARS:
        raise NotReadError(hint)
    return found


@cache
def _words(among: type[TextChoices]) -> dict[str, str]:
    found = {plain(value): value for value in among.values}
    for reader, _name in settings.LANGUAGES:
        with translation.override(reader):
            found |= {plain(str(label)): value for value, label in among.choices}
    return found


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, item in languages().items():
        for name in (item.name_own, item.name_en, item.name_nl, code):
            found[plain(name) or name.casefold()] = code
    return found

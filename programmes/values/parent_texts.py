"""What parents read before anybody calls them: in eight languages, one file per language."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from programmes.values.languages import Language, languages

SOURCE = "nl"
LANGUAGES = (SOURCE, "en", "tr", "ar", "pl", "uk", "ti", "so")
"""In the order of the switch; the first is the one that the others are translated from."""
Part = str | dict[str, "Part"] | list["Part"]
_FOLDER = Path(__file__).resolve().parent.parent / "data" / "parents"
_TO = "\u2013"
# A name, a time or a number keeps its own direction inside a sentence from right to left.
_ISOLATED = "\u2068{}\u2069"


class ParentText(StrEnum):
    """A text that a person approves as a whole."""

    ANSWER = "answer"
    MESSAGE = "message"
    LEAFLET = "leaflet"


@dataclass(frozen=True)
class ParentWords:
    """All words of one language.

    Attributes
    ----------
    words
        What the texts share: days of the week, how to call, names of controls.
    answer, message, leaflet
        The words of each text, by name.
    """

    language: Language
    words: dict[str, Any]
    answer: dict[str, str]
    message: dict[str, Any]
    leaflet: dict[str, Any]

    @property
    def code(self) -> str:
        """The language, as a page or letter says it of itself."""
        return self.language.code

    @property
    def direction(self) -> str:
        """Whether the language is written ``ltr`` or ``rtl``."""
        return self.language.direction

    def fill(self, sentence: str, **facts: str) -> str:
        """Put names, times and numbers into a sentence."""
        is_mixed = self.direction == "rtl"
        return sentence.format(
            **{name: _ISOLATED.format(fact) if is_mixed else fact for name, fact in facts.items()}
        )

    def names(self, names: Sequence[str]) -> str:
        """Write one name, or two that belong together."""
        first, *others = names
        return self.fill(self.words["and"], first=first, last=others[0]) if others else first

    def moments(self, option: Sequence[str], *, minutes: int) -> list[str]:
        """Write the slots of an option, such as ``w 2 16:00``, each with its end.

        The same hour at one home and at the other is every week to parents.
        """
        weeks: dict[tuple[str, str], str] = {}
        for rhythm, day, start in map(str.split, option):
            weeks[day, start] = "w" if (day, start) in weeks else rhythm
        return [self._moment(rhythm, *hour, minutes=minutes) for hour, rhythm in weeks.items()]

    def call(self, *, person: str, phone: str) -> str:
        """Say whom to call."""
        return f"{self.fill(self.words['call'], person=person)} {self.fill('{phone}', phone=phone)}"

    def _moment(self, weeks: str, day: str, start: str, *, minutes: int) -> str:
        hour, minute = map(int, start.split(":"))
        end = hour * 60 + minute + minutes
        times = self.fill("{times}", times=f"{start}{_TO}{end // 60:02}:{end % 60:02}")
        moment = f"{self.words['weekdays'][int(day) - 1]} {times}"
        return moment if weeks == "w" else str(self.words["fortnightly"]).format(moment=moment)


@cache
def parent_words(language: str) -> ParentWords:
    """Read the words of one of the eight languages."""
    return ParentWords(languages()[language], **_read(language))


def spoken_or_source(language: str) -> str:
    """Give the language that was asked for where it is one of the eight, else Dutch."""
    return language if language in LANGUAGES else SOURCE


def lines_of(text: ParentText, language: str) -> dict[str, str]:
    """List every sentence of a text under its name, with those that it shares with the others."""
    file = _read(language)
    return {**_flat("words", file["words"]), **_flat(text.value, file[text.value])}


def fingerprint(text: ParentText, language: str) -> str:
    """Give the SHA-256 of exactly these words, and of the Dutch ones that they were held against."""
    both = [lines_of(text, SOURCE), lines_of(text, language)]
    words = json.dumps(both, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()


@cache
def _read(language: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((_FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return found


def _flat(name: str, part: Part) -> dict[str, str]:
    if isinstance(part, str):
        return {name: part}
    named = part.items() if isinstance(part, dict) else enumerate(part, start=1)
    return {path: words for key, inner in named for path, words in _flat(f"{name}.{key}", inner).items()}

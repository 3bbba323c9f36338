"""Languages spoken at home in Dutch cities, and levels of the European framework."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
GOOD_FROM = "B1"
_TABLE = Path(__file__).resolve().parent.parent / "data" / "languages.csv"


@dataclass(frozen=True)
class Language:
    """One language: BCP 47 code, its names, and the direction of its script."""

    code: str
    name_nl: str
    name_en: str
    name_own: str
    direction: str

    def name(self, reader: str) -> str:
        """Name the language in the reader's language (``nl`` or ``en``)."""
        return self.name_en if reader.startswith("en") else self.name_nl


@cache
def languages() -> dict[str, Language]:
    """Read the shipped table (Unicode CLDR names), keyed by code, in its fixed order."""
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return {
            row["code"]: Language(
                row["code"], row["name_nl"], row["name_en"], row["name_own"], row["direction"]
            )
            for row in csv.DictReader(table)
        }


def is_good(level: str) -> bool:
    """Tell whether a level is enough to hold a conversation (B1 and up)."""
    return LEVELS.index(level) >= LEVELS.index(GOOD_FROM)

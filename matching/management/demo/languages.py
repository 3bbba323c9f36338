"""Which languages drawn people speak, by the shipped mix."""

import csv
from dataclasses import dataclass
from pathlib import Path

import programmes
from matching.management.demo.chance import Chance

_MIX = Path(programmes.__file__).parent / "data" / "demo_language_mix.csv"
_WELL = {"B1": 2, "B2": 4, "C1": 4, "C2": 2, "native": 5}
_SOME = {"A1": 1, "A2": 3}
_MOST = 4


@dataclass(frozen=True)
class LanguageMix:
    """How often a family's main home language, and a volunteer's languages, are each language."""

    homes: dict[str, float]
    speakers: dict[str, float]


def language_mix() -> LanguageMix:
    """Read the shipped table."""
    with _MIX.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    return LanguageMix(
        homes={row["code"]: float(row["family_main_home_language_share"]) for row in rows},
        speakers={row["code"]: float(row["volunteer_speaks_share"]) for row in rows},
    )


def spoken(chance: Chance, mix: LanguageMix) -> dict[str, str]:
    """Draw what a volunteer speaks and how well; Dutch always, and well."""
    found = {"nl": "native" if chance.happens(88) else "C1"}
    for code, share in mix.speakers.items():
        if code != "nl" and len(found) < _MOST and chance.happens(share * 100):
            found[code] = chance.among(_WELL if chance.happens(70) else _SOME)
    return found


def at_home(chance: Chance, mix: LanguageMix) -> list[str]:
    """Draw the languages of a home, the main one first."""
    main = chance.among(mix.homes)
    return [main, "nl"] if main != "nl" and chance.happens(35) else [main]

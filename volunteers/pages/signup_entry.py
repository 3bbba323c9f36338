"""The answers of all steps as one entry for the register."""

from datetime import date
from typing import Any

from programmes.values.availability import Rhythm, Strength, Window
from volunteers.domain.entry import SignUp, Spoken
from volunteers.models import SignUpDraft

PERSON = ("first_name", "infix", "last_name", "email", "phone", "preferred_channel", "adult")
TRAVEL = (
    "region", "postcode", "house_number", "house_addition", "street", "town", "means", "max_minutes",
    "second_postcode",
)  # fmt: skip
SUITS = ("age_from", "age_to", "max_children", "commitment", "wants_duo")
LISTED = ("programmes", "places", "restrictions")


def entry_of_draft(draft: SignUpDraft) -> SignUp:
    """Put the answers together; every step has been answered."""
    person, travel, suits = (draft.answers[name] for name in ("person", "travel", "suits"))
    when, agreements = draft.answers["when"], draft.answers["agreements"]
    given: dict[str, Any] = {name: person[name] for name in PERSON}
    given |= {name: travel[name] for name in TRAVEL}
    given |= {name: suits[name] for name in SUITS}
    given |= {name: tuple(suits[name]) for name in LISTED}
    first_day = when["available_from"]
    return SignUp(
        **given,
        languages=tuple(Spoken(code, level) for code, level in draft.answers["languages"]["spoken"]),
        availability=tuple(_window(*values) for values in when["windows"]),
        available_from=date.fromisoformat(first_day) if first_day else None,
        consent_version=agreements["consent_version"],
        rules_version=agreements["rules_version"],
    )


def _window(weekday: int, start: int, end: int, strength: str, rhythm: str) -> Window:
    return Window(weekday, start, end, Strength(strength), Rhythm(rhythm))


STEP_OF = {
    **dict.fromkeys(PERSON, 1),
    **dict.fromkeys(TRAVEL, 2),
    "languages": 3,
    "availability": 4,
    "available_from": 4,
    **dict.fromkeys((*SUITS, *LISTED), 5),
    "consent_version": 6,
    "rules_version": 6,
}


def step_of(path: str) -> int:
    """Tell in which step somebody changes what a refusal is about."""
    return STEP_OF.get(path.partition("[")[0], 1)

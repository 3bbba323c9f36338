"""What is entered about a volunteer, as plain values."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from programmes.values.availability import Window
from volunteers.models import Volunteer


@dataclass(frozen=True)
class Spoken:
    """A language by its code, and the level at which it is spoken."""

    code: str
    level: str


@dataclass(frozen=True)
class SignUp:
    """A sign-up as a person wrote it; `volunteers.domain.entry_rules` decides whether it can be kept.

    Attributes
    ----------
    region, programmes
        Short names (slugs).
    availability
        Stretches of the week, in minutes after midnight.
    adult
        They say that they are 18 or older; only the answer is used, no date of birth is kept.
    consent_version
        Version of the privacy text that they agreed to; empty when they did not.
    """

    region: str
    programmes: tuple[str, ...]
    first_name: str
    email: str
    phone: str
    postcode: str
    house_number: int
    means: str
    max_minutes: int
    languages: tuple[Spoken, ...]
    availability: tuple[Window, ...]
    places: tuple[str, ...]
    adult: bool
    consent_version: str
    infix: str = ""
    last_name: str = ""
    preferred_channel: str = "email"
    house_addition: str = ""
    second_postcode: str = ""
    age_from: int = 2
    age_to: int = 12
    age_wish_from: int | None = None
    age_wish_to: int | None = None
    max_children: int = 3
    capacity: int = 1
    available_from: date | None = None
    available_until: date | None = None
    experience: tuple[str, ...] = ()
    restrictions: tuple[str, ...] = ()
    motivation_code: str = ""
    motivation: str = ""
    street: str = ""
    town: str = ""
    commitment: str = ""
    wants_duo: bool = False
    rules_version: str = ""


PLAIN_FIELDS = (
    "preferred_channel",
    "house_number",
    "house_addition",
    "means",
    "max_minutes",
    "age_from",
    "age_to",
    "age_wish_from",
    "age_wish_to",
    "max_children",
    "capacity",
    "available_from",
    "available_until",
    "motivation_code",
    "motivation",
    "street",
    "town",
    "commitment",
    "wants_duo",
    "rules_version",
)
LISTED_FIELDS = ("places", "experience", "restrictions")
WRITTEN_FIELDS = ("first_name", "infix", "last_name", "email", "phone", "postcode", "second_postcode")


def entry_of(volunteer: Volunteer) -> SignUp:
    """Write a volunteer of the register as an entry, so that a change is checked like a sign-up."""
    kept: dict[str, Any] = {name: getattr(volunteer, name) for name in (*PLAIN_FIELDS, *WRITTEN_FIELDS)}
    listed: dict[str, Any] = {name: tuple(getattr(volunteer, name)) for name in LISTED_FIELDS}
    return SignUp(
        region=volunteer.region.slug,
        programmes=tuple(programme.slug for programme in volunteer.programmes.all()),
        languages=tuple(Spoken(language.code, language.level) for language in volunteer.languages.all()),
        availability=tuple(window.as_window() for window in volunteer.windows.all()),
        adult=True,
        consent_version=volunteer.consent_version,
        **kept,
        **listed,
    )

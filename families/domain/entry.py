"""What is entered about a family, as plain values."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from families.models import Child, Family, Home
from families.models.family import JoiningParent
from programmes.values.availability import Rhythm, Window


@dataclass(frozen=True)
class ChildEntry:
    """A child: first name, month of birth (any day of it), school, need codes."""

    first_name: str
    birth_month: date
    school: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class HomeEntry:
    """A home, the weeks in which the children are there, and when a reader is welcome."""

    postcode: str
    house_number: int
    availability: tuple[Window, ...]
    house_addition: str = ""
    rhythm: str = Rhythm.WEEKLY.value
    label: str = ""
    is_hidden: bool = False


@dataclass(frozen=True)
class ConsentEntry:
    """Who agreed to which version of the text, on which day, how, in which language."""

    given_by: str
    given_on: date
    version: str
    language: str
    how: str


@dataclass(frozen=True)
class Referral:
    """A family as it was registered; `families.domain.entry_rules` decides whether it can be kept.

    Attributes
    ----------
    programme, region
        Short names (slugs). The region may stay empty where the organisation decides it, or where the
        actor works for one only.
    organisation
        Number of the referring organisation; ``None`` for the actor's own, or for none.
    consent
        Without it the family stays registered only: nothing happens before the parents agreed.
    """

    programme: str
    first_name: str
    phone: str
    home_languages: tuple[str, ...]
    places: tuple[str, ...]
    children: tuple[ChildEntry, ...]
    homes: tuple[HomeEntry, ...]
    region: str = ""
    organisation: int | None = None
    infix: str = ""
    last_name: str = ""
    call_language: str = "nl"
    needs_interpreter: bool = False
    required_language: str = ""
    parents_dutch: str = ""
    children_dutch: str = ""
    parent_present: bool = True
    joining_parent: str = JoiningParent.CONTACT.value
    restrictions: tuple[str, ...] = ()
    wishes: str = ""
    readers_needed: int = 1
    took_part_before: bool = False
    safety_note: str = ""
    consent: ConsentEntry | None = None


PLAIN_FIELDS = (
    "call_language",
    "needs_interpreter",
    "required_language",
    "parents_dutch",
    "children_dutch",
    "parent_present",
    "joining_parent",
    "wishes",
    "readers_needed",
    "took_part_before",
    "safety_note",
)
LISTED_FIELDS = ("home_languages", "places", "restrictions")
WRITTEN_FIELDS = ("first_name", "infix", "last_name", "phone")


def entry_of(family: Family) -> Referral:
    """Write a family of the register as an entry, so that a change is checked like a registration."""
    kept: dict[str, Any] = {name: getattr(family, name) for name in (*PLAIN_FIELDS, *WRITTEN_FIELDS)}
    listed: dict[str, Any] = {name: tuple(getattr(family, name)) for name in LISTED_FIELDS}
    return Referral(
        programme=family.programme.slug,
        region=family.region.slug,
        organisation=family.organisation_id,
        children=tuple(_child(child) for child in family.children.all()),
        homes=tuple(_home(home) for home in family.homes.all()),
        **kept,
        **listed,
    )


def _child(child: Child) -> ChildEntry:
    return ChildEntry(child.first_name, child.birth_month, child.school, tuple(child.needs))


def _home(home: Home) -> HomeEntry:
    return HomeEntry(
        postcode=home.postcode,
        house_number=home.house_number,
        availability=tuple(window.as_window() for window in home.windows.all()),
        house_addition=home.house_addition,
        rhythm=home.rhythm,
        label=home.label,
        is_hidden=home.is_hidden,
    )

"""A row of a spreadsheet as an entry about a volunteer, and an entry as the cells of a row."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from programmes.domain.sheets import moments, values
from programmes.domain.sheets.cells import Cells
from programmes.domain.sheets.columns import plain
from programmes.models import Place, Programme
from programmes.values.places import postcode
from volunteers.domain.entry import SignUp, Spoken
from volunteers.models import Volunteer
from volunteers.models.volunteer import Channel, Means

_SHORT_PHONE = 9
NOTHING = SignUp(
    region="",
    programmes=(),
    first_name="",
    email="",
    phone="",
    postcode="",
    house_number=0,
    means="",
    max_minutes=0,
    languages=(),
    availability=(),
    places=(),
    adult=False,
    consent_version="",
)
_TEXTS = ("email", "first_name", "infix", "last_name", "house_addition", "consent_version")
_NUMBERS = ("house_number", "max_minutes", "age_from", "age_to", "max_children", "capacity")


def entry_from(cells: Cells, *, onto: SignUp, programmes: Sequence[Programme]) -> SignUp:
    """Lay the filled cells of a row over an entry; an empty cell leaves what stands."""
    readers: Mapping[str, Any] = {
        **dict.fromkeys(_TEXTS, str),
        **dict.fromkeys(_NUMBERS, values.number),
        "phone": phone,
        "postcode": _postcode,
        "preferred_channel": lambda text: values.choice(text, Channel),
        "means": lambda text: values.choice(text, Means),
        "languages": lambda text: tuple(Spoken(*pair) for pair in values.spoken(text)),
        "availability": moments.read,
        "places": lambda text: values.choices(text, Place),
        "adult": values.yes,
    }
    read = {name: cells.read(name, reader) for name, reader in readers.items()}
    found: dict[str, Any] = {name: value for name, value in read.items() if value is not None}
    return replace(onto, **found, programmes=_programmes(cells, onto.programmes, programmes))


def phone(text: str) -> str:
    """Give back the nought that a spreadsheet takes off a telephone number."""
    return f"0{text}" if text.isdecimal() and len(text) == _SHORT_PHONE and text[0] != "0" else text


def checked_entry(entry: SignUp, volunteer: Volunteer) -> SignUp:
    """Write an entry as its record holds it: names and numbers tidied, lists in their order."""
    return replace(
        entry,
        first_name=volunteer.first_name,
        infix=volunteer.infix,
        last_name=volunteer.last_name,
        phone=volunteer.phone,
        email=volunteer.email,
        places=tuple(volunteer.places),
    )


def cells_of(entry: SignUp) -> dict[str, str]:
    """Write an entry as the cells of a row, in the reader's language."""
    return {
        **{name: getattr(entry, name) for name in _TEXTS},
        **{name: str(getattr(entry, name)) for name in _NUMBERS},
        "phone": entry.phone,
        "postcode": entry.postcode,
        "preferred_channel": values.labels_of([entry.preferred_channel], Channel),
        "means": values.labels_of([entry.means], Means),
        "languages": ", ".join(
            f"{values.names_of([spoken.code])} {spoken.level}" for spoken in entry.languages
        ),
        "availability": moments.write(entry.availability),
        "places": values.labels_of(entry.places, Place),
        "programmes": ", ".join(sorted(entry.programmes)),
    }


def _programmes(cells: Cells, before: tuple[str, ...], offered: Sequence[Programme]) -> tuple[str, ...]:
    """Read programmes by name; where the municipality offers one, a new volunteer needs no name."""
    if not cells.has("programmes"):
        return before or tuple(programme.slug for programme in offered if len(offered) == 1)
    named = {plain(name): each.slug for each in offered for name in (each.slug, each.name)}
    words = values.parts(cells.values["programmes"])
    if not all(plain(word) in named for word in words):
        cells.add("programmes", _("Choose programmes that this municipality offers."))
        return before
    return tuple(sorted({named[plain(word)] for word in words}))


def _postcode(text: str) -> str:
    try:
        return postcode(text)
    except ValueError:
        return text

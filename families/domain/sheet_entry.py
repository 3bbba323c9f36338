"""A row of a spreadsheet as an entry about a family, and an entry as the cells of a row."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from families.domain.entry import ChildEntry, ConsentEntry, HomeEntry, Referral
from families.domain.entry_rules import Checked
from families.domain.sheet_columns import CHILDREN, CONSENT_COLUMNS, HOME_COLUMNS
from families.models import Child, Consent
from programmes.domain.sheets import moments, values
from programmes.domain.sheets.cells import Cells
from programmes.models import Place
from programmes.values.places import postcode

_SHORT_PHONE = 9


def entry_from(cells: Cells, *, onto: Referral) -> Referral:
    """Lay the filled cells of a row over an entry; an empty cell leaves what stands."""
    readers: Mapping[str, Any] = {
        "first_name": str,
        "infix": str,
        "last_name": str,
        "phone": phone,
        "call_language": values.language,
        "home_languages": values.several_languages,
        "places": lambda text: values.choices(text, Place),
        "wishes": str,
    }
    read = {name: cells.read(name, reader) for name, reader in readers.items()}
    found: dict[str, Any] = {name: value for name, value in read.items() if value is not None}
    return replace(onto, **found, children=_children(cells, onto.children), homes=_homes(cells, onto.homes))


def phone(text: str) -> str:
    """Give back the nought that a spreadsheet takes off a telephone number."""
    return f"0{text}" if text.isdecimal() and len(text) == _SHORT_PHONE and text[0] != "0" else text


def consent_from(cells: Cells) -> ConsentEntry | None:
    """Read the parents' consent; all of it, or none."""
    if not cells.has(*CONSENT_COLUMNS):
        return None
    for name in CONSENT_COLUMNS:
        if not cells.has(name):
            cells.add(name, _("Fill this in, or leave out everything about consent."))
    given_on = cells.read("consent_on", values.day)
    how = cells.read("consent_how", lambda text: values.choice(text, Consent.How))
    language = cells.read("consent_language", values.language)
    given_by = cells.read("consent_by", str)
    version = cells.read("consent_version", str)
    if given_on is None or how is None or language is None or given_by is None or version is None:
        return None
    return ConsentEntry(given_by, given_on, version, language, how)


def checked_entry(entry: Referral, checked: Checked) -> Referral:
    """Write an entry as its records hold it: names and numbers tidied, lists in their order."""
    family = checked.family
    return replace(
        entry,
        first_name=family.first_name,
        infix=family.infix,
        last_name=family.last_name,
        phone=family.phone,
        home_languages=tuple(family.home_languages),
        places=tuple(family.places),
        children=tuple(_as_kept(child) for child in checked.children),
        homes=tuple(
            replace(given, postcode=home.postcode, house_addition=home.house_addition)
            for given, home in zip(entry.homes, checked.homes, strict=True)
        ),
    )


def cells_of(entry: Referral) -> dict[str, str]:
    """Write an entry as the cells of a row, in the reader's language."""
    home = entry.homes[0] if entry.homes else None
    written = {
        "first_name": entry.first_name,
        "infix": entry.infix,
        "last_name": entry.last_name,
        "phone": entry.phone,
        "call_language": values.names_of([entry.call_language]),
        "home_languages": values.names_of(entry.home_languages),
        "places": values.labels_of(entry.places, Place),
        "wishes": entry.wishes,
        "postcode": home.postcode if home else "",
        "house_number": str(home.house_number) if home else "",
        "house_addition": home.house_addition if home else "",
        "availability": moments.write(home.availability) if home else "",
    }
    for number, child in zip(CHILDREN, entry.children, strict=False):
        written[f"child_{number}"] = child.first_name
        written[f"birth_{number}"] = f"{child.birth_month:%m-%Y}"
    return written


def _as_kept(child: Child) -> ChildEntry:
    return ChildEntry(child.first_name, child.birth_month, child.school, tuple(child.needs))


def _children(cells: Cells, before: Sequence[ChildEntry]) -> tuple[ChildEntry, ...]:
    if not any(cells.has(f"child_{number}", f"birth_{number}") for number in CHILDREN):
        return tuple(before)
    if len(before) > len(CHILDREN):
        cells.add("child_1", _("Change the children on the family's own page: there are more than four."))
        return tuple(before)
    kept = [before[n - 1] if n <= len(before) else None for n in CHILDREN]
    found = [_child(cells, number, old) for number, old in zip(CHILDREN, kept, strict=True)]
    return tuple(child for child in found if child is not None)


def _child(cells: Cells, number: int, before: ChildEntry | None) -> ChildEntry | None:
    name, born = cells.read(f"child_{number}", str), cells.read(f"birth_{number}", values.month)
    if before is not None:
        return replace(before, first_name=name or before.first_name, birth_month=born or before.birth_month)
    if name is None and born is None:
        return None
    if name is None or born is None:
        lacking = f"child_{number}" if name is None else f"birth_{number}"
        if lacking not in cells.values:
            cells.add(lacking, _("Write the name and the birth month of each child."))
        return None
    return ChildEntry(name, born)


def _homes(cells: Cells, before: Sequence[HomeEntry]) -> tuple[HomeEntry, ...]:
    if not cells.has(*HOME_COLUMNS):
        return tuple(before)
    first = before[0] if before else HomeEntry("", 0, ())
    number = cells.read("house_number", values.number)
    changed = replace(
        first,
        postcode=_postcode(cells.values.get("postcode", first.postcode)),
        house_number=first.house_number if number is None else number,
        house_addition=cells.values.get("house_addition", first.house_addition),
        availability=cells.read("availability", moments.read) or first.availability,
    )
    if len(before) > 1 and changed != first:
        cells.add("postcode", _("Change the homes on the family's own page: there are two."))
    return (changed, *before[1:])


def _postcode(text: str) -> str:
    try:
        return postcode(text)
    except ValueError:
        return text

"""Columns that a register asks for, and which column of a file is which."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from programmes.domain.refusal import InvalidInput

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_BETWEEN = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True)
class Column:
    """A column: its short name, its heading, what else it is called, and whether a new record needs it."""

    name: str
    label: "StrOrPromise"
    headings: tuple[str, ...] = ()
    required: bool = False
    example: "StrOrPromise" = ""


def plain(text: str) -> str:
    """Reduce a heading or a word to what counts: letters and digits, without accents and capitals."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return _BETWEEN.sub(" ", "".join(c for c in bare if not unicodedata.combining(c))).strip()


def guess(headings: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    """Tell which column of the file is which, as far as its headings say; each is used once."""
    places: dict[str, int] = {}
    for place, heading in reversed(list(enumerate(headings))):
        places[plain(heading)] = place
    found = {column.name: _place(column, places) for column in columns}
    return {name: place for name, place in found.items() if place is not None}


def check(chosen: Mapping[str, int], *, columns: Sequence[Column], width: int, key: str) -> dict[str, int]:
    """Refuse a choice of columns with which no row could be read.

    Parameters
    ----------
    chosen
        Place in the file by name of the column.
    width
        How many columns the file has.
    key
        The column by which a record is found; with it, a file may hold changes only.

    Raises
    ------
    InvalidInput
        On the columns that lack, or that have the same place.
    """
    errors: dict[str, list[StrOrPromise]] = {}
    known = {column.name: chosen[column.name] for column in columns if column.name in chosen}
    taken: set[int] = set()
    for name, place in known.items():
        if place in taken or not 0 <= place < width:
            errors.setdefault(name, []).append(_("Choose another column: this one is used already."))
        taken.add(place)
    for column in columns:
        if column.required and column.name not in known and key not in known:
            errors.setdefault(column.name, []).append(
                _("Choose the column for “%(column)s”: a new record needs it.") % {"column": column.label}
            )
    if errors:
        raise InvalidInput(errors)
    return known


def filled(cells: Sequence[str], chosen: Mapping[str, int]) -> dict[str, str]:
    """Give the cells of a row by name of the column; an empty cell is left out."""
    found = ((name, cells[place].strip()) for name, place in chosen.items() if place < len(cells))
    return {name: text for name, text in found if text}


def _place(column: Column, places: dict[str, int]) -> int | None:
    names = [plain(name) for name in (*_labels(column.label), *column.headings, column.name)]
    return next((places.pop(name) for name in names if name in places), None)


def _labels(label: "StrOrPromise") -> Iterable[str]:
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield str(label)

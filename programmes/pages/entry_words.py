"""What was entered, in words: so that two versions can stand side by side."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programmes.pages.windows import in_words
from programmes.values.availability import Rhythm, Window
from programmes.values.dutch import NotAPhoneNumberError, phone, spoken_phone
from programmes.values.languages import languages

if TYPE_CHECKING:
    from datetime import date

    from django_stubs_ext import StrOrPromise

    Choices = Sequence[tuple[str, StrOrPromise]]


def names_of(codes: Iterable[str], choices: "Choices") -> str:
    """Name codes by their choices, with commas; the first with a capital."""
    names: Mapping[str, StrOrPromise] = dict(choices)
    return ", ".join(str(names.get(code, code)) for code in codes)


def language_names(codes: Iterable[str]) -> str:
    known, reader = languages(), get_language() or "nl"
    return ", ".join(known[code].name(reader) if code in known else code for code in codes)


def moments(windows: Iterable[Window], *, within: str = Rhythm.WEEKLY) -> str:
    """List moments of the week, one a line, in the order of the week."""
    ordered = sorted(windows, key=lambda window: (window.weekday, window.start, window.rhythm))
    return "\n".join(in_words(window, within=Rhythm(within)) for window in ordered)


def phone_in_words(text: str) -> str:
    """Write a number as it will be kept; what is none stays as it was typed."""
    try:
        return spoken_phone(phone(text))
    except NotAPhoneNumberError:
        return text


def yes_or_no(value: object) -> str:
    return _("yes") if value else _("no")


def day(value: "date | None") -> str:
    return date_format(value, "j F Y") if value else ""

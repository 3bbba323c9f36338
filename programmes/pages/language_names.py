"""Names of languages for a register: as the values of a filter, and in a cell."""

from collections.abc import Iterable
from functools import cache

from django.utils.translation import get_language

from programmes.values.languages import languages


def language_names() -> dict[str, str]:
    """Name every language in the reader's language, in the order of the alphabet."""
    return _names(get_language() or "nl")


def in_words(codes: Iterable[str]) -> str:
    """Name some languages, with commas."""
    names = language_names()
    return ", ".join(names.get(code, code) for code in codes)


@cache
def _names(reader: str) -> dict[str, str]:
    named = {code: language.name(reader) for code, language in languages().items()}
    return dict(sorted(named.items(), key=lambda item: item[1]))

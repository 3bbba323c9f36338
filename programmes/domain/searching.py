"""Search words as people type them: loose words in any order, a telephone number in any spelling."""

from collections.abc import Callable

from django.db.models import Q

MOST_WORDS = 8
FEWEST_DIGITS = 4
LARGEST_NUMBER = 999_999_999


def searched(text: str, *, per_word: Callable[[str], Q], phone: str) -> Q:
    """Make the condition for a search: every word is found somewhere, or the whole is in the number.

    Parameters
    ----------
    per_word
        Where one word may stand.
    phone
        Path of a telephone number in the form +31612345678.
    """
    words = text.replace("\0", " ").split()[:MOST_WORDS]
    every = Q()
    for word in words:
        every &= per_word(word)
    digits = phone_digits(text)
    return every | Q(**{f"{phone}__contains": digits}) if digits else every


def phone_digits(text: str) -> str:
    """Take the digits of what may be (a part of) a telephone number, without what stands for the country.

    Examples
    --------
    >>> phone_digits("06-1234 5678"), phone_digits("+31 6 1234"), phone_digits("G-0371")
    ('612345678', '61234', '')
    """
    kept = "".join(character for character in text if character not in " -./()\0")
    digits = kept.removeprefix("+").removeprefix("0031").lstrip("0")
    if kept.startswith("+"):
        digits = digits.removeprefix("31")
    is_number = kept.removeprefix("+").isascii() and kept.removeprefix("+").isdigit()
    return digits if is_number and len(digits) >= FEWEST_DIGITS else ""


def family_number(word: str) -> int | None:
    """Read the number of a family: G-0371, g371 and 371 are the same one.

    Examples
    --------
    >>> family_number("G-0371"), family_number("371"), family_number("Jansen")
    (371, 371, None)
    """
    number = word.upper().removeprefix("G").removeprefix("-")
    if not (number.isascii() and number.isdigit()) or int(number[:18]) > LARGEST_NUMBER:
        return None
    return int(number)

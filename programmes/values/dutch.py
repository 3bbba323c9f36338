"""Names and telephone numbers as people in the Netherlands write them."""

import re
import unicodedata

NAME_LENGTH = 100
_PHONE = re.compile(r"(?:\+|00)[1-9][0-9]{6,14}|0[1-9][0-9]{8}")
_SEPARATORS = re.compile(r"[\s().\-/\u2010-\u2013]")
_NAME_MARKS = frozenset("'\u2019\u2018`\u00b4-\u2010\u2011. \u00b7\u0f0b")
_NOT_ON_PAPER = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "So"})
_SHORT_AREA = re.compile(r"0(?:10|13|15|2[0346]|3[03568]|4[0356]|5[0358]|7\d|8[58])")


class NotANameError(ValueError):
    """The text holds something that names do not have."""


class NotALineError(ValueError):
    """The text holds something that cannot be printed on an envelope."""


class NotAPhoneNumberError(ValueError):
    """The text is not a telephone number that can be called from the Netherlands."""


def name(text: str) -> str:
    """Tidy a name: composed characters, single spaces. One word, any script, is fine.

    Raises
    ------
    NotANameError
        On digits, symbols such as emoji, and invisible characters; or when no letter is left.
    """
    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    letters = [character for character in tidy if unicodedata.category(character)[0] in "LM"]
    others = {c for c in tidy if unicodedata.category(c)[0] not in "LM"}
    if not letters or not others <= _NAME_MARKS or len(tidy) > NAME_LENGTH:
        raise NotANameError
    return tidy


def line(text: str) -> str:
    """Tidy a street, a place or what stands behind a house number: composed, single spaces.

    Raises
    ------
    NotALineError
        On emoji and other pictures, and on invisible characters.
    """
    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    if any(unicodedata.category(character) in _NOT_ON_PAPER for character in tidy):
        raise NotALineError
    return tidy


def phone(text: str) -> str:
    """Write a number as E.164: ``06-12345678`` becomes ``+31612345678``.

    Marks for the direction of writing, which come along when a number is copied, are left out.

    Raises
    ------
    NotAPhoneNumberError
        When it is neither a Dutch number of ten digits nor an international one.
    """
    visible = "".join(character for character in text if unicodedata.category(character) != "Cf")
    digits = _SEPARATORS.sub("", visible.strip().replace("(0)", ""))
    if not _PHONE.fullmatch(digits):
        raise NotAPhoneNumberError
    if digits.startswith("+"):
        return digits
    return "+" + digits[2:] if digits.startswith("00") else "+31" + digits[1:]


def full_name(first: str, infix: str, last: str) -> str:
    """Join the parts as they are said: ``Jan van de Ven``."""
    return " ".join(part for part in (first, infix, last) if part)


def sorting_name(first: str, infix: str, last: str) -> str:
    """Join the parts as they are sorted: ``Ven, Jan van de``."""
    return f"{last}, {' '.join(part for part in (first, infix) if part)}" if last else first


def spoken_phone(number: str) -> str:
    """Write a kept number as people read it: ``+31612345678`` becomes ``06-1234 5678``; others stay."""
    if not number.startswith("+31") or len(number) != len("+31612345678"):
        return number
    digits = "0" + number.removeprefix("+31")
    if digits.startswith("06"):
        return f"06-{digits[2:6]} {digits[6:]}"
    area = 3 if _SHORT_AREA.match(digits) else 4
    return f"{digits[:area]}-{digits[area:-4]} {digits[-4:]}"

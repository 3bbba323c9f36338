"""Whether two written names may be one name: accents, spelling by ear, short forms and slips of the hand."""

import re
import unicodedata
from difflib import SequenceMatcher

ENOUGH = 0.8
"""Share of letters in common from which two spellings count as one; one letter in five may differ."""
SHORTEST = 3
"""Fewer letters than this say too little: "Jo" begins many names."""
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "\u0131": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
# In this order: the sounds of two letters go before those of one.
_BY_EAR = (
    ("oe", "u"),
    ("ou", "u"),
    ("sj", "sh"),
    ("ch", "sh"),
    ("ph", "f"),
    ("dj", "i"),
    ("j", "i"),
    ("y", "i"),
)
_VOWELS = frozenset("aeiou")
_DOUBLED = re.compile(r"([^aeiou])\1+")


def alike(one: str, other: str) -> bool:
    """Tell whether two names may be the same one, written by two people."""
    first, second = sorted((_folded(one), _folded(other)), key=lambda name: (len(name), name))
    if len(first) < SHORTEST:
        return bool(first) and _heard(first) == _heard(second)
    return second.startswith(first) or _sound_alike(_heard(first), _heard(second))


def _sound_alike(one: str, other: str) -> bool:
    bones = _bones(one)
    if len(bones) >= SHORTEST and bones == _bones(other):
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ENOUGH


def _folded(name: str) -> str:
    """Keep the letters, without case and accents."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return "".join(letter for letter in plain if letter.isalpha())


def _heard(name: str) -> str:
    """Write a name as it sounds: Sjaima and Chaima, Oumaima and Umayma are heard the same."""
    for written, heard in _BY_EAR:
        name = name.replace(written, heard)
    return _DOUBLED.sub(r"\1", name)


def _bones(name: str) -> str:
    """Keep the consonants, once each in a row: Mohammed and Muhammad have the same."""
    return _DOUBLED.sub(r"\1", "".join(letter for letter in name if letter not in _VOWELS)).removesuffix("h")

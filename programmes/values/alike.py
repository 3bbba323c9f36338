"""Whether two written names may be one name: accents, spelling by ear, short forms and slips of the hand."""

import unicodedata
from difflib import SequenceMatcher

ENOUGH = 0.8
"""Share of letters in common from which two spellings count as one; one letter in five may differ."""
SHORTEST = 3
"""Fewer letters than this say too little: "Jo" begins many names."""
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "\u0131": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
_BY_EAR = (("oe", "u"), ("ou", "u"), ("dj", "j"), ("j", "y"), ("ph", "f"), ("ch", "sh"), ("sj", "sh"))
_VOWELS = frozenset("aeiou")


def alike(one: str, other: str) -> bool:
    """Tell whether two names may be the same one, written by two people."""
    first, second = sorted((_folded(one), _folded(other)), key=len)
    if not first:
        return False
    if first == second or (len(first) >= SHORTEST and second.startswith(first)):
        return True
    bones = _bones(first)
    if len(bones) >= SHORTEST and bones == _bones(second):
        return True
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= ENOUGH


def _folded(name: str) -> str:
    """Keep the letters, without case and accents."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return "".join(letter for letter in plain if letter.isalpha())


def _bones(name: str) -> str:
    """Keep the consonants as they sound, once each in a row: Mohammed and Muhammad have the same."""
    for written, heard in _BY_EAR:
        name = name.replace(written, heard)
    kept = [letter for letter in name if letter not in _VOWELS]
    once = [letter for place, letter in enumerate(kept) if not place or kept[place - 1] != letter]
    return "".join(once).removesuffix("h")

"""Texts for parents: whole in every language, and right where two directions of writing meet."""

import re

import pytest

from programmes.values.languages import languages
from programmes.values.parent_texts import (
    LANGUAGES,
    SOURCE,
    ParentText,
    fingerprint,
    lines_of,
    parent_words,
    spoken_or_source,
)

EVERY_TEXT = pytest.mark.parametrize("text", ParentText)
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
FILLED_IN = re.compile(r"{(\w+)}")
FIRST_STRONG, POP = "\u2068", "\u2069"


def test_there_are_eight_languages_and_each_has_a_name_of_its_own() -> None:
    assert set(LANGUAGES) == {"nl", "en", "tr", "ar", "pl", "uk", "ti", "so"}
    assert len({languages()[code].name_own for code in LANGUAGES}) == 8


@EVERY_TEXT
@EVERY_LANGUAGE
def test_a_translation_has_every_sentence_with_what_is_filled_in(text: ParentText, language: str) -> None:
    dutch, theirs = lines_of(text, SOURCE), lines_of(text, language)

    assert theirs.keys() == dutch.keys()
    for name, line in dutch.items():
        assert bool(theirs[name]) or name == "words.unapproved"
        if name != "answer.meeting":
            assert set(FILLED_IN.findall(theirs[name])) == set(FILLED_IN.findall(line)), name


@EVERY_LANGUAGE
def test_a_week_has_seven_days_of_different_names(language: str) -> None:
    assert len(set(parent_words(language).words["weekdays"])) == 7


def test_a_moment_is_told_with_its_end_and_its_weeks() -> None:
    told = parent_words("nl").moments(["w 2 16:00", "b 4 09:30"], minutes=60)

    assert told == ["dinsdag 16:00\u201317:00", "donderdag 09:30\u201310:30 (om de week)"]


def test_two_who_read_together_are_named_as_two() -> None:
    assert parent_words("en").names(["Wim"]) == "Wim"
    assert parent_words("en").names(["Wim", "Els"]) == "Wim and Els"


def test_a_name_in_a_sentence_from_right_to_left_keeps_its_own_direction() -> None:
    words = parent_words("ar")

    assert f"{FIRST_STRONG}Wim{POP}" in words.fill(words.answer["who"], name="Wim")
    assert FIRST_STRONG not in parent_words("tr").fill("{name}", name="Wim")


def test_what_is_not_one_of_the_eight_becomes_dutch() -> None:
    assert [spoken_or_source(code) for code in ("ti", "fr", "")] == ["ti", "nl", "nl"]


def test_every_text_in_every_language_has_a_fingerprint_of_its_own() -> None:
    found = {fingerprint(text, language) for text in ParentText for language in LANGUAGES}

    assert len(found) == len(ParentText) * len(LANGUAGES)


@EVERY_LANGUAGE
def test_what_is_at_the_same_time_in_both_weeks_is_told_once(language: str) -> None:
    words = parent_words(language)

    told = words.moments(["a 2 16:00", "b 2 16:00"], minutes=60)

    assert told == words.moments(["w 2 16:00"], minutes=60)

"""Every code has a sentence, and every sentence says one thing."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from matching.domain.proposals import KEPT_BY
from matching.domain.wording import (
    PARTS,
    PASSED_OVER,
    REFUSALS,
    RULES,
    blocker_sentence,
    change_sentence,
    competition_sentence,
    recruit_sentence,
    smallest_change_sentence,
)
from matching.solver.pairing import PART_NAMES, RULE_CODES
from matching.states import NoReader, PartOfDay


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def test_every_rule_has_a_sentence() -> None:
    assert tuple(RULES) == RULE_CODES


def test_every_part_of_the_quality_has_a_name() -> None:
    assert tuple(PARTS) == PART_NAMES


def test_every_constraint_that_publishing_meets_has_a_sentence() -> None:
    assert set(KEPT_BY.values()) <= set(REFUSALS)


def test_every_reason_to_be_passed_over_has_a_sentence() -> None:
    assert {NoReader.COMPETITION.value, "nobody", "unknown", *RULE_CODES} == set(PASSED_OVER)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ((0, 0, 0, 0, 0), "Costs nothing."),
        ((0, 0, 0, -12, 0), "Costs 12 points of quality."),
        ((0, 0, 0, -1, 1), "Costs 1 point of quality."),
        ((0, 0, 0, 7, 0), "Gains 7 points of quality."),
        ((0, -1, -4, -700, 0), "1 family fewer gets a reader."),
        ((0, 2, 0, 0, 0), "2 families more get a reader."),
        ((-1, 0, 3, 0, 0), "1 urgent family fewer gets a reader."),
        (
            (0, 0, -2, 500, 0),
            "Families that wait longer make way for ones that wait shorter (2 steps of waiting).",
        ),
        ((0, 0, 0, 0, -1), "1 earlier proposal changes."),
    ],
)
def test_a_change_is_told_by_the_first_level_that_differs(change: tuple[int, ...], sentence: str) -> None:
    assert change_sentence(change) == sentence


def test_a_bound_says_that_it_is_one() -> None:
    assert "may cost more" in change_sentence((0, 0, 0, -12, 0), exact=False)


@pytest.mark.parametrize("rule", RULE_CODES)
def test_a_blocker_counts_its_readers(rule: str) -> None:
    one, many = blocker_sentence(rule, 1), blocker_sentence(rule, 12)

    assert "1 reader" in one
    assert "12 readers" in many


@pytest.mark.parametrize(
    ("rule", "amount", "slots", "words"),
    [
        ("distance", 5, (), "With 5 minutes more of travel one reader fits."),
        ("distance", 1, (), "With 1 minute more of travel one reader fits."),
        ("slot", 30, ("w 2 16:00",), "If this moment suits too, one reader fits: Tue 16:00."),
        ("place", 1, (), "If visits may also be here, one reader fits: library."),
        ("children", 2, (), "If a reader takes other ages or one child more, that reader fits."),
        ("language", 1, (), "Without the wish for a language one reader fits."),
        ("capacity", 1, (), "If a reader takes one family more, that reader fits."),
        ("certificate", 40, (), "last 40 days longer, that one fits."),
    ],
)
def test_the_smallest_change_is_said_with_its_size(
    rule: str, amount: int, slots: tuple[str, ...], words: str
) -> None:
    assert words in smallest_change_sentence(rule, amount, slots, places=True)


@pytest.mark.parametrize(
    ("places", "words"),
    [
        (True, "Then this family gets a reader."),
        (False, "Even then other families come first."),
        (None, "no time"),
    ],
)
def test_the_smallest_change_says_whether_it_is_enough(places: bool | None, words: str) -> None:
    assert words in smallest_change_sentence("language", 1, (), places=places)


@pytest.mark.parametrize(
    ("lowest", "words"),
    [
        ((False, 3), "All that got a place have waited 12 weeks or longer, or are urgent."),
        ((True, 0), "All that got a place are urgent."),
        ((False, 0), "Those that got a place are urgent, wait as long or longer, or fit better."),
    ],
)
def test_a_competition_counts_both_sides_and_says_who_came_first(
    lowest: tuple[bool, int], words: str
) -> None:
    sentence = competition_sentence(families=14, volunteers=13, places=13, lowest=lowest, band_days=28)

    assert sentence == f"14 families share 13 readers, whose 13 places are taken. {words}"


def test_readers_who_read_with_nobody_are_not_shared() -> None:
    sentence = competition_sentence(families=1, volunteers=1, places=0, lowest=(False, 0), band_days=28)

    assert sentence == "1 reader: not enough, since moments clash or two readers are needed."


@pytest.mark.parametrize("part", PartOfDay.values)
def test_an_advice_names_place_language_and_moment(part: str) -> None:
    sentence = recruit_sentence(district="Maaspoort", language="tr", day=3, part=part, gain=(0, 1, 2, 640, 0))

    assert sentence == (
        f"One more reader in Maaspoort who speaks Turkish and is free on Wednesday {part} would help."
        " 1 family more gets a reader."
    )


def test_an_advice_without_a_language_names_none() -> None:
    sentence = recruit_sentence(
        district="Maaspoort", language="", day=1, part="morning", gain=(0, 0, 0, 40, 0), exact=False
    )

    assert sentence == (
        "One more reader in Maaspoort who is free on Monday morning would help. Gains 40 points of quality."
        " This is an estimate."
    )

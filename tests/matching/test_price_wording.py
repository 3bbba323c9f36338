"""Sentences about decisions and their price."""

from django.utils import translation

from matching.domain.price_wording import IMPOSSIBLE, NOT_KEPT, price_sentence
from matching.solver.pairing import RULE_CODES


def test_every_rule_against_a_decision_has_a_sentence() -> None:
    assert set(NOT_KEPT) == {*RULE_CODES, "clash", "room", "need"}
    assert set(NOT_KEPT) < set(IMPOSSIBLE)


def test_a_price_says_what_changes_first() -> None:
    with translation.override("en"):
        assert price_sentence((0, -1, 0, 500, 0), exact=True) == "1 family fewer gets a reader."
        assert price_sentence((0, 0, 0, 0, 0), exact=True) == "Costs nothing."


def test_what_was_not_proven_is_told_as_such() -> None:
    with translation.override("en"):
        sentence = price_sentence((0, 0, 0, -12, 0), exact=False)

    assert sentence.startswith("Costs 12 points of quality. There was no time to prove it")

"""Every code has a sentence."""

from matching.domain.proposals import KEPT_BY
from matching.domain.wording import PARTS, REFUSALS, RULES
from matching.solver.pairing import PART_NAMES, RULE_CODES


def test_every_rule_has_a_sentence() -> None:
    assert set(RULES) == set(RULE_CODES)


def test_every_part_of_the_quality_has_a_name() -> None:
    assert tuple(PARTS) == PART_NAMES


def test_every_constraint_that_publishing_meets_has_a_sentence() -> None:
    assert set(KEPT_BY.values()) <= set(REFUSALS)

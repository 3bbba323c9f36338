"""Codes and numbers as sentences, at the last moment and in the reader's language."""

from matching.domain.wording.changes import LEVEL_NAMES, change_sentence
from matching.domain.wording.codes import PARTS, PASSED_OVER, REFUSALS, RULES
from matching.domain.wording.fitting import families_lost_sentence
from matching.domain.wording.left_out import blocker_sentence, competition_sentence, smallest_change_sentence
from matching.domain.wording.recruits import recruit_sentence

__all__ = [
    "LEVEL_NAMES",
    "PARTS",
    "PASSED_OVER",
    "REFUSALS",
    "RULES",
    "blocker_sentence",
    "change_sentence",
    "competition_sentence",
    "families_lost_sentence",
    "recruit_sentence",
    "smallest_change_sentence",
]

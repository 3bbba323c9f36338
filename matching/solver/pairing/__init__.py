"""Who may be paired with whom, how well, and when: the programme's rules on the two sides' columns."""

from matching.solver.pairing.duos import together
from matching.solver.pairing.pairs import Pairs, instance_of, pairs
from matching.solver.pairing.people import PLACES, Families, People, Volunteers
from matching.solver.pairing.rules import KINDS, RULE_CODES, Rules, check
from matching.solver.pairing.score import PART_NAMES, Weights

__all__ = [
    "KINDS",
    "PART_NAMES",
    "PLACES",
    "RULE_CODES",
    "Families",
    "Pairs",
    "People",
    "Rules",
    "Volunteers",
    "Weights",
    "check",
    "instance_of",
    "pairs",
    "together",
]

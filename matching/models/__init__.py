"""Runs, proposals and matches."""

from matching.models.advice import Advice
from matching.models.alternative import Alternative
from matching.models.component import RunComponent
from matching.models.match import HeldSlot, Match
from matching.models.override import Override, OverrideKind
from matching.models.proposal import Proposal
from matching.models.run import MatchingRun, RunFigures, Snapshot
from matching.models.unplaced import Unplaced

__all__ = [
    "Advice",
    "Alternative",
    "HeldSlot",
    "Match",
    "MatchingRun",
    "Override",
    "OverrideKind",
    "Proposal",
    "RunComponent",
    "RunFigures",
    "Snapshot",
    "Unplaced",
]

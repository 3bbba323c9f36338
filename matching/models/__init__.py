"""Runs, proposals and matches."""

from matching.models.match import HeldSlot, Match
from matching.models.proposal import Proposal
from matching.models.run import MatchingRun, RunFigures, Snapshot

__all__ = ["HeldSlot", "Match", "MatchingRun", "Proposal", "RunFigures", "Snapshot"]

"""Runs, proposals and matches."""

from matching.models.advice import Advice
from matching.models.alternative import Alternative
from matching.models.call_request import CallRequest
from matching.models.component import RunComponent
from matching.models.match import HeldSlot, Match
from matching.models.override import Override, OverrideKind
from matching.models.passed_over import PassedOver
from matching.models.pending_change import ChangeKind, PendingChange
from matching.models.proposal import Proposal
from matching.models.question import Question
from matching.models.run import MatchingRun, RunFigures, Snapshot
from matching.models.unplaced import Unplaced
from matching.models.visit import Impression, Milestone, MilestoneKind, MissedReason, Visit

__all__ = [
    "Advice",
    "Alternative",
    "CallRequest",
    "ChangeKind",
    "HeldSlot",
    "Impression",
    "Match",
    "MatchingRun",
    "Milestone",
    "MilestoneKind",
    "MissedReason",
    "Override",
    "OverrideKind",
    "PassedOver",
    "PendingChange",
    "Proposal",
    "Question",
    "RunComponent",
    "RunFigures",
    "Snapshot",
    "Unplaced",
    "Visit",
]

"""Lives of a matching run, a proposal, a pin or ban, and a match."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.states import Moves


class RunState(models.TextChoices):
    """Where a run stands. It always ends in one of the last three."""

    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Running")
    SUCCEEDED = "succeeded", _("Succeeded")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class RunPhase(models.TextChoices):
    """What a running run is doing."""

    LOADING = "loading", _("Freezing the data")
    PAIRING = "pairing", _("Looking for possible pairs")
    SOLVING = "solving", _("Looking for the best assignment")
    EXPLAINING = "explaining", _("Comparing and explaining")
    STORING = "storing", _("Storing")


class FailureCode(models.TextChoices):
    """Why a run failed."""

    BROKE_OFF = "broke_off", _("The computation broke off three times.")
    TIME_LIMIT = "time_limit", _("The computation took longer than allowed.")
    MEMORY_LIMIT = "memory_limit", _("The computation needed more memory than allowed.")
    PIN = "pin", _("A pinned pair cannot hold.")
    COMPUTATION = "computation", _("The computation went wrong.")


class Explanation(models.TextChoices):
    """What a run tells beside its pairs."""

    ALTERNATIVES = "alternatives", _("Who else could read")
    WHY_NOT = "why_not", _("Why a family has no possible reader")
    COMPETITION = "competition", _("Who came first")
    ADVICE = "advice", _("Where to look for readers")


class NoReader(models.TextChoices):
    """Why a run found no reader for a family."""

    NO_PAIR = "no_pair", _("Nobody fits")
    COMPETITION = "competition", _("Others came first")


class PartOfDay(models.TextChoices):
    """Mornings end at 12:00, afternoons at 17:00."""

    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")


class ProposalState(models.TextChoices):
    """Where a proposal stands."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Sent")
    DROPPED = "dropped", _("Dropped")


class OverrideState(models.TextChoices):
    """Where a pin or a ban stands; an open one may have an end date that has passed."""

    OPEN = "open", _("Open")
    ENDED = "ended", _("Ended")


class MatchState(models.TextChoices):
    """Where a match stands."""

    PROPOSED = "proposed", _("Sent")
    ACCEPTED_BY_VOLUNTEER = "accepted_by_volunteer", _("Volunteer said yes")
    ACCEPTED_BY_FAMILY = "accepted_by_family", _("Family said yes")
    ACCEPTED = "accepted", _("Both said yes")
    INTRODUCTION_PLANNED = "introduction_planned", _("First meeting planned")
    ACTIVE = "active", _("Running")
    PAUSED = "paused", _("Paused")
    COMPLETED = "completed", _("Finished")
    TAKEN_BACK = "taken_back", _("Taken back")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Expired")
    NO_CLICK = "no_click", _("No click")
    ENDED_EARLY = "ended_early", _("Ended early")


class DeclineReason(models.TextChoices):
    """Why one side said no, or why a match ended early."""

    MOMENT = "moment", _("The moment does not suit")
    TOO_FAR = "too_far", _("Too far")
    NOT_SUITABLE = "not_suitable", _("Does not suit me")
    NOT_NOW = "not_now", _("Not just now")
    NOT_AGAIN = "not_again", _("Not these two again")
    OTHER = "other", _("Something else")


class HowAnswered(models.TextChoices):
    """By which way an answer came that somebody else writes down."""

    TELEPHONE = "telephone", _("By telephone")
    IN_PERSON = "in_person", _("In person")
    MESSAGE = "message", _("By message")


RUN_MOVES: Moves = {
    RunState.QUEUED: frozenset({RunState.RUNNING, RunState.CANCELLED, RunState.FAILED}),
    RunState.RUNNING: frozenset({RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED}),
    RunState.SUCCEEDED: frozenset(),
    RunState.FAILED: frozenset(),
    RunState.CANCELLED: frozenset(),
}
PROPOSAL_MOVES: Moves = {
    ProposalState.DRAFT: frozenset({ProposalState.PUBLISHED, ProposalState.DROPPED}),
    ProposalState.PUBLISHED: frozenset({ProposalState.DRAFT}),
    ProposalState.DROPPED: frozenset({ProposalState.DRAFT}),
}
OVERRIDE_MOVES: Moves = {
    OverrideState.OPEN: frozenset({OverrideState.ENDED}),
    OverrideState.ENDED: frozenset(),
}
_S = MatchState
MATCH_MOVES: Moves = {
    _S.PROPOSED: frozenset(
        {_S.ACCEPTED_BY_VOLUNTEER, _S.ACCEPTED_BY_FAMILY, _S.DECLINED, _S.EXPIRED, _S.TAKEN_BACK}
    ),
    _S.ACCEPTED_BY_VOLUNTEER: frozenset({_S.ACCEPTED, _S.DECLINED, _S.EXPIRED}),
    _S.ACCEPTED_BY_FAMILY: frozenset({_S.ACCEPTED, _S.DECLINED, _S.EXPIRED}),
    _S.ACCEPTED: frozenset({_S.INTRODUCTION_PLANNED, _S.DECLINED}),
    _S.INTRODUCTION_PLANNED: frozenset({_S.ACTIVE, _S.NO_CLICK, _S.DECLINED}),
    _S.ACTIVE: frozenset({_S.PAUSED, _S.COMPLETED, _S.ENDED_EARLY, _S.NO_CLICK}),
    _S.PAUSED: frozenset({_S.ACTIVE, _S.ENDED_EARLY}),
    _S.COMPLETED: frozenset(),
    _S.TAKEN_BACK: frozenset(),
    _S.DECLINED: frozenset(),
    _S.EXPIRED: frozenset(),
    _S.NO_CLICK: frozenset(),
    _S.ENDED_EARLY: frozenset(),
}
GOING_RUN_STATES = (RunState.QUEUED, RunState.RUNNING)
ENDED_MATCH_STATES = (
    _S.COMPLETED,
    _S.TAKEN_BACK,
    _S.DECLINED,
    _S.EXPIRED,
    _S.NO_CLICK,
    _S.ENDED_EARLY,
)
OPEN_MATCH_STATES = tuple(state for state in _S if state not in ENDED_MATCH_STATES)

"""Undo a sending in the minutes before its messages leave."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from families.domain import trajectory
from matching.domain import parent_calls, seats
from matching.domain.match_checks import has_open_match
from matching.models import Match, MatchingRun
from matching.states import MatchState, ProposalState
from outbox.domain.post import MessageHasLeftError, withdraw_all
from programmes.domain import lifecycle
from programmes.domain.refusal import Refusal
from programmes.models import User

REASON = "taken_back"


@dataclass(frozen=True)
class TakenBack:
    """How many matches of a sending were taken back, and how many were too far."""

    matches: int
    too_late: int


def until(match: Match) -> datetime:
    """Give the moment up to which a match can be taken back: then its messages leave."""
    return match.proposed_at + timedelta(minutes=settings.MESSAGE_HOLD_MINUTES)


def take_back(*, match: Match, by: User | None, now: datetime) -> None:
    """Undo a sending: no message leaves, seat and moment are free, the proposal is a draft as before.

    Raises
    ------
    Refusal
        When the minutes are over, a message has left, or somebody answered already.
    """
    with transaction.atomic(durable=True):
        rows = Match.objects.filter(pk=match.pk)
        seats.lock_people(rows)
        match.refresh_from_db(
            from_queryset=rows.select_for_update(of=("self",)).select_related("family", "proposal")
        )
        _check_in_time(match, now)
        _undo(match, by, now)


def take_back_all(*, run: MatchingRun, by: User | None, now: datetime) -> TakenBack:
    """Undo what was sent of a run in the last minutes, each match for itself."""
    since = now - timedelta(minutes=settings.MESSAGE_HOLD_MINUTES)
    sent = Match.objects.filter(proposal__run=run, state=MatchState.PROPOSED, proposed_at__gt=since)
    too_late = 0
    matches = list(sent.order_by("pk"))
    for match in matches:
        try:
            take_back(match=match, by=by, now=now)
        except Refusal:
            too_late += 1
    return TakenBack(len(matches) - too_late, too_late)


def _check_in_time(match: Match, now: datetime) -> None:
    if match.state != MatchState.PROPOSED:
        raise Refusal(
            "answered", _("Somebody answered already, so this cannot be undone. Record a no instead.")
        )
    if now >= until(match):
        raise _too_late()


def _undo(match: Match, by: User | None, now: datetime) -> None:
    try:
        withdraw_all(subject=match, now=now)
    except MessageHasLeftError as error:
        raise _too_late() from error
    proposal = match.proposal
    lifecycle.move(
        match, to=MatchState.TAKEN_BACK, by=by, now=now, reason=REASON, ended_at=now, proposal=None
    )
    seats.free(match)
    parent_calls.settle(match, by=by, now=now)
    if proposal is not None:
        lifecycle.move(proposal, to=ProposalState.DRAFT, by=by, now=now, reason=REASON)
    if not has_open_match(match):
        trajectory.release(family=match.family, by=by, now=now, reason=REASON)


def _too_late() -> Refusal:
    return Refusal("too-late", _("The message has left, so this cannot be undone. Record a no instead."))

"""The life of a match: both sides answer, they meet, read, pause and end."""

from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from families.domain import trajectory
from families.states import FamilyState
from matching.domain import seats
from matching.models import Match
from matching.states import OPEN_MATCH_STATES, DeclineReason, MatchState
from outbox.domain.post import MessageKind, post, withdraw
from programmes.domain import lifecycle
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import User
from volunteers.states import VolunteerState


class Side(StrEnum):
    """Whose answer it is."""

    VOLUNTEER = "volunteer"
    FAMILY = "family"


_YES = {
    Side.VOLUNTEER: (MatchState.ACCEPTED_BY_VOLUNTEER, MatchState.ACCEPTED_BY_FAMILY),
    Side.FAMILY: (MatchState.ACCEPTED_BY_FAMILY, MatchState.ACCEPTED_BY_VOLUNTEER),
}


def accept_by_volunteer(*, match: Match, by: User | None, now: datetime) -> None:
    """Note the volunteer's yes; the second yes of the two makes the match accepted.

    Raises
    ------
    programmes.domain.lifecycle.MoveNotAllowedError
        When the volunteer said yes already, or the match is past that.
    """
    _accept(match, Side.VOLUNTEER, by, now)


def accept_by_family(*, match: Match, by: User | None, now: datetime) -> None:
    """Note the family's yes; as `accept_by_volunteer`.

    Raises
    ------
    programmes.domain.lifecycle.MoveNotAllowedError
        When the family said yes already, or the match is past that.
    Refusal
        When the one who records it is the volunteer of this match.
    """
    _check_not_own(match, by)
    _accept(match, Side.FAMILY, by, now)


def decline(
    *, match: Match, side: Side | str, reason: DeclineReason | str, by: User | None, now: datetime
) -> None:
    """Note a no of either side: the seat and the moment are free, the family waits in its old place.

    Raises
    ------
    programmes.domain.lifecycle.MoveNotAllowedError
        When reading has begun or the match has ended.
    InvalidInput
        For a reason or a side that is not there.
    Refusal
        When the volunteer of this match records the family's no.
    """
    code, whose = _reason(reason), _side(side)
    if whose is Side.FAMILY:
        _check_not_own(match, by)
    with transaction.atomic(durable=True):
        _lock(match)
        _end(match, MatchState.DECLINED, code, by, now, said=f"{whose}:{code}")


def plan_introduction(*, match: Match, on: date, by: User | None, now: datetime) -> None:
    """Note the day on which the two meet for the first time.

    Raises
    ------
    programmes.domain.lifecycle.MoveNotAllowedError
        Before both said yes.
    InvalidInput
        For a day before the proposal was sent.
    """
    with transaction.atomic(durable=True):
        _lock_onwards(match, by)
        _check_day(match, on)
        lifecycle.move(match, to=MatchState.INTRODUCTION_PLANNED, by=by, now=now, introduction_on=on)


def start(*, match: Match, on: date, by: User | None, now: datetime) -> None:
    """Note the day of the first visit: reading has begun.

    Raises
    ------
    programmes.domain.lifecycle.MoveNotAllowedError
        Before a first meeting is planned.
    InvalidInput
        For a day before the proposal was sent.
    """
    with transaction.atomic(durable=True):
        _lock_onwards(match, by)
        _check_day(match, on)
        if match.state != MatchState.INTRODUCTION_PLANNED:
            # From a pause, reading goes on by `resume`, with its first day as it was.
            raise lifecycle.MoveNotAllowedError(match.state, MatchState.ACTIVE, Match.MOVES[match.state])
        lifecycle.move(match, to=MatchState.ACTIVE, by=by, now=now, started_on=on)
        trajectory.begin(family=match.family, by=by, now=now)


def pause(*, match: Match, by: User | None, now: datetime) -> None:
    """Interrupt the reading; seat and moment stay held."""
    with transaction.atomic(durable=True):
        _lock_onwards(match, by)
        lifecycle.move(match, to=MatchState.PAUSED, by=by, now=now)


def resume(*, match: Match, by: User | None, now: datetime) -> None:
    """Go on reading after a pause.

    Raises
    ------
    programmes.domain.lifecycle.MoveNotAllowedError
        When the match is not paused.
    """
    with transaction.atomic(durable=True):
        _lock_onwards(match, by)
        if match.state != MatchState.PAUSED:
            raise lifecycle.MoveNotAllowedError(match.state, MatchState.ACTIVE, Match.MOVES[match.state])
        lifecycle.move(match, to=MatchState.ACTIVE, by=by, now=now)


def complete(*, match: Match, by: User | None, now: datetime) -> None:
    """Finish a match whose visits are done; the family has finished with its last open match.

    Raises
    ------
    programmes.domain.lifecycle.MoveNotAllowedError
        When reading is not going on.
    """
    _check_not_own(match, by)
    with transaction.atomic(durable=True):
        _lock(match)
        lifecycle.move(match, to=MatchState.COMPLETED, by=by, now=now, ended_at=now)
        seats.free(match)
        if not _has_open_match(match):
            trajectory.finish(family=match.family, by=by, now=now)


def end(*, match: Match, reason: DeclineReason | str, by: User | None, now: datetime) -> None:
    """End a match early (or, before the first visit, because it did not click): the family waits again.

    Raises
    ------
    programmes.domain.lifecycle.MoveNotAllowedError
        When it has not got that far or has ended.
    InvalidInput
        For a reason that is not there.
    """
    code = _reason(reason)
    _check_not_own(match, by)
    with transaction.atomic(durable=True):
        _lock(match)
        no_click = match.state == MatchState.INTRODUCTION_PLANNED
        _end(match, MatchState.NO_CLICK if no_click else MatchState.ENDED_EARLY, code, by, now, said=code)


def _lock(match: Match) -> None:
    """Lock the people and then the match, and read it as it is now."""
    rows = Match.objects.filter(pk=match.pk)
    seats.lock_people(rows)
    match.refresh_from_db(
        from_queryset=rows.select_for_update(of=("self",)).select_related(
            "family__registered_by", "volunteer", "partner"
        )
    )


def _lock_onwards(match: Match, by: User | None) -> None:
    """Lock a match for a step of its guide towards reading, or in it."""
    _check_not_own(match, by)
    _lock(match)
    _check_both_take_part(match)


def _check_not_own(match: Match, by: User | None) -> None:
    """Refuse a decision of the volunteer, who may be a coordinator too, about their own match."""
    if by is not None and by.pk in match.accounts:
        raise Refusal("own-match", _("Ask a colleague: nobody decides about their own match."))


def _check_both_take_part(match: Match) -> None:
    """Refuse to go on with a family or a reader who left meanwhile."""
    if match.is_open and match.family.state == FamilyState.WITHDRAWN:
        raise Refusal(
            "family-left", _("This family does not take part any more: record a no, or end the match.")
        )
    readers = (match.volunteer, match.partner)
    if match.is_open and any(reader and reader.state == VolunteerState.LEFT for reader in readers):
        raise Refusal(
            "reader-left", _("This reader does not take part any more: record a no, or end the match.")
        )


def _accept(match: Match, side: Side, by: User | None, now: datetime) -> None:
    alone, other_said_yes = _YES[side]
    field = f"{side}_accepted_at"
    with transaction.atomic(durable=True):
        _lock(match)
        _check_both_take_part(match)
        both = match.state == other_said_yes
        to = MatchState.ACCEPTED if both else alone
        lifecycle.move(match, to=to, by=by, now=now, reason=side, **{field: now})
        if both:
            trajectory.found_reader(family=match.family, by=by, now=now)
            _tell_referrer(match, now)


def _tell_referrer(match: Match, now: datetime) -> None:
    referrer = match.family.registered_by
    if referrer is not None and referrer.is_active:
        post(
            kind=MessageKind.REFERRER_READER_FOUND,
            recipient=referrer,
            subject=match,
            not_before=now,
            now=now,
        )


def _end(
    match: Match, to: MatchState, reason: DeclineReason, by: User | None, now: datetime, *, said: str
) -> None:
    lifecycle.move(match, to=to, by=by, now=now, reason=said, ended_at=now, end_reason=reason)
    seats.free(match)
    withdraw(subject=match, now=now)
    if not _has_open_match(match):
        trajectory.release(family=match.family, by=by, now=now, reason=said)


def _has_open_match(match: Match) -> bool:
    """Tell whether another reader of the same family is still there."""
    return Match.objects.filter(family=match.family, state__in=OPEN_MATCH_STATES).exists()


def _check_day(match: Match, on: date) -> None:
    if on < timezone.localdate(match.proposed_at):
        raise InvalidInput({"on": [_("Choose a day after the proposal was sent.")]})


def _reason(code: str) -> DeclineReason:
    if code not in DeclineReason.values:
        raise InvalidInput({"reason": [_("Choose one of the reasons of the list.")]})
    return DeclineReason(code)


def _side(code: str) -> Side:
    if code not in set(Side):
        raise InvalidInput({"side": [_("Say whose answer it is: volunteer or family.")]})
    return Side(code)

"""The life of a match: both sides answer, they meet, read, pause and end."""

from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from families.domain import trajectory
from matching.domain import parent_calls, seats, telling
from matching.domain.match_checks import (
    check_both_take_part,
    check_day,
    check_not_own,
    check_past_day,
    has_open_match,
    lock,
    lock_onwards,
)
from matching.models import Impression, Match, MilestoneKind
from matching.states import DeclineReason, HowAnswered, MatchState
from outbox.domain.post import withdraw
from programmes.domain import lifecycle
from programmes.domain.refusal import InvalidInput
from programmes.models import User


class Side(StrEnum):
    """Whose answer it is."""

    VOLUNTEER = "volunteer"
    FAMILY = "family"


_YES = {
    Side.VOLUNTEER: (MatchState.ACCEPTED_BY_VOLUNTEER, MatchState.ACCEPTED_BY_FAMILY),
    Side.FAMILY: (MatchState.ACCEPTED_BY_FAMILY, MatchState.ACCEPTED_BY_VOLUNTEER),
}


def accept_by_volunteer(*, match: Match, how: HowAnswered | str = "", by: User | None, now: datetime) -> None:
    """Note the volunteer's yes; the second yes of the two makes the match accepted.

    Parameters
    ----------
    how
        By which way the answer came, when somebody else writes it down.

    Raises
    ------
    programmes.domain.lifecycle.MoveNotAllowedError
        When the volunteer said yes already, or the match is past that.
    """
    _accept(match, Side.VOLUNTEER, how, by, now)


def accept_by_family(*, match: Match, how: HowAnswered | str = "", by: User | None, now: datetime) -> None:
    """Note the family's yes; as `accept_by_volunteer`.

    Raises
    ------
    programmes.domain.lifecycle.MoveNotAllowedError
        When the family said yes already, or the match is past that.
    Refusal
        When the one who records it is the volunteer of this match.
    """
    check_not_own(match, by)
    _accept(match, Side.FAMILY, how, by, now)


def decline(
    *,
    match: Match,
    side: Side | str,
    reason: DeclineReason | str,
    how: HowAnswered | str = "",
    by: User | None,
    now: datetime,
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
    said = _said(whose, code, how)
    if whose is Side.FAMILY:
        check_not_own(match, by)
    with transaction.atomic(durable=True):
        lock(match)
        _end(match, MatchState.DECLINED, code, by, now, said=said)
        if whose is Side.FAMILY:
            telling.tell_off(match, now=now)


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
        lock_onwards(match, by)
        check_day(match, on)
        lifecycle.move(match, to=MatchState.INTRODUCTION_PLANNED, by=by, now=now, introduction_on=on)
        telling.tell_introduction(match, now=now)


def start(*, match: Match, on: date, by: User | None, now: datetime) -> None:
    """Note the day of the first visit: reading has begun.

    Raises
    ------
    programmes.domain.lifecycle.MoveNotAllowedError
        Before a first meeting is planned.
    InvalidInput
        For a day before the proposal was sent, or to come.
    """
    with transaction.atomic(durable=True):
        lock_onwards(match, by)
        check_past_day(match, on, now)
        if match.state != MatchState.INTRODUCTION_PLANNED:
            # From a pause, reading goes on by `resume`, with its first day as it was.
            raise lifecycle.MoveNotAllowedError(match.state, MatchState.ACTIVE, Match.MOVES[match.state])
        begin_reading(match, on=on, by=by, now=now)


def begin_reading(match: Match, *, on: date, by: User | None, now: datetime) -> None:
    """Take the step to reading of a locked match: with `start`, or with the first visit that is logged."""
    check_both_take_part(match)
    lifecycle.move(match, to=MatchState.ACTIVE, by=by, now=now, started_on=on)
    trajectory.begin(family=match.family, by=by, now=now)


def pause(*, match: Match, by: User | None, now: datetime) -> None:
    """Interrupt the reading; seat and moment stay held."""
    with transaction.atomic(durable=True):
        lock_onwards(match, by)
        lifecycle.move(match, to=MatchState.PAUSED, by=by, now=now)


def resume(*, match: Match, by: User | None, now: datetime) -> None:
    """Go on reading after a pause.

    Raises
    ------
    programmes.domain.lifecycle.MoveNotAllowedError
        When the match is not paused.
    """
    with transaction.atomic(durable=True):
        lock_onwards(match, by)
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
    check_not_own(match, by)
    with transaction.atomic(durable=True):
        lock(match)
        lifecycle.move(match, to=MatchState.COMPLETED, by=by, now=now, ended_at=now)
        seats.free(match)
        telling.ask_how_it_was(match, now=now)
        if not has_open_match(match):
            trajectory.finish(family=match.family, by=by, now=now)
            telling.tell_referrer_finished(match, now=now)


def end(*, match: Match, reason: DeclineReason | str, by: User | None, now: datetime) -> None:
    """End a match early: the family waits again.

    Before the first visit, and where the answer to "Does it click?" was no, it ends as no click.

    Raises
    ------
    programmes.domain.lifecycle.MoveNotAllowedError
        When it has not got that far or has ended.
    InvalidInput
        For a reason that is not there.
    """
    code = _reason(reason)
    check_not_own(match, by)
    with transaction.atomic(durable=True):
        lock(match)
        _end(
            match,
            MatchState.NO_CLICK if _does_not_click(match) else MatchState.ENDED_EARLY,
            code,
            by,
            now,
            said=code,
        )


def _accept(match: Match, side: Side, how: str, by: User | None, now: datetime) -> None:
    said = _said(side, how)
    alone, other_said_yes = _YES[side]
    field = f"{side}_accepted_at"
    with transaction.atomic(durable=True):
        lock(match)
        check_both_take_part(match)
        both = match.state == other_said_yes
        to = MatchState.ACCEPTED if both else alone
        lifecycle.move(match, to=to, by=by, now=now, reason=said, **{field: now})
        if side is Side.VOLUNTEER:
            telling.stop_asking(match, now=now)
        else:
            telling.stop_asking_parents(match, now=now)
            parent_calls.settle(match, by=by, now=now)
        if both:
            trajectory.found_reader(family=match.family, by=by, now=now)
            telling.tell_referrer(match, now=now)
        if both and side is Side.FAMILY:
            telling.tell_yes(match, now=now)


def _end(
    match: Match, to: MatchState, reason: DeclineReason | str, by: User | None, now: datetime, *, said: str
) -> None:
    lifecycle.move(match, to=to, by=by, now=now, reason=said, ended_at=now, end_reason=reason)
    seats.free(match)
    withdraw(subject=match, now=now)
    parent_calls.settle(match, by=by, now=now)
    if (
        match.family_accepted_at is not None
        and to in parent_calls.CAME_TO_NOTHING
        and Side.FAMILY not in said
    ):
        parent_calls.promise(match, now=now)
    if not has_open_match(match):
        trajectory.release(family=match.family, by=by, now=now, reason=said)


def expire(match: Match, *, now: datetime) -> None:
    """Take the step of a locked match that nobody answered in time: the family waits in its old place."""
    _end(match, MatchState.EXPIRED, "", None, now, said="unanswered")


def lose_consent(match: Match, *, by: User | None, now: datetime) -> None:
    """Take the step of a locked match whose parents took their consent back: a no of the family."""
    code = DeclineReason.OTHER
    _end(match, MatchState.DECLINED, code, by, now, said=_said(Side.FAMILY, code, ""))
    telling.tell_off(match, now=now)


def _does_not_click(match: Match) -> bool:
    if match.state == MatchState.INTRODUCTION_PLANNED:
        return True
    said = {"kind": MilestoneKind.CLICK, "impression": Impression.NOT_GOOD}
    return match.state == MatchState.ACTIVE and match.milestones.filter(**said).exists()


def _reason(code: str) -> DeclineReason:
    if code not in DeclineReason.values:
        raise InvalidInput({"reason": [_("Choose one of the reasons of the list.")]})
    return DeclineReason(code)


def _side(code: str) -> Side:
    if code not in set(Side):
        raise InvalidInput({"side": [_("Say whose answer it is: volunteer or family.")]})
    return Side(code)


def _said(side: Side, *rest: str) -> str:
    """Write whose answer it was, why and how it came, as codes for the history."""
    *_reasons, how = rest
    if how and how not in HowAnswered.values:
        raise InvalidInput({"how": [_("Say how the answer came.")]})
    return ":".join([side, *(code for code in rest if code)])

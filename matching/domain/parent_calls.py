"""Parents whom somebody has to call: they asked for it, or said yes and were promised it. Once at a time."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from matching.domain.match_checks import ONE_LEFT, check_both_take_part, check_not_own, lock
from matching.models import CallRequest, Match
from matching.states import MatchState
from programmes.domain.access import Action, Actor, visible
from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.models import User

ASKS_FAMILY = (MatchState.PROPOSED, MatchState.ACCEPTED_BY_VOLUNTEER)
"""While the family has not answered."""
CAME_TO_NOTHING = (MatchState.DECLINED, MatchState.EXPIRED)


def ask(*, match: Match, now: datetime) -> None:
    """Note that the parents want to be called before they answer; twice is the same as once.

    Raises
    ------
    programmes.domain.lifecycle.MoveNotAllowedError
        When no answer of the family is asked any more.
    Refusal
        When the family or a reader left.
    """
    with transaction.atomic(durable=True):
        lock(match)
        check_both_take_part(match)
        if match.state not in ASKS_FAMILY:
            raise MoveNotAllowedError(match.state, match.state, frozenset())
        if not is_asked(match):
            CallRequest.objects.create(match=match, asked_at=now)


def promise(match: Match, *, now: datetime) -> None:
    """Note that parents who said yes hear by telephone that it comes to nothing; a step of the transaction.

    Their page says that we call them once the reader has answered too.
    """
    CallRequest.objects.create(match=match, asked_at=now)


def note_called(*, match: Match, by: User | None, now: datetime) -> None:
    """Note that somebody called; what the parents said is recorded as an answer."""
    check_not_own(match, by)
    with transaction.atomic(durable=True):
        lock(match)
        settle(match, by=by, now=now)


def settle(match: Match, *, by: User | None, now: datetime) -> None:
    """Take the wish to be called off the list; a step of the caller's transaction."""
    _open(match).update(settled_at=now, settled_by=by)


def is_asked(match: Match) -> bool:
    """Tell whether the parents wait for a call (one query)."""
    return _open(match).exists()


def asks_family(rows: QuerySet[Match]) -> QuerySet[Match]:
    """Narrow to the matches about which the parents are asked now."""
    return rows.filter(state__in=ASKS_FAMILY).exclude(ONE_LEFT)


def waiting(actor: Actor) -> QuerySet[CallRequest]:
    """List the calls that the actor's families asked for before they answer, the oldest first."""
    return _calls(actor).filter(match__in=asks_family(Match.objects.all()))


def promised(actor: Actor) -> QuerySet[CallRequest]:
    """List the calls that were promised to families who said yes, and whose reader did not."""
    return _calls(actor).filter(match__state__in=CAME_TO_NOTHING)


def _calls(actor: Actor) -> QuerySet[CallRequest]:
    rows = CallRequest.objects.filter(settled_at__isnull=True)
    rows = rows.select_related("match__family", "match__volunteer").order_by("asked_at", "pk")
    return visible(rows, actor=actor, action=Action.MATCHES_WRITE)


def _open(match: Match) -> QuerySet[CallRequest]:
    return CallRequest.objects.filter(match=match, settled_at__isnull=True)

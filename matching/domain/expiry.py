"""Proposals that nobody answered in time: the family gets its old place in the queue back."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from matching.domain import matches, seats
from matching.domain.reminders import NOT_ANSWERED
from matching.domain.telling import tell_expired, tell_off
from matching.models import Match
from matching.states import MatchState
from programmes.domain.once import alone

EXPIRY_LOCK = 0x646C_0002
AT_ONCE = 200
UNANSWERED = (MatchState.PROPOSED, MatchState.ACCEPTED_BY_VOLUNTEER, MatchState.ACCEPTED_BY_FAMILY)


def expire_due(*, now: datetime) -> list[int]:
    """Let the matches expire that lack an answer after their day, which counts to its end.

    A second sweep at the same moment does nothing; what is left of a large number comes with the next.

    Returns
    -------
    list of int
        Numbers of the matches that expired.
    """
    last = timezone.localdate(now) - timedelta(days=1 + settings.REPLY_GRACE_DAYS)
    due = Match.objects.filter(state__in=UNANSWERED, reply_by__lte=last)
    with transaction.atomic(durable=True):
        if not alone(EXPIRY_LOCK):
            return []
        numbers = list(due.order_by("reply_by", "pk").values_list("pk", flat=True)[:AT_ONCE])
        seats.lock_people(Match.objects.filter(pk__in=numbers))
        # Read after the lock: whoever answered a moment ago is not among them.
        rows = (
            due.filter(pk__in=numbers)
            .select_for_update(of=("self",))
            .select_related("family", "region", "volunteer__account", "partner__account")
        )
        expired = list(rows.order_by("pk"))
        for match in expired:
            _expire(match, now=now)
    return [match.pk for match in expired]


def _expire(match: Match, *, now: datetime) -> None:
    """End a match, and tell the readers: of the time that is over, or of another family that we look for."""
    has_not_answered = match.state in NOT_ANSWERED
    matches.expire(match, now=now)
    if has_not_answered:
        tell_expired(match, now=now)
    else:
        tell_off(match, now=now)

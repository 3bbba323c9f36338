"""Proposals that nobody answered in time: the family gets its old place in the queue back."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from matching.domain import matches, seats
from matching.models import Match
from matching.states import MatchState

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
        if not _alone():
            return []
        numbers = list(due.order_by("reply_by", "pk").values_list("pk", flat=True)[:AT_ONCE])
        seats.lock_people(Match.objects.filter(pk__in=numbers))
        # Read after the lock: whoever answered a moment ago is not among them.
        rows = due.filter(pk__in=numbers).select_for_update(of=("self",)).select_related("family")
        expired = list(rows.order_by("pk"))
        for match in expired:
            matches.expire(match, now=now)
    return [match.pk for match in expired]


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [EXPIRY_LOCK])
        (alone,) = cursor.fetchone() or (False,)
    return bool(alone)

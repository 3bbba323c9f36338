"""A mail to who asked for a run that took long, when it has ended."""

from datetime import datetime, timedelta

from django.conf import settings

from matching.models import MatchingRun
from outbox.domain.post import MessageKind, post
from programmes.models import User


def tell(run: MatchingRun, *, by: User | None, now: datetime) -> None:
    """Post the mail about a run that has just ended, inside the caller's transaction.

    Nobody gets one about a run that was done before they could look away, or that they ended themselves.
    """
    who = run.requested_by
    if who is None or who == by or not takes_long(run, now=now):
        return
    post(
        kind=MessageKind.RUN_FINISHED, recipient=who, subject=run, region=run.region, not_before=now, now=now
    )


def takes_long(run: MatchingRun, *, now: datetime) -> bool:
    """Tell whether a run took, or is taking, so long that its end is mailed."""
    patience = timedelta(seconds=settings.RUN_MAIL_AFTER_SECONDS)
    return (run.finished_at or now) - run.requested_at > patience

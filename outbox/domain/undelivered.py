"""Messages that wait for a person, given up or to be sent by hand: nothing is lost in silence."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from outbox.models import Message
from outbox.states import MessageState
from programmes.models import Region

__all__ = ["REACHABLE", "Message", "by_hand", "undelivered"]

REACHABLE = Q(recipient__isnull=True) | Q(recipient__is_active=True)
"""Parents, and accounts that were not closed."""


def undelivered(
    *, about: dict[str, QuerySet[Any, Any]], regions: Collection[Region] = ()
) -> QuerySet[Message]:
    """List messages that were given up, the oldest first.

    Parameters
    ----------
    about
        The records in whose messages the reader has a part: numbers per label, such as ``matching.match``.
    regions
        Where the reader answers for messages about whatever else.
    """
    wanted = Q(region__in=regions) & ~Q(subject__in=list(about))
    for label, numbers in about.items():
        wanted |= Q(subject=label, subject_id__in=numbers)
    rows = Message.objects.filter(wanted, state=MessageState.FAILED)
    return rows.select_related("recipient").order_by("created_at", "pk")


def by_hand(*, regions: Collection[Region]) -> QuerySet[Message]:
    """List the texts and letters that wait until somebody sends them, the oldest first."""
    rows = Message.objects.filter(REACHABLE, state=MessageState.LISTED, region__in=regions)
    return rows.select_related("recipient").order_by("not_before", "pk")

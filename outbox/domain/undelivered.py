"""Messages that could not be delivered: nothing is lost in silence."""

from typing import Any

from django.db.models import Q, QuerySet

from outbox.models import Message
from outbox.states import MessageState

__all__ = ["Message", "undelivered"]


def undelivered(*, about: dict[str, QuerySet[Any, Any]]) -> QuerySet[Message]:
    """List messages that were given up, the oldest first.

    Parameters
    ----------
    about
        The records in whose messages the reader has a part: numbers per label, such as ``matching.match``.
    """
    wanted = Q(pk__in=())
    for label, numbers in about.items():
        wanted |= Q(subject=label, subject_id__in=numbers)
    rows = Message.objects.filter(wanted, state=MessageState.FAILED)
    return rows.select_related("recipient").order_by("created_at", "pk")

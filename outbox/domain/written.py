"""What was written already, so that a sweep asks each thing once."""

from collections.abc import Collection

from django.db.models import Model

from outbox.models import Message, MessageKind


def written(
    *, kind: MessageKind, about: type[Model], numbers: Collection[int], occasions: Collection[str]
) -> set[tuple[int, int, str]]:
    """List the messages of a kind to accounts about these records, whatever became of them (one query).

    Returns
    -------
    set of tuple
        Number of the record, number of the recipient, and the occasion.
    """
    rows = Message.objects.filter(
        kind=kind,
        subject=about._meta.label_lower,
        subject_id__in=numbers,
        occasion__in=occasions,
        recipient__isnull=False,
    ).order_by()
    return set(rows.values_list("subject_id", "recipient_id", "occasion"))

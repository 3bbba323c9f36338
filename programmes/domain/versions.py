"""Versions of records: who saves says which one they read, so that no change is lost unseen (quality R9)."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from programmes.models import AccessLog, StateChange, User


class StaleError(Exception):
    """Somebody else changed the record after it was read; nothing was saved."""


@dataclass(frozen=True)
class Change:
    """The last change of a record: when, and by whom, where that is known."""

    at: datetime
    by: User | None


def version_of(shown: object, *, encoder: type[json.JSONEncoder] = DjangoJSONEncoder) -> str:
    """Hash what a reader sees: a change of any of it is another version."""
    text = json.dumps(shown, cls=encoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def check_version(*, read: str, now: str) -> None:
    """Refuse to go on from another version than the one that was read; an empty one asks for no check.

    Raises
    ------
    StaleError
        When the two differ.
    """
    if read and read != now:
        raise StaleError


def last_change(record: Model) -> Change | None:
    """Find who changed a record last, in data or in state; ``None`` when that is not known."""
    of_record = {"subject": record._meta.label_lower, "subject_id": record.pk}
    written = AccessLog.objects.filter(**of_record, action__endswith=":write").select_related("by").first()
    moved = StateChange.objects.filter(**of_record).select_related("by").order_by("-at", "-id").first()
    found = [Change(row.at, row.by) for row in (written, moved) if row is not None]
    return max(found, key=lambda change: change.at, default=None)


def log_change(record: Model, *, action: str, by: User | None, now: datetime) -> None:
    """Write down that somebody changed the data of a record; a step of a use case."""
    AccessLog.objects.create(
        subject=record._meta.label_lower, subject_id=record.pk, action=action, by=by, at=now
    )

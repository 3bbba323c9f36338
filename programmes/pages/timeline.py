"""What happened to a record, as a list with dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programmes.models import StateChange


@dataclass(frozen=True)
class Step:
    """One change of state in words."""

    title: str | Promise
    at: datetime
    by: str | Promise


def timeline(record: Model, *, states: Iterable[tuple[str, str | Promise]]) -> list[Step]:
    """List the changes of a record, oldest first."""
    names = dict(states)
    of_record = Q(subject=record._meta.label_lower, subject_id=record.pk)
    changes = StateChange.objects.filter(of_record).select_related("by")
    return [
        Step(
            names.get(change.to_state, change.to_state),
            change.at,
            str(change.by) if change.by else _("the system"),
        )
        for change in changes
    ]

"""What happened to a record and what comes, as a list with dates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programmes.models import StateChange


@dataclass(frozen=True)
class Step:
    """One change in words; ``why`` is the coded reason of a change of state, if there was one."""

    title: str | Promise
    at: datetime
    by: str | Promise
    why: str | Promise = ""


@dataclass(frozen=True)
class Ahead:
    """Something that comes on a day."""

    title: str | Promise
    on: date


def timeline(
    record: Model,
    *,
    states: Iterable[tuple[str, str | Promise]],
    reasons: Mapping[str, str | Promise] | None = None,
    steps: Mapping[str, str | Promise] | None = None,
) -> list[Step]:
    """List the changes of a record, oldest first; ``steps`` are what is done without a change of state."""
    names, words, done = dict(states), dict(reasons or {}), dict(steps or {})
    of_record = Q(subject=record._meta.label_lower, subject_id=record.pk)
    changes = StateChange.objects.filter(of_record).select_related("by")
    return [
        Step(
            done.get(change.reason) or names.get(change.to_state, change.to_state),
            change.at,
            str(change.by) if change.by else _("the system"),
            words.get(change.reason, ""),
        )
        for change in changes
    ]

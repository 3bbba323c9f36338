"""What changed about the people of a run's drafts since its data were frozen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, Q, QuerySet

from matching.models import MatchingRun, Proposal
from matching.states import ProposalState
from programmes.models import AccessLog, StateChange, User

FAMILY, VOLUNTEER = "families.family", "volunteers.volunteer"
MOST_SHOWN = 20


@dataclass(frozen=True)
class Newer:
    """A family or volunteer whose data are newer than the run: who changed them last, and when."""

    proposal: Proposal
    is_family: bool
    at: datetime
    by: User | None


def newer_than(run: MatchingRun) -> tuple[int, list[Newer]]:
    """Count the people of drafts whose state or data changed, and list the last of them, in five queries.

    Returns
    -------
    tuple
        How many people, and the newest changes, one for each of at most 20 people.
    """
    snapshot = getattr(run, "snapshot", None)
    if snapshot is None:
        return 0, []
    drafts = run.proposals.filter(state=ProposalState.DRAFT)
    people = Q(subject=FAMILY, subject_id__in=drafts.values("family")) | Q(
        subject=VOLUNTEER, subject_id__in=drafts.values("volunteer")
    )
    moved = StateChange.objects.filter(people, at__gt=snapshot.taken_at)
    written = AccessLog.objects.filter(people, at__gt=snapshot.taken_at, action__endswith=":write")
    count = _subjects(moved).union(_subjects(written)).count()
    last = _last([*_newest(moved), *_newest(written)])
    return count, _named(drafts, last[:MOST_SHOWN])


def _subjects(rows: QuerySet[StateChange] | QuerySet[AccessLog]) -> "QuerySet[Model]":
    return rows.order_by().values("subject", "subject_id").distinct()  # type: ignore[return-value] # rows of two columns - counted only


def _newest(rows: QuerySet[StateChange] | QuerySet[AccessLog]) -> list[StateChange | AccessLog]:
    return list(rows.select_related("by").order_by("-at", "-pk")[: 2 * MOST_SHOWN])


def _last(changes: Iterable[StateChange | AccessLog]) -> list[StateChange | AccessLog]:
    """Keep the last change of each person, the newest first."""
    newest: dict[tuple[str, int], StateChange | AccessLog] = {}
    for change in sorted(changes, key=lambda row: row.at, reverse=True):
        newest.setdefault((change.subject, change.subject_id), change)
    return list(newest.values())


def _named(drafts: QuerySet[Proposal], changes: list[StateChange | AccessLog]) -> list[Newer]:
    numbers = {kind: [c.subject_id for c in changes if c.subject == kind] for kind in (FAMILY, VOLUNTEER)}
    wanted = Q(family__in=numbers[FAMILY]) | Q(volunteer__in=numbers[VOLUNTEER])
    found: dict[tuple[str, int], Proposal] = {}
    for draft in drafts.filter(wanted).select_related("family", "volunteer"):
        found.setdefault((FAMILY, draft.family_id), draft)
        found.setdefault((VOLUNTEER, draft.volunteer_id), draft)
    return [
        Newer(found[change.subject, change.subject_id], change.subject == FAMILY, change.at, change.by)
        for change in changes
        if (change.subject, change.subject_id) in found
    ]

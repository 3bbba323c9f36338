"""What a coordinator does next with a pair: which week they are in, what is due, whether it goes well.

Everything is computed from the visits and milestones that are there, for one match or a
page of them, with the same number of queries.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from matching.domain.due_steps import (
    BEFORE_READING,
    FIFTH,
    SILENT_DAYS,
    TENTH,
    Due,
    DueKind,
    plan_of,
    silent_days,
    stride_of,
)
from matching.domain.school_calendar import WEEK, week_number
from matching.domain.trail import Trail, trails_of
from matching.models import Impression, Match, Milestone, MilestoneKind, Visit
from matching.states import MatchState

__all__ = ["Attention", "Due", "DueKind", "Guidance", "Status", "guidance_of", "may_be_due", "may_be_silent"]
LATE_DAYS = 7


class Attention(models.TextChoices):
    """Why a match needs a look."""

    UNANSWERED = "unanswered", _("Answer is due")
    NO_MEETING = "no_meeting", _("First meeting is not planned")
    NO_FIRST_VISIT = "no_first_visit", _("First visit is not logged")
    SILENT = "silent", _("No visit for weeks")
    MISSED = "missed", _("Missed three times in a row")
    NOT_GOOD = "not_good", _("It does not go well")
    OVERDUE = "overdue", _("A talk is overdue")


class Status(models.TextChoices):
    """How a match is doing, in two words."""

    NOT_STARTED = "not_started", _("Not begun")
    ON_SCHEDULE = "on_schedule", _("On schedule")
    NEEDS_ATTENTION = "needs_attention", _("Needs attention")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")


@dataclass(frozen=True)
class Guidance:
    """Where a match stands on a day.

    Attributes
    ----------
    week, weeks
        Week of the trajectory (none before the first visit), and how many there are.
    silent_days
        Days since the last sign of life, without holidays and pauses.
    due, ahead
        What is to be done now, oldest first, and what comes later.
    """

    week: int | None
    weeks: int
    held: int
    missed: int
    planned: int
    silent_days: int
    last_visit: date | None
    due: tuple[Due, ...]
    ahead: tuple[Due, ...]
    attention: Attention | None
    status: Status

    @property
    def next(self) -> Due | None:
        """The one thing to do next: an alarm, the oldest that is due, or the first that comes."""
        alarms = tuple(item for item in self.due if item.kind in _ALARMS)
        return next(iter(alarms + self.due + self.ahead), None)


_ALARMS = {DueKind.SILENT: Attention.SILENT, DueKind.MISSED: Attention.MISSED}
_LATE = {
    DueKind.ANSWER: Attention.UNANSWERED,
    DueKind.INTRODUCTION: Attention.NO_MEETING,
    DueKind.FIRST_VISIT: Attention.NO_FIRST_VISIT,
}


def guidance_of(matches: Iterable[Match], day: date) -> dict[int, Guidance]:
    """Tell for each match where it stands on a day, in a constant number of queries.

    Parameters
    ----------
    matches
        With region and programme loaded.
    """
    rows = list(matches)
    trails = trails_of(rows)
    return {match.pk: assess(match, trails[match.pk], day) for match in rows}


def assess(match: Match, trail: Trail, day: date) -> Guidance:
    """Tell where one match stands, from its visits, milestones, holidays and pauses."""
    plan = sorted(plan_of(match, trail, day))
    due = tuple(item for item in plan if item.on <= day)
    attention = _attention(trail, due, day)
    return Guidance(
        week=_week(match, trail, day),
        weeks=match.programme.visits_planned,
        held=len(trail.held),
        missed=len(trail.missed),
        planned=match.programme.visits_planned,
        silent_days=silent_days(match, trail, day),
        last_visit=trail.last_visit,
        due=due,
        ahead=tuple(item for item in plan if item.on > day),
        attention=attention,
        status=_status(match, attention),
    )


def may_be_silent(rows: QuerySet[Match], day: date) -> QuerySet[Match]:
    """Narrow to running matches without a visit for three weeks; holidays do not come off here."""
    rows = rows.filter(state=MatchState.ACTIVE, started_on__lte=day - timedelta(days=SILENT_DAYS))
    recent = Visit.objects.filter(match=OuterRef("pk"), on__gt=day - timedelta(days=SILENT_DAYS))
    return rows.filter(~Exists(recent))


def may_be_due(rows: QuerySet[Match], kind: DueKind, day: date) -> QuerySet[Match]:
    """Narrow to running matches that began long enough ago and lack this milestone; holidays stay in."""
    reached = {DueKind.WEEK_5_CALL: FIFTH, DueKind.LIBRARY_VISIT: TENTH}.get(kind, 1)
    begun = Q(started_on__lte=day - (reached - 1) * WEEK)
    if kind == DueKind.END_TALK:
        # Two visits in one week, too, end no earlier than this.
        begun = Q(started_on__lte=day - TENTH * WEEK)
    done = Milestone.objects.filter(match=OuterRef("pk"), kind=kind.value)
    return rows.filter(begun, ~Exists(done), state=MatchState.ACTIVE)


def _week(match: Match, trail: Trail, day: date) -> int | None:
    if match.started_on is None or not match.is_open:
        return None
    number = week_number(match.started_on, day=day, free=trail.free, stride=stride_of(match.option))
    return min(number, max(match.programme.visits_planned, len(trail.held)))


def _attention(trail: Trail, due: Sequence[Due], day: date) -> Attention | None:
    """Give the most pressing reason to look at a match."""
    for kind, alarm in _ALARMS.items():
        if any(item.kind == kind for item in due):
            return alarm
    if trail.impression == Impression.NOT_GOOD:
        return Attention.NOT_GOOD
    for item in due:
        if item.kind in _LATE and item.on < day:
            return _LATE[item.kind]
    late = day - timedelta(days=LATE_DAYS)
    talks = [item for item in due if item.kind.value in MilestoneKind.values]
    return Attention.OVERDUE if any(item.on < late for item in talks) else None


def _status(match: Match, attention: Attention | None) -> Status:
    if not match.is_open:
        return Status.ENDED
    if match.state == MatchState.PAUSED:
        return Status.PAUSED
    if attention is not None:
        return Status.NEEDS_ATTENTION
    return Status.NOT_STARTED if match.state in BEFORE_READING else Status.ON_SCHEDULE

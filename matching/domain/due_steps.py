"""What is to be done with a match, and from which day: answers, talks, visits, signs of trouble."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.domain.last_visit import nth_week
from matching.domain.school_calendar import DAY, WEEK, days_between, is_free
from matching.domain.trail import Trail
from matching.models import Match, MilestoneKind
from matching.states import MatchState

MEETING_DAYS = 3
SILENT_DAYS = 21
MISSED_IN_A_ROW = 3
CONTACT_DAYS = 7
FIFTH, TENTH = 5, 10


class DueKind(models.TextChoices):
    """What is to be done with a match."""

    ANSWER = "answer", _("Ask for the answer")
    INTRODUCTION = "introduction", _("Plan first meeting")
    FIRST_VISIT = "first_visit", _("Log the first visit")
    START_TALK = "start_talk", _("Start talk")
    CLICK = "click", _("Does it click?")
    WEEK_5_CALL = "week_5_call", _("Call in week 5")
    LIBRARY_VISIT = "library_visit", _("Library visit in week 10")
    END_TALK = "end_talk", _("End talk")
    VISIT = "visit", _("Log the visit")
    SILENT = "silent", _("Get in touch: no visit for weeks")
    MISSED = "missed", _("Get in touch: visits were missed")
    RESUME = "resume", _("Go on after the pause")
    FINISH = "finish", _("Finish")


@dataclass(frozen=True, order=True)
class Due:
    """One thing to do and the day from which it is due."""

    on: date
    kind: DueKind


BEFORE_READING = {
    MatchState.PROPOSED: DueKind.ANSWER,
    MatchState.ACCEPTED_BY_VOLUNTEER: DueKind.ANSWER,
    MatchState.ACCEPTED_BY_FAMILY: DueKind.ANSWER,
    MatchState.ACCEPTED: DueKind.INTRODUCTION,
    MatchState.INTRODUCTION_PLANNED: DueKind.FIRST_VISIT,
}
# From which week of the trajectory each is due; the end talk in the last.
_WEEKS = {
    MilestoneKind.START_TALK: 1,
    MilestoneKind.WEEK_5_CALL: FIFTH,
    MilestoneKind.LIBRARY_VISIT: TENTH,
}


def stride_of(option: Sequence[str]) -> timedelta:
    """Give the time from one visit to the next: two weeks when all are in the same of weeks A and B."""
    rhythms = {slot.split()[0] for slot in option}
    return 2 * WEEK if len(rhythms) == 1 and rhythms <= {"a", "b"} else WEEK


def plan_of(match: Match, trail: Trail, day: date) -> list[Due]:
    """List all that is still to be done, with its day."""
    if match.state in BEFORE_READING:
        return [Due(_first_step(match), BEFORE_READING[MatchState(match.state)])]
    if match.state == MatchState.PAUSED:
        return [Due(trail.paused_since or day, DueKind.RESUME)]
    if match.state != MatchState.ACTIVE or match.started_on is None:
        return []
    return [*_milestones(match, trail), *_visits(match, trail, day), *_alarms(match, trail, day)]


def _first_step(match: Match) -> date:
    if match.state == MatchState.INTRODUCTION_PLANNED:
        return match.introduction_on or timezone.localdate(match.proposed_at)
    if match.state == MatchState.ACCEPTED:
        answered = [at for at in (match.volunteer_accepted_at, match.family_accepted_at) if at]
        return timezone.localdate(max(answered, default=match.proposed_at)) + timedelta(days=MEETING_DAYS)
    return match.reply_by


def _milestones(match: Match, trail: Trail) -> list[Due]:
    begin = match.started_on or timezone.localdate(match.proposed_at)
    weeks = {**_WEEKS, MilestoneKind.END_TALK: match.programme.visits_planned}
    plan = [
        Due(_day_of_week(match, trail, begin, number), DueKind(kind.value)) for kind, number in weeks.items()
    ]
    plan.append(Due(begin + DAY, DueKind.CLICK))
    if len(trail.held) >= match.programme.visits_planned:
        # Whoever reads twice a week is done sooner.
        plan = [Due(min(item.on, trail.held[-1]), item.kind) for item in plan]
    return [item for item in plan if item.kind.value not in trail.milestones]


def _visits(match: Match, trail: Trail, day: date) -> list[Due]:
    """The next visit to log; when all were held and the end talk was had: to finish."""
    if len(trail.held) >= match.programme.visits_planned:
        return [Due(trail.held[-1], DueKind.FINISH)] if "end_talk" in trail.milestones else []
    begin = match.started_on or day
    last, visit = max([begin, *trail.held, *trail.missed]), begin
    while visit <= last or is_free(visit, trail.free):
        visit += stride_of(match.option)
    logged = trail.held or trail.missed
    return [Due(visit if logged else begin, DueKind.VISIT)]


def _alarms(match: Match, trail: Trail, day: date) -> list[Due]:
    found = []
    if silent_days(match, trail, day) >= SILENT_DAYS and not trail.contacted_since(
        day - timedelta(days=CONTACT_DAYS)
    ):
        found.append(Due(last_sign(match, trail) + timedelta(days=SILENT_DAYS), DueKind.SILENT))
    missed = trail.missed_in_a_row
    if len(missed) >= MISSED_IN_A_ROW and not trail.contacted_since(missed[-1]):
        found.append(Due(missed[-1], DueKind.MISSED))
    return found


def _day_of_week(match: Match, trail: Trail, begin: date, number: int) -> date:
    stride = stride_of(match.option)
    return nth_week(begin, number=number, without=trail.free, stride=stride)


def last_sign(match: Match, trail: Trail) -> date:
    """Give the day of the last visit, held or missed; else of the beginning."""
    first = match.started_on or timezone.localdate(match.proposed_at)
    return max([first, *trail.held, *trail.missed])


def silent_days(match: Match, trail: Trail, day: date) -> int:
    """Count the days without a visit, without holidays and pauses."""
    if match.state != MatchState.ACTIVE:
        return 0
    return days_between(last_sign(match, trail), day, free=trail.free)

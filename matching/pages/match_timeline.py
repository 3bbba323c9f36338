"""A match as a list with dates: what was done, what is to be done now, what comes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.domain.guidance import Guidance
from matching.domain.school_calendar import school_holidays
from matching.models import Match
from matching.states import DeclineReason, HowAnswered, MatchState
from programmes.models import StateChange, User

NOW, DONE, NEXT, FREE = "now", "done", "next", "free"
SIDES = {
    "volunteer": gettext_lazy("answer of the volunteer"),
    "family": gettext_lazy("answer of the family"),
}
_WORDS: dict[str, str | Promise] = {
    **SIDES,
    **dict(HowAnswered.choices),
    **dict(DeclineReason.choices),
    "unanswered": gettext_lazy("nobody answered in time"),
}


@dataclass(frozen=True)
class Entry:
    """One line: a day, or a time and who, with details where there are."""

    title: str | Promise
    on: date
    kind: str = DONE
    detail: str = ""
    at: datetime | None = None
    by: User | None = None
    until: date | None = None


def entries_of(match: Match, guidance: Guidance, *, day: date) -> list[Entry]:
    """List the life of a match by day, in four queries."""
    found = [Entry(_("Proposal sent"), timezone.localdate(match.proposed_at), at=match.proposed_at)]
    found += [*_changes(match), *_visits(match), *_milestones(match)]
    plan = [*_planned(match, guidance, day)]
    last = max([entry.on for entry in (*found, *plan)])
    found += [entry for entry in _holidays(match, last) if entry.on <= last]
    # Sorted by day; what is to be done stands after what was.
    done = sorted((entry for entry in found if entry.on <= day), key=lambda entry: entry.on)
    later = [*(entry for entry in found if entry.on > day), *plan]
    return done + sorted(later, key=lambda entry: (entry.kind != NOW, entry.on))


def _changes(match: Match) -> Iterator[Entry]:
    names = dict(MatchState.choices)
    rows = StateChange.objects.filter(subject=Match._meta.label_lower, subject_id=match.pk)
    for change in rows.select_related("by"):
        title = names.get(change.to_state, _("Another coordinator follows it"))
        if change.from_state == MatchState.PAUSED and change.to_state == MatchState.ACTIVE:
            title = _("Reading goes on")
        words = [str(_WORDS[code]) for code in change.reason.split(":") if code in _WORDS]
        on = timezone.localdate(change.at)
        yield Entry(title, on, detail=", ".join(words), at=change.at, by=change.by)


def _visits(match: Match) -> Iterator[Entry]:
    for visit in match.visits.select_related("logged_by"):
        if visit.held:
            title = _("Visit, %(minutes)s minutes") % {"minutes": visit.minutes}
        else:
            title = _("Visit missed: %(reason)s") % {"reason": visit.get_missed_reason_display()}
        yield Entry(title, visit.on, detail=visit.note, by=visit.logged_by)


def _milestones(match: Match) -> Iterator[Entry]:
    for milestone in match.milestones.select_related("recorded_by"):
        detail = milestone.get_impression_display()
        yield Entry(milestone.get_kind_display(), milestone.on, detail=detail, by=milestone.recorded_by)


def _holidays(match: Match, last: date) -> Iterator[Entry]:
    begin = match.started_on
    if begin is None:
        return
    end = timezone.localdate(match.ended_at) if match.ended_at else last
    rows = school_holidays([match.region.holiday_zone], since=begin + timedelta(days=1))
    for holiday in rows[match.region.holiday_zone]:
        if holiday.start <= end:
            yield Entry(holiday.name, holiday.start, kind=FREE, until=holiday.end)


def _planned(match: Match, guidance: Guidance, day: date) -> Iterator[Entry]:
    if (
        match.state == MatchState.INTRODUCTION_PLANNED
        and match.introduction_on
        and match.introduction_on > day
    ):
        yield Entry(_("First meeting"), match.introduction_on, kind=NEXT)
        return
    yield from (Entry(item.kind.label, item.on, kind=NOW) for item in guidance.due)
    yield from (Entry(item.kind.label, item.on, kind=NEXT) for item in guidance.ahead)

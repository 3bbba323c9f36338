"""The matches that a coordinator follows, and what comes next when nothing is due."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, IntegerField, Value, When
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.domain import queries
from matching.domain.guidance import Attention, DueKind, Guidance, Status, guidance_of
from matching.domain.todo import Rule, Watch, found_of, pairs_to_look_at
from matching.models import Match
from matching.states import MatchState
from programmes.domain.access import Action, Actor

MOST = 6
DAYS_PER_WEEK = 7
WEEKS_AHEAD = 2
TALKS = (Rule.CLICK, Rule.START_TALK, Rule.WEEK_5_CALL, Rule.LIBRARY_VISIT, Rule.END_TALK)
TONES = {Status.ON_SCHEDULE: "ok", Status.NEEDS_ATTENTION: "warn", Status.PAUSED: ""}


@dataclass(frozen=True)
class Followed:
    """A row: a match, its visits, how it is doing."""

    match: Match
    guidance: Guidance
    state: str | Promise
    tone: str


def rows(actor: Actor, today: date) -> list[Followed]:
    """List matches of which this person is the guide: those that read first, the longest on their way."""
    reads = Case(When(state=MatchState.ACTIVE, then=Value(0)), default=Value(1), output_field=IntegerField())
    mine = queries.matches_visible_to(actor, Action.MATCHES_WRITE).filter(
        guide=actor.user, ended_at__isnull=True
    )
    found = list(mine.order_by(reads, "started_on", "-proposed_at", "-pk")[:MOST])
    guided = guidance_of(found, today)
    return [_row(match, guided[match.pk]) for match in found]


def what_comes(seen: Watch) -> str:
    """Say what comes next: the first meetings or talks of the first day on which there are any."""
    days = [day for day in (_first_meetings(seen), _talks(seen)) if day]
    return _("Next: %(what)s.") % {"what": min(days)[1]} if days else ""


def _row(match: Match, guidance: Guidance) -> Followed:
    if guidance.attention == Attention.SILENT:
        weeks = guidance.silent_days // DAYS_PER_WEEK
        words = ngettext("%(n)s week silent", "%(n)s weeks silent", weeks) % {"n": weeks}
        return Followed(match, guidance, words, "warn")
    if guidance.attention is not None:
        return Followed(match, guidance, guidance.attention.label, "warn")
    if guidance.next and guidance.next.kind in (DueKind.END_TALK, DueKind.FINISH) and guidance.due:
        return Followed(match, guidance, _("Plan the end"), "info")
    if guidance.status == Status.NOT_STARTED:
        return Followed(match, guidance, MatchState(match.state).label, "")
    return Followed(match, guidance, guidance.status.label, TONES.get(guidance.status, ""))


def _first_meetings(seen: Watch) -> tuple[date, str] | None:
    planned = queries.matches_visible_to(seen.actor, Action.MATCHES_WRITE).filter(
        state=MatchState.INTRODUCTION_PLANNED, introduction_on__gte=seen.today
    )
    days = planned.order_by("introduction_on").values_list("introduction_on").annotate(Count("pk"))
    day, number = days.first() or (None, 0)
    if day is None:
        return None
    sentence = ngettext("%(n)s first meeting on %(day)s", "%(n)s first meetings on %(day)s", number)
    return day, sentence % {"n": number, "day": date_format(day, "l j F")}


def _talks(seen: Watch) -> tuple[date, str] | None:
    later = seen.on_day(seen.today + timedelta(weeks=WEEKS_AHEAD))
    pairs = pairs_to_look_at(later)
    days = [task.due for rule in TALKS for task in found_of(rule, later, among=pairs).tasks]
    if not days:
        return None
    number = days.count(min(days))
    sentence = ngettext("%(n)s talk on %(day)s", "%(n)s talks on %(day)s", number)
    return min(days), sentence % {"n": number, "day": date_format(min(days), "l j F")}

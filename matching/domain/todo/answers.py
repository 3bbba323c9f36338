"""Proposals that wait for an answer, pairs that wait for their first meeting, pairs of which one left."""

from datetime import date, timedelta

from django.db.models import DateTimeField, QuerySet
from django.db.models.functions import Greatest
from django.utils.timezone import localdate

from matching.domain import queries
from matching.domain.match_checks import ONE_LEFT
from matching.domain.todo.task import Found, Rule, Subject, Task
from matching.domain.todo.watch import Watch
from matching.models import Match
from matching.states import OPEN_MATCH_STATES, MatchState
from programmes.domain.access import Action

ANSWERING = (MatchState.PROPOSED, MatchState.ACCEPTED_BY_VOLUNTEER, MatchState.ACCEPTED_BY_FAMILY)
ANSWER_DAYS = timedelta(days=3)
MEETING_DAYS = timedelta(days=3)


def unanswered(watch: Watch) -> Found:
    """Find proposals without an answer of both, 3 days before their date or later."""
    rows = matches(watch, Rule.UNANSWERED).filter(
        state__in=ANSWERING, reply_by__lte=watch.today + ANSWER_DAYS
    )
    total, found = watch.cut(rows.order_by("reply_by", "pk"))
    tasks = [_task(Rule.UNANSWERED, match, match.reply_by, localdate(match.proposed_at)) for match in found]
    return Found(Rule.UNANSWERED, total, tasks)


def unmet(watch: Watch) -> Found:
    """Find pairs of which both said yes, for which no meeting was planned in 3 days."""
    agreed = Greatest("volunteer_accepted_at", "family_accepted_at", output_field=DateTimeField())
    rows = matches(watch, Rule.MEETING).filter(state=MatchState.ACCEPTED).annotate(agreed_at=agreed)
    rows = rows.filter(agreed_at__date__lte=watch.today - MEETING_DAYS)
    total, found = watch.cut(rows.order_by("agreed_at", "pk"))
    return Found(Rule.MEETING, total, [_meeting(match) for match in found])


def one_left(watch: Watch) -> Found:
    """Find open matches of which the family or a reader left: the other does not know yet."""
    rows = _of_regions(watch, Rule.ONE_LEFT).filter(ONE_LEFT, state__in=OPEN_MATCH_STATES)
    total, found = watch.cut(rows.order_by("reply_by", "pk"))
    tasks = [_task(Rule.ONE_LEFT, match, watch.today, watch.today) for match in found]
    return Found(Rule.ONE_LEFT, total, tasks)


def matches(watch: Watch, rule: Rule) -> QuerySet[Match]:
    """Narrow to the matches that this person guides, where a rule holds and both take part; names only."""
    return _of_regions(watch, rule).exclude(ONE_LEFT)


def _of_regions(watch: Watch, rule: Rule) -> QuerySet[Match]:
    rows = queries.matches_visible_to(watch.actor, Action.MATCHES_WRITE).prefetch_related(None)
    return rows.filter(region__in=watch.on(rule))


def _meeting(match: Match) -> Task:
    answers = [match.volunteer_accepted_at, match.family_accepted_at]
    since = localdate(max(answer for answer in answers if answer))
    return _task(Rule.MEETING, match, since + MEETING_DAYS, since)


def _task(rule: Rule, match: Match, due: date, since: date) -> Task:
    return Task(
        rule,
        due,
        Subject.MATCH,
        match.pk,
        since,
        family=match.family.reference,
        person=match.volunteer.full_name,
    )

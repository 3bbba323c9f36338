"""Pairs that read: silence, missed visits, talks that are due."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from matching.domain import queries
from matching.domain.guidance import Due, DueKind, Guidance, guidance_of, may_be_due, may_be_silent
from matching.domain.todo.task import Found, Rule, Subject, Task
from matching.domain.todo.watch import Watch
from matching.models import Impression, Match, Milestone, Visit
from matching.states import MatchState
from programmes.domain.access import Action

# Who has more pairs than this that ask for a look has no use for the next one.
MOST_PAIRS = 500
IN_A_ROW = 3
TALKS = {
    DueKind.CLICK: Rule.CLICK,
    DueKind.START_TALK: Rule.START_TALK,
    DueKind.WEEK_5_CALL: Rule.WEEK_5_CALL,
    DueKind.LIBRARY_VISIT: Rule.LIBRARY_VISIT,
    DueKind.END_TALK: Rule.END_TALK,
}
RULES = {DueKind.SILENT: Rule.QUIET, DueKind.MISSED: Rule.MISSED, **TALKS}


@dataclass(frozen=True)
class Pair:
    """A match that reads, with where it stands."""

    match: Match
    guidance: Guidance


def pairs(watch: Watch) -> list[Pair]:
    """List the pairs about which something may be due this week (a constant number of queries)."""
    rows = matches_that_read(watch)
    asked = Q(pk__in=may_be_silent(rows, watch.today).values("pk")) | Q(pk__in=_missed(rows).values("pk"))
    for kind in TALKS:
        asked |= Q(pk__in=may_be_due(rows, kind, watch.end_of_week).values("pk"))
    worried = Milestone.objects.filter(match=OuterRef("pk"), impression=Impression.NOT_GOOD)
    found = list(rows.filter(asked | Exists(worried)).order_by("started_on", "pk")[:MOST_PAIRS])
    guided = guidance_of(found, watch.today)
    return [Pair(match, guided[match.pk]) for match in found]


def due_talks(watch: Watch, found: list[Pair]) -> Iterator[Found]:
    """Give what each rule about pairs finds among these."""
    for kind, rule in RULES.items():
        regions = {region.pk for region in watch.on(rule)}
        tasks = [
            _task(rule, pair, item)
            for pair in found
            if pair.match.region_id in regions
            for item in _of_kind(watch, pair.guidance, kind)
        ]
        tasks.sort(key=lambda task: (task.due, task.pk))
        yield Found(rule, len(tasks), tasks[watch.skip : watch.skip + watch.most])


def matches_that_read(watch: Watch) -> QuerySet[Match]:
    """Narrow to the matches that run, wherever this person guides them."""
    rows = queries.matches_visible_to(watch.actor, Action.MATCHES_WRITE).prefetch_related(None)
    return rows.filter(state=MatchState.ACTIVE)


def _of_kind(watch: Watch, guidance: Guidance, kind: DueKind) -> list[Due]:
    """Give what is due now; a talk already from Monday of its week on."""
    soon = [item for item in guidance.ahead if item.on <= watch.end_of_week and item.kind in TALKS]
    return [item for item in (*guidance.due, *soon) if item.kind == kind]


def _missed(rows: QuerySet[Match]) -> QuerySet[Match]:
    """Narrow to matches of which the last three visits that were logged were missed."""
    last = Visit.objects.filter(match=OuterRef("pk")).order_by("-on")
    held = Subquery(last.values("held")[:1])
    third = Subquery(last.values("held")[IN_A_ROW - 1 : IN_A_ROW])
    return rows.annotate(last_held=held, third_held=third).filter(last_held=False, third_held=False)


def _task(rule: Rule, pair: Pair, item: Due) -> Task:
    match = pair.match
    since = pair.guidance.last_visit or match.started_on or item.on
    return Task(
        rule,
        item.on,
        Subject.MATCH,
        match.pk,
        since,
        family=match.family.reference,
        person=match.volunteer.full_name,
    )

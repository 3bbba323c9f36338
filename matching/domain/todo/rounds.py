"""Families that two rounds in a row passed over, without a person's reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from families.states import FamilyState
from matching.domain.todo.task import Found, Rule, Subject, Task
from matching.domain.todo.watch import Watch
from matching.models import MatchingRun, PassedOver, Unplaced
from matching.states import RunState

# A round and all that was computed anew in it lie among the last ones.
LAST_RUNS = 200


@dataclass(frozen=True)
class Rounds:
    """The last run of a region and programme, the first run of its round, the run before that round."""

    latest: int
    root: int
    before: int


def passed_over(watch: Watch) -> Found:
    """Find waiting families without a reader in the last two rounds, for which nobody wrote why."""
    rounds = last_rounds(watch)
    if not rounds:
        return Found(Rule.PASSED_OVER, 0, [])
    again, written = Q(), Q()
    for item in rounds:
        earlier = Unplaced.objects.filter(run=item.before, family=OuterRef("family"))
        reasons = PassedOver.objects.filter(run__gte=item.root, family=OuterRef("family"))
        again |= Q(Exists(earlier), run=item.latest)
        written |= Q(Exists(reasons), run=item.latest)
    rows = Unplaced.objects.filter(again, family__state=FamilyState.WAITING).exclude(written)
    total, found = watch.cut(rows.select_related("run", "family").order_by("rank", "pk"))
    return Found(Rule.PASSED_OVER, total, [_task(unplaced) for unplaced in found])


def last_rounds(watch: Watch) -> list[Rounds]:
    """Give the last two rounds of each region and programme; a run that only repeats is none."""
    runs = MatchingRun.objects.filter(
        region__in=watch.on(Rule.PASSED_OVER), state=RunState.SUCCEEDED, repeats__isnull=True
    ).order_by("-pk")
    rows = list(runs.values_list("pk", "region", "programme", "follows")[:LAST_RUNS])
    places = {(region, programme) for _pk, region, programme, _follows in rows}
    found = (
        _rounds([(pk, follows) for pk, *where, follows in rows if tuple(where) == place])
        for place in sorted(places)
    )
    return [rounds for rounds in found if rounds]


def _rounds(runs: Iterable[tuple[int, int | None]]) -> Rounds | None:
    """Walk from the newest run back to the first of its round; the next older one is the round before."""
    follows = dict(runs)
    latest = root = max(follows)
    while (earlier := follows[root]) in follows and earlier is not None:
        root = earlier
    before = max((pk for pk in follows if pk < root), default=None)
    return None if before is None else Rounds(latest, root, before)


def _task(unplaced: Unplaced) -> Task:
    day = localdate(unplaced.run.finished_at)
    reference = unplaced.family.reference
    return Task(Rule.PASSED_OVER, day, Subject.UNPLACED, unplaced.run_id, day, family=reference)

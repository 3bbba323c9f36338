"""The key figures above a review: the run before, the longest waiters, travel; or what blocked a run."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet

from matching.domain.wording import RULES
from matching.models import MatchingRun
from matching.pages.run_outcome import RunOutcome, outcome_of
from matching.states import NoReader, ProposalState, RunState

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DAYS = 7
LONGEST_PART = 3
COMMONEST = 3


@dataclass(frozen=True)
class LongestWaiters:
    """Of the third that waited longest: from how many weeks, how many, how many have a proposal."""

    weeks: int
    number: int
    placed: int

    @property
    def left(self) -> int:
        """How many have none."""
        return self.number - self.placed


@dataclass(frozen=True)
class ReviewFigures:
    """Figures of the top of the review page."""

    outcome: RunOutcome
    before: MatchingRun | None
    longest: LongestWaiters | None
    travel_median: int | None


def review_figures(run: MatchingRun) -> ReviewFigures | None:
    """Sum up a run in a number of queries that never grows; ``None`` while there are no figures."""
    outcome = outcome_of(run)
    if outcome is None:
        return None
    return ReviewFigures(outcome, run.before, _longest(run), _median(run))


def newer_run(run: MatchingRun) -> MatchingRun | None:
    """Give the newest run whose drafts stand instead of this one's."""
    rows = MatchingRun.objects.filter(
        region=run.region_id,
        programme=run.programme_id,
        state=RunState.SUCCEEDED,
        repeats__isnull=True,
        pk__gt=run.pk,
    )
    return rows.order_by("-pk").first()


def commonest_blockers(run: MatchingRun) -> "list[tuple[StrOrPromise, int]]":
    """Say what stood in the way most often, with how many families."""
    rows = run.unplaced.filter(kind=NoReader.NO_PAIR).exclude(blocker="").order_by()
    counted = rows.values_list("blocker").annotate(number=Count("pk")).order_by("-number", "blocker")
    return [(RULES.get(code, code), number) for code, number in counted[:COMMONEST]]


def _longest(run: MatchingRun) -> LongestWaiters | None:
    placed, left = _waits(run)
    rows = placed.union(left, all=True).order_by("-waiting_days")
    number = rows.count()
    if not number:
        return None
    weeks = rows[(number - 1) // LONGEST_PART]["waiting_days"] // DAYS
    with_reader = placed.filter(waiting_days__gte=weeks * DAYS).count()
    without = left.filter(waiting_days__gte=weeks * DAYS).count()
    return LongestWaiters(weeks, with_reader + without, with_reader)


def _waits(run: MatchingRun) -> "tuple[QuerySet[Any, Any], QuerySet[Any, Any]]":
    """Give the families of a run with the days that they waited, each once: placed, and left out."""
    placed = run.proposals.order_by().values("family", "waiting_days").distinct()
    left = run.unplaced.order_by().values("family", "waiting_days")
    return placed, left.exclude(family__in=run.proposals.order_by().values("family"))


def _median(run: MatchingRun) -> int | None:
    minutes = run.proposals.exclude(state=ProposalState.DROPPED).order_by("minutes", "pk")
    number = minutes.count()
    return minutes.values_list("minutes", flat=True)[(number - 1) // 2] if number else None

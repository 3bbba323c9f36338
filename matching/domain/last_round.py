"""The last round that was sent of each programme, in figures that tell nothing about one person."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from matching.domain.small_cells import Row, hidden
from matching.models import MatchingRun, Proposal
from matching.states import ProposalState, RunState

DAYS_IN_WEEK = 7


@dataclass(frozen=True)
class LastRound:
    """A round as everybody may see it; None stands for a figure that is too small to show.

    Attributes
    ----------
    travel
        Mean travel of the pairs, in minutes.
    weeks
        Mean waiting time of the families who got a proposal, in weeks.
    """

    on: datetime
    waiting: int | None
    placed: int | None
    travel: int | None
    weeks: int | None


def last_rounds() -> dict[tuple[int, int], LastRound]:
    """Give the last round of which proposals were sent, by numbers of region and programme."""
    sent = Proposal.objects.filter(state=ProposalState.PUBLISHED).values("run")
    runs = MatchingRun.objects.filter(state=RunState.SUCCEEDED, pk__in=sent, figures__isnull=False)
    last = runs.order_by("region_id", "programme_id", "-pk").distinct("region_id", "programme_id")
    return {(run.region_id, run.programme_id): _shown(run) for run in last.select_related("figures")}


def last_sent() -> dict[int, datetime]:
    """Give, by number of the region, when its last round of which proposals were sent was asked for."""
    sent = Proposal.objects.filter(state=ProposalState.PUBLISHED).values("run")
    runs = MatchingRun.objects.filter(state=RunState.SUCCEEDED, pk__in=sent).order_by()
    return dict(runs.values_list("region").annotate(Max("requested_at")))


def _shown(run: MatchingRun) -> LastRound:
    figures = run.figures
    (whole,), (part,) = hidden([Row(figures.waiting, figures.placed)])
    waited = figures.measures.get("waited", {}).get("placed", {}).get("mean")
    return LastRound(
        on=run.finished_at or run.requested_at,
        waiting=None if whole else figures.waiting,
        placed=None if part else figures.placed,
        travel=None if part else round(figures.travel_mean),
        weeks=None if part or waited is None else round(waited / DAYS_IN_WEEK),
    )

"""Two runs side by side: for each family whether it is the same, who came and who fell away."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.models import MatchingRun, Proposal
from matching.states import RunState
from programmes.domain.refusal import Refusal


class Difference(models.TextChoices):
    """How a family fares in one run against another."""

    SAME = "same", _("Same reader")
    OTHER_READER = "other_reader", _("Other reader")
    NEWLY_PLACED = "newly_placed", _("Newly placed")
    NO_LONGER_PLACED = "no_longer_placed", _("No longer placed")


@dataclass(frozen=True)
class Compared:
    """A family that at least one of the runs placed, with its readers in each, by number."""

    family: int
    difference: Difference
    readers: tuple[int, ...]
    before: tuple[int, ...]


def compare(*, run: MatchingRun, other: MatchingRun) -> list[Compared]:
    """Compare what a run proposed with what another did, in one query.

    Returns
    -------
    list of Compared
        In the order of the numbers of the families. A family that the other run did not know, or placed
        nowhere, is newly placed.

    Raises
    ------
    Refusal
        When the run has no result.
    """
    if run.state != RunState.SUCCEEDED:
        raise Refusal("run-has-no-result", _("This matching run has no result to compare."))
    now, before = _readers(run, other)
    return [
        Compared(family, _difference(now[family], before[family]), now[family], before[family])
        for family in sorted(now.keys() | before.keys())
    ]


def may_compare(run: MatchingRun, other: MatchingRun) -> bool:
    """Tell whether another run has a result for the same region and programme."""
    same = (run.region_id, run.programme_id) == (other.region_id, other.programme_id)
    return same and other.state == RunState.SUCCEEDED


def _readers(*runs: MatchingRun) -> list[dict[int, tuple[int, ...]]]:
    proposed: dict[int, dict[int, tuple[int, ...]]] = {run.pk: defaultdict(tuple) for run in runs}
    rows = Proposal.objects.filter(run__in=proposed).order_by("volunteer_id")
    for run, family, volunteer in rows.values_list("run_id", "family_id", "volunteer_id"):
        proposed[run][family] += (volunteer,)
    return [proposed[run.pk] for run in runs]


def _difference(now: tuple[int, ...], before: tuple[int, ...]) -> Difference:
    if now == before:
        return Difference.SAME
    if not before:
        return Difference.NEWLY_PLACED
    return Difference.OTHER_READER if now else Difference.NO_LONGER_PLACED

"""Families that two rounds in a row found no reader for: a person writes down why."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from matching.models import MatchingRun, PassedOver, Unplaced
from matching.states import RunState
from programmes.domain.findings import Findings
from programmes.domain.refusal import Refusal
from programmes.models import User

if TYPE_CHECKING:
    from families.models import Family

LAST_RUNS = 200


def passed_over_again(run: MatchingRun, families: Collection[int]) -> set[int]:
    """Tell which of some families without a reader had none in the round before either."""
    before = round_before(run)
    if before is None:
        return set()
    rows = Unplaced.objects.filter(run=before, family__in=families)
    return set(rows.values_list("family_id", flat=True))


def round_before(run: MatchingRun) -> int | None:
    """Give the last run of the round before; a run that computes another anew is of the same round."""
    runs = MatchingRun.objects.filter(
        region=run.region_id,
        programme=run.programme_id,
        state=RunState.SUCCEEDED,
        repeats__isnull=True,
        pk__lt=run.pk,
    )
    follows = dict(runs.order_by("-pk").values_list("pk", "follows")[:LAST_RUNS])
    root, earlier = run.pk, run.follows_id
    while earlier in follows and earlier is not None:
        root, earlier = earlier, follows[earlier]
    return max((pk for pk in follows if pk < root), default=None)


def reasons_of(run: MatchingRun, families: Collection[int]) -> dict[int, PassedOver]:
    """Give what was written about some families in this run, by the number of the family."""
    rows = PassedOver.objects.filter(run=run, family__in=families).select_related("written_by")
    return {row.family_id: row for row in rows}


def explain(*, run: MatchingRun, family: "Family", reason: str, by: User | None, now: datetime) -> PassedOver:
    """Write down, or write anew, why a family was passed over again.

    Raises
    ------
    InvalidInput
        For a reason that is empty or too long.
    Refusal
        ``has-reader`` when the run did find a reader.
    """
    if not Unplaced.objects.filter(run=run, family=family).exists():
        raise Refusal(
            "has-reader", _("This run found a reader for this family: there is nothing to explain.")
        )
    record = PassedOver(run=run, family=family, reason=reason.strip(), written_by=by, written_at=now)
    findings = Findings()
    findings.check_fields(record)
    findings.close()
    with transaction.atomic(durable=True):
        kept, _made = PassedOver.objects.update_or_create(
            run=run,
            family=family,
            defaults={"reason": record.reason, "written_by": by, "written_at": now},
        )
    return kept

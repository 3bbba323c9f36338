"""The last phase: proposals, explanations, figures and the end of the run in one transaction, or nothing."""

import time

from django.db import transaction

from matching.domain import ending, explanations, leases, standing
from matching.domain.computation.wire import Chosen, Outcome
from matching.domain.leases import Lease
from matching.domain.shares import shares_of
from matching.domain.standing import Standing
from matching.models import MatchingRun, Proposal, RunFigures
from matching.solver.pairing import PART_NAMES
from matching.states import RunPhase, RunState
from programmes.domain.clock import database_now

BATCH = 1_000


def store(*, lease: Lease, outcome: Outcome) -> None:
    """Store what a computation came to, and let the run succeed.

    Raises
    ------
    matching.domain.leases.LostLeaseError
        When another execution has the run, or it was cancelled: nothing is stored.
    """
    figures = dict(outcome.figures)
    leases.write(
        lease, phase=RunPhase.STORING, found=figures["placed"], at_most=figures["bound"][1], done=0, total=1
    )
    with transaction.atomic(durable=True):
        began = time.monotonic()
        run = leases.locked(lease)
        before = standing.of_run(run)
        rows = (_proposal(run, pair, before) for pair in outcome.chosen)
        proposals = Proposal.objects.bulk_create(rows, batch_size=BATCH)
        explanations.store(run, proposals, outcome.told)
        figures |= {
            "pins_left_out": standing.left_out(before, proposals, told=figures["pins_left_out"]),
            "shares": shares_of(run),
        }
        seconds = {**figures["seconds"], RunPhase.STORING.value: round(time.monotonic() - began, 3)}
        RunFigures.objects.create(run=run, **{**figures, "seconds": seconds})
        now = database_now()
        ending.end(run, to=RunState.SUCCEEDED, by=None, now=now, done=1)


def _proposal(run: MatchingRun, pair: Chosen, before: Standing) -> Proposal:
    return Proposal(
        run=run,
        volunteer_id=pair.volunteer,
        family_id=pair.family,
        option=list(pair.option),
        score=pair.score,
        parts=dict(zip(PART_NAMES, pair.parts, strict=True)),
        minutes=pair.minutes,
        common_slots=pair.common_slots,
        waiting_days=pair.waiting_days,
        urgent=pair.urgent,
        **standing.marks(before, (pair.volunteer, pair.family)),
    )

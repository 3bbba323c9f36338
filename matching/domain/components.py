"""The pieces of a large run as rows: laid out once, claimed by lease, written by whoever holds it.

As with a run, every write states the number of its lease; once the piece was claimed anew, has
finished, or the run has ended, a late write finds no row and changes nothing.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Now

from matching import dispatch
from matching.domain import leases
from matching.domain.computation.wire import Progress
from matching.domain.computation.words import Piece, Solved
from matching.domain.leases import Lease
from matching.models import MatchingRun, RunComponent
from matching.states import FailureCode
from programmes.domain.clock import database_now


@dataclass(frozen=True)
class PieceLease:
    """The right to compute one piece of a run, until its number is no longer the piece's."""

    run_id: int
    number: int
    lease_number: int


@dataclass(frozen=True)
class Totals:
    """How far the pieces of a run are, added up.

    Attributes
    ----------
    failure
        Why one of them failed, empty when none did.
    """

    done: int
    pieces: int
    found: int
    at_most: int
    failure: str

    @property
    def is_complete(self) -> bool:
        """Tell whether every piece has a result."""
        return self.done == self.pieces and not self.failure


def lay_out(*, lease: Lease, pieces: Sequence[Piece], seconds_left: float) -> None:
    """Store the pieces of a run and ask workers to help with them, the largest first.

    What an earlier attempt at the run has finished of the very same pieces is kept.

    Raises
    ------
    matching.domain.leases.LostLeaseError
        When another execution has the run, or it has ended: nothing is stored.
    """
    prints = [hashlib.sha256(piece.content).hexdigest() for piece in pieces]
    with transaction.atomic(durable=True):
        run = leases.locked(lease)
        solve_before = database_now() + timedelta(seconds=seconds_left)
        known = run.components.order_by("number")
        if list(known.values_list("sha256", flat=True)) == prints:
            known.filter(finished_at__isnull=True).update(solve_before=solve_before)
        else:
            known.delete()
            RunComponent.objects.bulk_create(
                _row(run, piece, sha256, solve_before) for piece, sha256 in zip(pieces, prints, strict=True)
            )
        largest_first = sorted(pieces, key=lambda piece: -piece.pairs)
        dispatch.enqueue_components(run.pk, [piece.number for piece in largest_first])


def claim(*, run_id: int, number: int | None = None) -> PieceLease | None:
    """Claim a piece that nobody computes, and count the attempt; of two at once, each gets another.

    Parameters
    ----------
    number
        Which; without it, the largest.

    Returns
    -------
    PieceLease or None
        None when there is nothing to claim: computed by another, finished, tried often enough, or the
        run has ended.
    """
    free = _free(run_id) if number is None else _free(run_id).filter(number=number)
    with transaction.atomic(durable=True):
        piece = free.select_for_update(of=("self",), skip_locked=True).order_by("-pairs", "number").first()
        if piece is None:
            return None
        RunComponent.objects.filter(pk=piece.pk).update(
            attempts=F("attempts") + 1, lease_number=F("lease_number") + 1, lease_until=_until()
        )
        return PieceLease(run_id, piece.number, piece.lease_number + 1)


def held(lease: PieceLease) -> QuerySet[RunComponent]:
    """Narrow to the piece while the lease is good; to nothing afterwards."""
    return RunComponent.objects.filter(
        run_id=lease.run_id,
        number=lease.number,
        lease_number=lease.lease_number,
        finished_at__isnull=True,
    )


def renew(lease: PieceLease) -> bool:
    """Tell that the computation of the piece is alive; false when the lease is lost."""
    return bool(held(lease).update(lease_until=_until()))


def note(lease: PieceLease, progress: Progress) -> bool:
    """Write how far the piece is; false when the lease is lost."""
    return bool(held(lease).update(found=progress.found, at_most=progress.at_most))


def finish(lease: PieceLease, solved: Solved) -> bool:
    """Write what was computed; false when the lease is lost, and nothing was changed."""
    written = held(lease).update(
        result=solved.content,
        seconds=solved.seconds,
        found=solved.found,
        at_most=solved.at_most,
        finished_at=Now(),
    )
    return bool(written)


def fail(lease: PieceLease, code: FailureCode) -> None:
    """Note that the piece cannot be computed: whoever executes the run ends it."""
    held(lease).update(failure=code, seconds=0.0, finished_at=Now())


def hand_back(lease: PieceLease) -> None:
    """Let anybody claim the piece anew."""
    held(lease).update(lease_until=Now())


def totals(run_id: int) -> Totals:
    """Add up how far the pieces are; one that broke off too often counts as failed."""
    rows = RunComponent.objects.filter(run_id=run_id)
    told = rows.aggregate(
        pieces=Count("pk"),
        done=Count("pk", filter=Q(finished_at__isnull=False)),
        found=Sum("found", default=0),
        at_most=Sum("at_most", default=0),
        worn_out=Count("pk", filter=_worn_out()),
    )
    failed = rows.exclude(failure="").values_list("failure", flat=True).first()
    broke_off = FailureCode.BROKE_OFF if told.pop("worn_out") else ""
    return Totals(**told, failure=failed or broke_off)


def results(run_id: int) -> list[bytes]:
    """Give the results of all pieces, in their order."""
    rows = RunComponent.objects.filter(run_id=run_id).order_by("number")
    return [bytes(result or b"") for result in rows.values_list("result", flat=True)]


def forget(run: MatchingRun) -> None:
    """Delete the columns of a run that ends, inside the caller's transaction; late writes find no row."""
    run.components.update(content=None, result=None, lease_number=F("lease_number") + 1)


def _row(run: MatchingRun, piece: Piece, sha256: str, solve_before: datetime) -> RunComponent:
    return RunComponent(
        run=run,
        number=piece.number,
        pairs=piece.pairs,
        content=piece.content,
        sha256=sha256,
        solve_before=solve_before,
        at_most=piece.families,
    )


def _free(run_id: int) -> QuerySet[RunComponent]:
    unclaimed = Q(lease_until__isnull=True) | Q(lease_until__lt=Now())
    return RunComponent.objects.filter(
        unclaimed,
        run_id=run_id,
        content__isnull=False,
        finished_at__isnull=True,
        attempts__lt=settings.RUN_ATTEMPTS,
    )


def _worn_out() -> Q:
    return Q(finished_at__isnull=True, attempts__gte=settings.RUN_ATTEMPTS, lease_until__lt=Now())


def _until() -> object:
    return Now() + timedelta(seconds=settings.RUN_LEASE_SECONDS)

"""Who executes a run: a lease with a rising number, by the database's clock.

Every write of an execution states its number; once another execution has a higher one, or
the run has ended, a late write finds no row and changes nothing.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from matching.models import MatchingRun
from matching.states import RunPhase, RunState
from programmes.domain import lifecycle
from programmes.domain.clock import database_now


class LostLeaseError(Exception):
    """Another execution has the run, or it has ended: what is done here counts for nothing."""


@dataclass(frozen=True)
class Lease:
    """The right to execute a run, until its number is no longer the run's."""

    run_id: int
    number: int


def take(*, run_id: int) -> Lease | None:
    """Take up a queued run, or one whose execution is gone; count the attempt before anything is computed.

    Returns
    -------
    Lease or None
        None when there is nothing to take up: executed by another, ended, or tried often enough.
    """
    with transaction.atomic(durable=True):
        run = _free(run_id).select_for_update(of=("self",)).first()
        if run is None:
            return None
        if run.state == RunState.QUEUED:
            lifecycle.move(run, to=RunState.RUNNING, by=None, now=database_now())
        MatchingRun.objects.filter(pk=run_id).update(
            phase=RunPhase.LOADING,
            started_at=run.started_at or Now(),
            attempts=F("attempts") + 1,
            lease_number=F("lease_number") + 1,
            lease_until=_until(),
        )
        return Lease(run_id, run.lease_number + 1)


def held(lease: Lease) -> QuerySet[MatchingRun]:
    """Narrow to the run while the lease is good; to nothing afterwards."""
    return MatchingRun.objects.filter(pk=lease.run_id, lease_number=lease.number, state=RunState.RUNNING)


def write(lease: Lease, **changes: object) -> None:
    """Change fields of the run.

    Raises
    ------
    LostLeaseError
        When the lease is lost: nothing was changed.
    """
    if not held(lease).update(**changes):
        raise LostLeaseError


def renew(lease: Lease) -> None:
    """Tell that the execution is alive."""
    write(lease, lease_until=_until())


def hand_back(lease: Lease) -> None:
    """Let the next sweep start the run anew."""
    held(lease).update(lease_until=Now())


def locked(lease: Lease) -> MatchingRun:
    """Lock the run for its last write, inside the caller's transaction.

    Raises
    ------
    LostLeaseError
        When the lease is lost.
    """
    run = held(lease).select_for_update(of=("self",)).select_related("region", "programme").first()
    if run is None:
        raise LostLeaseError
    return run


def _free(run_id: int) -> QuerySet[MatchingRun]:
    runs = MatchingRun.objects.filter(pk=run_id, attempts__lt=settings.RUN_ATTEMPTS)
    queued, abandoned = (
        runs.filter(state=RunState.QUEUED),
        runs.filter(state=RunState.RUNNING, lease_until__lt=Now()),
    )
    return queued | abandoned


def _until() -> object:
    return Now() + timedelta(seconds=settings.RUN_LEASE_SECONDS)

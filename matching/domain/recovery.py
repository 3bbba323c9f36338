"""The sweep: no run is forgotten, whatever happened to the queue or to a worker."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from matching import dispatch
from matching.domain import ending
from matching.models import MatchingRun
from matching.states import FailureCode, RunState
from programmes.domain.clock import database_now
from programmes.domain.once import alone

PATIENCE = timedelta(seconds=15)
SWEEP_LOCK = 0x646C_0001


def recover_runs() -> list[int]:
    """Ask workers again for runs that wait or that lost their worker; end those tried often enough.

    A second sweep at the same moment does nothing.

    Returns
    -------
    list of int
        Numbers of the records that were asked for again.
    """
    with transaction.atomic(durable=True):
        if not alone(SWEEP_LOCK):
            return []
        for run in _abandoned().filter(attempts__gte=settings.RUN_ATTEMPTS):
            ending.fail(run, code=FailureCode.BROKE_OFF, now=database_now())
        again = [run.pk for run in _abandoned().filter(attempts__lt=settings.RUN_ATTEMPTS)]
        for run_id in again:
            dispatch.enqueue_run(run_id)
    return again


def _abandoned() -> QuerySet[MatchingRun]:
    not_picked_up = Q(state=RunState.QUEUED, requested_at__lt=Now() - PATIENCE)
    lost = Q(state=RunState.RUNNING, lease_until__lt=Now())
    runs = MatchingRun.objects.filter(not_picked_up | lost)
    return runs.select_for_update(of=("self",), skip_locked=True).order_by("pk")

"""Ask for a run, stop it and use what it found, cancel it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from matching import dispatch
from matching.domain import ending
from matching.domain.presets import Preset, RunSettings, settings_for
from matching.domain.violations import broken_constraint
from matching.models import MatchingRun
from matching.states import RunState
from programmes.domain.refusal import Refusal
from programmes.models import Programme, Region, User
from programmes.states import ProgrammeState

ONE_AT_A_TIME = "one_run_at_a_time_per_region_and_programme"


class RunInProgress(Refusal):
    """A run of this region and programme is going already.

    Attributes
    ----------
    run : MatchingRun
        That run.
    """

    def __init__(self, run: MatchingRun) -> None:
        super().__init__(
            "run-in-progress",
            _("A matching run is going already. Wait until it has ended, or cancel it."),
            run=run.pk,
        )
        self.run = run


def request(
    *,
    region: Region,
    programme: Programme,
    preset: str = Preset.BALANCED,
    time_limit: int | None = None,
    by: User | None,
    now: datetime,
) -> MatchingRun:
    """Ask for a matching run; a worker takes it up.

    Parameters
    ----------
    preset
        What counts most in quality, a `Preset`.
    time_limit
        Seconds; without it, the longest that this installation allows.

    Raises
    ------
    RunInProgress
        When one is queued or running: of two at the same instant, for the second.
    InvalidInput
        For an unknown preset or a time limit out of range.
    Refusal
        When the programme is not open in this region.
    """
    chosen = settings_for(programme=programme, preset=preset, time_limit=time_limit)
    try:
        with transaction.atomic(durable=True):
            return _create(region, programme, chosen, by, now)
    except IntegrityError as error:
        if broken_constraint(error) != ONE_AT_A_TIME:
            raise
        raise RunInProgress(_latest(region, programme)) from error


def stop(*, run: MatchingRun, by: User | None, now: datetime) -> None:  # noqa: ARG001 - as all use cases
    """Ask a run to end with what it has found.

    Raises
    ------
    Refusal
        When it has ended already.
    """
    with transaction.atomic(durable=True):
        _lock_going(run)
        if run.stop_requested_at is None:
            run.stop_requested_at = now
            run.save(update_fields=["stop_requested_at"])


def cancel(*, run: MatchingRun, by: User | None, now: datetime) -> None:
    """End a run at once, without a result; its computation is ended by the worker, which looks often.

    Raises
    ------
    Refusal
        When it has ended already.
    """
    with transaction.atomic(durable=True):
        _lock_going(run)
        ending.end(run, to=RunState.CANCELLED, by=by, now=now, cancel_requested_at=now)


def _create(
    region: Region, programme: Programme, chosen: RunSettings, by: User | None, now: datetime
) -> MatchingRun:
    # Numbers of a region are given out one after the other.
    Region.objects.select_for_update(of=("self",), no_key=True).get(pk=region.pk)
    if programme.state != ProgrammeState.OPEN or not programme.regions.filter(pk=region.pk).exists():
        raise Refusal("programme-not-open", _("This programme is not open here. Open it first."), "programme")
    last = MatchingRun.objects.filter(region=region).aggregate(last=Max("number"))["last"] or 0
    run = MatchingRun.objects.create(
        region=region,
        programme=programme,
        number=last + 1,
        settings=chosen.as_json(),
        requested_by=by,
        requested_at=now,
    )
    dispatch.enqueue_run(run.pk)
    return run


def _latest(region: Region, programme: Programme) -> MatchingRun:
    return MatchingRun.objects.filter(region=region, programme=programme).latest("pk")


def _lock_going(run: MatchingRun) -> None:
    MatchingRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    run.refresh_from_db(fields=["state", "stop_requested_at"])
    if not run.is_going:
        raise Refusal("run-has-ended", _("This matching run has ended already."))

"""Ask for a run, stop it and use what it found, cancel it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from matching import dispatch
from matching.domain import ending, standing
from matching.domain.presets import Preset, RunSettings, rules_of, settings_for, solver_version
from matching.domain.violations import broken_constraint
from matching.models import MatchingRun
from matching.solver.pairing import Weights
from matching.states import RunState
from programmes.domain.refusal import Refusal
from programmes.models import Programme, Region, StateChange, User
from programmes.states import ProgrammeState

ONE_AT_A_TIME = "one_run_at_a_time_per_region_and_programme"
STOP = "stop"


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
    weights: Weights | None = None,
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
    weights
        Set by hand, instead of those of a preset.

    Raises
    ------
    RunInProgress
        When one is queued or running: of two at the same instant, for the second.
    InvalidInput
        For an unknown preset or a time limit out of range.
    Refusal
        When the programme is not open in this region.
    """
    chosen = settings_for(programme=programme, preset=preset, time_limit=time_limit, weights=weights)
    with one_at_a_time(region, programme), transaction.atomic(durable=True):
        return create(region=region, programme=programme, chosen=chosen, by=by, now=now)


def follow(*, run: MatchingRun, by: User | None, now: datetime) -> MatchingRun:
    """Ask for a run that computes anew what was changed in a run, with its weights and time limit.

    Its approved drafts and the pins stay, as they do in every next run.

    Raises
    ------
    RunInProgress
        When one is queued or running.
    Refusal
        When a newer run succeeded, so that this one's drafts no longer stand, or it has no drafts of its own.
    """
    with one_at_a_time(run.region, run.programme), transaction.atomic(durable=True):
        return enter_following(run=run, by=by, now=now)


def enter_following(*, run: MatchingRun, by: User | None, now: datetime) -> MatchingRun:
    """Do what `follow` does, as a step inside the caller's transaction within `one_at_a_time`."""
    lock_numbers(run.region)
    _check_followed(run)
    chosen = replace(RunSettings.of_json(run.settings), rules=rules_of(run.programme))
    return create(region=run.region, programme=run.programme, chosen=chosen, follows=run, by=by, now=now)


def again(*, run: MatchingRun, by: User | None, now: datetime) -> MatchingRun:
    """Ask anew for a run that ended without an outcome, with its settings and today's data.

    Raises
    ------
    RunInProgress
        When one is queued or running.
    """
    if run.follows is not None:
        return follow(run=run.follows, by=by, now=now)
    chosen = replace(RunSettings.of_json(run.settings), rules=rules_of(run.programme))
    with one_at_a_time(run.region, run.programme), transaction.atomic(durable=True):
        return create(region=run.region, programme=run.programme, chosen=chosen, by=by, now=now)


@contextmanager
def one_at_a_time(region: Region, programme: Programme) -> Iterator[None]:
    """Turn the database's refusal of a second run into words.

    Raises
    ------
    RunInProgress
        When the transaction within it asked for a run while one was queued or running.
    """
    try:
        yield
    except IntegrityError as error:
        if broken_constraint(error) != ONE_AT_A_TIME:
            raise
        raise RunInProgress(latest(region, programme)) from error


def check_not_a_repeat(run: MatchingRun) -> None:
    """Refuse to decide about a run that only repeats another.

    Raises
    ------
    Refusal
        For a repeat.
    """
    if run.repeats_id is not None:
        raise Refusal(
            "run-is-a-repeat", _("This run only repeats another one. Work in the review of that run.")
        )


def stop(*, run: MatchingRun, by: User | None, now: datetime) -> None:
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
            _note_stop(run, by, now)


def ended_by(run: MatchingRun) -> User | None:
    """Give the person who stopped or cancelled a run, if one did."""
    steps = StateChange.objects.filter(subject=run._meta.label_lower, subject_id=run.pk)
    called_off = steps.filter(Q(reason=STOP) | Q(to_state=RunState.CANCELLED)).select_related("by")
    last = called_off.order_by("-at", "-pk").first()
    return last.by if last else None


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


def lock_numbers(region: Region) -> None:
    """Let numbers of a region be given out one after the other, inside the caller's transaction."""
    Region.objects.select_for_update(of=("self",), no_key=True).get(pk=region.pk)


def next_number(region: Region) -> int:
    """Give the next number of a region whose numbers are locked."""
    last = MatchingRun.objects.filter(region=region).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def create(
    *,
    region: Region,
    programme: Programme,
    chosen: RunSettings,
    follows: MatchingRun | None = None,
    by: User | None,
    now: datetime,
) -> MatchingRun:
    """Make a queued run, as a step inside the caller's transaction within `one_at_a_time`."""
    lock_numbers(region)
    if programme.state != ProgrammeState.OPEN or not programme.regions.filter(pk=region.pk).exists():
        raise Refusal("programme-not-open", _("This programme is not open here. Open it first."), "programme")
    run = MatchingRun.objects.create(
        region=region,
        programme=programme,
        number=next_number(region),
        settings=chosen.as_json() | {"solver": solver_version()},
        requested_by=by,
        requested_at=now,
        follows=follows,
    )
    dispatch.enqueue_run(run.pk)
    return run


def latest(region: Region, programme: Programme) -> MatchingRun:
    """Give the run that was asked for last."""
    return MatchingRun.objects.filter(region=region, programme=programme).latest("pk")


def _check_followed(run: MatchingRun) -> None:
    check_not_a_repeat(run)
    if run.state != RunState.SUCCEEDED:
        raise Refusal("run-not-succeeded", _("This run has no proposals to go on from."))
    if run.pk != standing.last_run(run.region, run.programme):
        raise Refusal("not-the-last-run", _("A newer run has ended since. Work in the review of that run."))


def _note_stop(run: MatchingRun, by: User | None, now: datetime) -> None:
    """Write down who asked; a stop is a wish and no step, the state stays."""
    StateChange.objects.create(
        subject=run._meta.label_lower,
        subject_id=run.pk,
        from_state=run.state,
        to_state=run.state,
        reason=STOP,
        by=by,
        at=now,
    )


def _lock_going(run: MatchingRun) -> None:
    MatchingRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    run.refresh_from_db(fields=["state", "stop_requested_at"])
    if not run.is_going:
        raise Refusal("run-has-ended", _("This matching run has ended already."))

"""Compute a run again on the very input that it had, and tell whether the outcome is the same."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from matching import dispatch
from matching.domain import runs
from matching.domain.presets import solver_version
from matching.models import MatchingRun, Proposal, Snapshot
from matching.states import RunState
from programmes.domain.refusal import Refusal
from programmes.models import User

Pairs = dict[tuple[int, int], tuple[str, ...]]


@dataclass(frozen=True)
class Repetition:
    """What a run and its repeat have in common, and what not.

    Attributes
    ----------
    original
        The run that was repeated.
    same_input
        The frozen data have the same fingerprint.
    same_objective
        All five goals were reached equally well.
    only_before, only_now
        Pairs (numbers of a volunteer and a family) that only one of the two has.
    other_moment
        Pairs that both have, at another moment.
    """

    original: MatchingRun
    same_input: bool
    same_objective: bool
    only_before: tuple[tuple[int, int], ...]
    only_now: tuple[tuple[int, int], ...]
    other_moment: tuple[tuple[int, int], ...]

    @property
    def is_same(self) -> bool:
        """Tell whether the outcome is the same, pair for pair."""
        differs = self.only_before or self.only_now or self.other_moment
        return self.same_input and self.same_objective and not differs


def reproduce(*, run: MatchingRun, by: User | None, now: datetime) -> MatchingRun:
    """Ask for a run that computes anew on the same frozen data, with the same settings.

    It counts as a run like any other for "one at a time"; its outcome is there to compare, not to send.

    Raises
    ------
    RunInProgress
        When one is queued or running.
    Refusal
        When the run did not succeed.
    """
    with runs.one_at_a_time(run.region, run.programme), transaction.atomic(durable=True):
        runs.lock_numbers(run.region)
        if run.state != RunState.SUCCEEDED:
            raise Refusal("run-not-succeeded", _("Only a run that ended with an outcome can be repeated."))
        repeat = MatchingRun.objects.create(
            region=run.region,
            programme=run.programme,
            number=runs.next_number(run.region),
            settings=run.settings | {"solver": solver_version()},
            requested_by=by,
            requested_at=now,
            repeats=run,
        )
        _copy_input(run, repeat)
        dispatch.enqueue_run(repeat.pk)
        return repeat


def again(*, run: MatchingRun, by: User | None, now: datetime) -> MatchingRun:
    """Ask anew for a run that ended without an outcome: a repeat on its frozen data, another on today's.

    Raises
    ------
    RunInProgress
        When one is queued or running.
    Refusal
        When it can no longer be asked for, see `reproduce` and `matching.domain.runs.again`.
    """
    if run.repeats is not None:
        return reproduce(run=run.repeats, by=by, now=now)
    return runs.again(run=run, by=by, now=now)


def repetition(run: MatchingRun) -> Repetition | None:
    """Compare a repeat with what it repeats; nothing before it succeeded, or for another run."""
    if run.repeats is None or run.state != RunState.SUCCEEDED:
        return None
    before, now = _pairs(run.repeats), _pairs(run)
    return Repetition(
        original=run.repeats,
        same_input=_fingerprint(run) == _fingerprint(run.repeats),
        same_objective=run.figures.objective == run.repeats.figures.objective,
        only_before=tuple(sorted(before.keys() - now.keys())),
        only_now=tuple(sorted(now.keys() - before.keys())),
        other_moment=tuple(sorted(pair for pair in before.keys() & now.keys() if before[pair] != now[pair])),
    )


def _copy_input(run: MatchingRun, repeat: MatchingRun) -> None:
    frozen = Snapshot.objects.get(run=run)
    Snapshot.objects.create(
        run=repeat,
        content=frozen.content,
        sha256=frozen.sha256,
        taken_at=frozen.taken_at,
        volunteers=frozen.volunteers,
        families=frozen.families,
    )


def _fingerprint(run: MatchingRun) -> str:
    return Snapshot.objects.values_list("sha256", flat=True).get(run=run)


def _pairs(run: MatchingRun) -> Pairs:
    """Give what a run proposed, whatever became of it since."""
    rows = Proposal.objects.filter(run=run).order_by()
    return {
        (volunteer, family): tuple(option)
        for volunteer, family, option in rows.values_list("volunteer_id", "family_id", "option")
    }

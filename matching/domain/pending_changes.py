"""Pins, bans and swaps that a coordinator collects in a review, and the run that computes anew with them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from itertools import starmap
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from matching.domain import overrides, runs, standing
from matching.domain.violations import broken_constraint
from matching.models import ChangeKind, MatchingRun, Override, OverrideKind, PendingChange
from matching.states import ProposalState
from programmes.domain.findings import Findings
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import Region, User

if TYPE_CHECKING:
    from families.models import Family
    from volunteers.models import Volunteer

ONCE_A_PAIR = "a_pair_is_changed_once_in_a_run"


def of_run(run: MatchingRun) -> QuerySet[PendingChange]:
    """List what waits to be computed, the oldest first, with all that a page shows of it."""
    people = ("volunteer", "family", "with_volunteer", "with_family", "made_by")
    return run.pending_changes.select_related(*people).order_by("pk")


def add(
    *,
    run: MatchingRun,
    kind: ChangeKind,
    volunteer: "Volunteer",
    family: "Family",
    with_volunteer: "Volunteer | None" = None,
    with_family: "Family | None" = None,
    reason: str,
    until: date | None = None,
    change: Sequence[int] | None = None,
    exact: bool = False,
    by: User | None,
    now: datetime,
) -> PendingChange:
    """Note a change; it binds nobody before it is computed.

    Parameters
    ----------
    with_volunteer, with_family
        The other pair of a swap.
    change, exact
        The price that was shown.

    Raises
    ------
    InvalidInput
        For a reason that is empty or too long, or a day that is not to come.
    Refusal
        When the run only repeats another, or the pair is in another change of it already.
    """
    runs.check_not_a_repeat(run)
    others = {"with_volunteer": with_volunteer, "with_family": with_family}
    price = {"change": list(change) if change else None, "exact": exact}
    made = {"reason": reason.strip(), "until": until, "made_by": by, "made_at": now}
    pair = {"run": run, "kind": kind, "volunteer": volunteer, "family": family}
    row = PendingChange(**pair, **others, **price, **made)
    _check(row)
    _save_once(row)
    return row


def remove(*, run: MatchingRun, number: int, by: User | None, now: datetime) -> None:  # noqa: ARG001 - as all use cases
    """Take one change from the list; one that is gone already is as wanted."""
    with transaction.atomic(durable=True):
        run.pending_changes.filter(pk=number).delete()


def clear(*, run: MatchingRun, by: User | None, now: datetime) -> None:  # noqa: ARG001 - as all use cases
    """Take all changes from the list."""
    with transaction.atomic(durable=True):
        run.pending_changes.all().delete()


def apply(*, run: MatchingRun, by: User | None, now: datetime) -> MatchingRun:
    """Decide on the changes of a run and ask for a run that computes anew with them: all or nothing.

    The new run keeps what is approved and pinned. Approvals of pairs that a ban or a swap
    parts are taken back.

    Returns
    -------
    MatchingRun
        The new run, queued.

    Raises
    ------
    RunInProgress
        When one is queued or running; the changes stay.
    Refusal
        When a change cannot be decided on any more (its sentence names the pair), or a newer run succeeded.
    """
    with ExitStack() as kept:
        kept.enter_context(runs.one_at_a_time(run.region, run.programme))
        kept.enter_context(transaction.atomic(durable=True))
        Region.objects.select_for_update(of=("self",), no_key=True).get(pk=run.region_id)
        changes = list(of_run(run).select_for_update(of=("self",)))
        _decide(changes, by, now)
        _take_approvals_back(run, changes)
        run.pending_changes.filter(pk__in=[change.pk for change in changes]).delete()
        return runs.enter_following(run=run, by=by, now=now)


def estimate(changes: Iterable[PendingChange]) -> tuple[tuple[int, ...], bool] | None:
    """Add the prices up.

    Returns
    -------
    tuple
        The sum, level by level, and whether it is proven: that of one exact price is, a sum of several is
        not, for changes may help or hinder each other. ``None`` when no price is known.
    """
    known = [change for change in changes if change.change is not None]
    if not known:
        return None
    total = tuple(map(sum, zip(*(change.change or () for change in known), strict=True)))
    return total, len(known) == 1 and known[0].exact


def _save_once(row: PendingChange) -> None:
    try:
        with transaction.atomic(durable=True):
            row.save(force_insert=True)
    except IntegrityError as error:
        if broken_constraint(error) != ONCE_A_PAIR:
            raise
        raise Refusal(
            "changed-already", _("This pair is in the list of changes already. Undo that one first.")
        ) from error


def _check(row: PendingChange) -> None:
    day = timezone.localdate(row.made_at)
    findings = Findings()
    findings.check_fields(row)
    findings.expect(
        "until",
        _("Choose a day after today, or none."),
        holds=row.until is None or row.until > day,
    )
    findings.close()


def _decide(changes: Iterable[PendingChange], by: User | None, now: datetime) -> None:
    day = timezone.localdate(now)
    for change in changes:
        for override in _overrides(change, by, now):
            if _stands(override, day):
                continue
            try:
                with overrides.kept_once(override):
                    overrides.enter(override, now=now)
            except Refusal as refusal:
                pair = f"{override.family.reference}, {override.volunteer.full_name}"
                raise Refusal(refusal.code, format_lazy("{}: {}", pair, refusal.message)) from refusal


def _overrides(change: PendingChange, by: User | None, now: datetime) -> Iterator[Override]:
    """Put together what a change decides: a swap is two pins of the crossed pairs."""

    def entry(volunteer: "Volunteer", family: "Family") -> Override:
        kind = OverrideKind.BAN if change.kind == ChangeKind.BAN else OverrideKind.PIN
        asked: dict[str, Any] = {"reason": change.reason, "until": change.until, "by": by, "now": now}
        try:
            return overrides.entry(kind=kind, volunteer=volunteer, family=family, **asked)
        except InvalidInput as invalid:
            sentence = next(sentence for each in invalid.errors.values() for sentence in each)
            raise Refusal("change-expired", format_lazy("{}: {}", family.reference, sentence)) from invalid

    pairs = [(change.volunteer, change.family)]
    if change.with_volunteer and change.with_family:
        pairs = [(change.volunteer, change.with_family), (change.with_volunteer, change.family)]
    yield from starmap(entry, pairs)


def _stands(override: Override, day: date) -> bool:
    """Tell whether the same is in force already."""
    same = standing.in_force(day).filter(programme_id=override.programme_id, kind=override.kind)
    return same.filter(volunteer_id=override.volunteer_id, family_id=override.family_id).exists()


def _take_approvals_back(run: MatchingRun, changes: Iterable[PendingChange]) -> None:
    parted = Q(pk__in=())
    for change in changes:
        if change.kind in {ChangeKind.BAN, ChangeKind.SWAP}:
            parted |= Q(volunteer=change.volunteer_id, family=change.family_id)
        if change.kind == ChangeKind.SWAP:
            parted |= Q(volunteer=change.with_volunteer_id, family=change.with_family_id)
    drafts = run.proposals.filter(parted, state=ProposalState.DRAFT).order_by("pk")
    # Locked in the order of all who decide about several.
    numbers = list(drafts.select_for_update(of=("self",)).values_list("pk", flat=True))
    run.proposals.filter(pk__in=numbers).update(approved_by=None, approved_at=None)

"""What stands from before when a run begins: pins, bans, approvals, and the drafts that are not decided yet.

Pins and approvals must be in the next outcome, pins first, the oldest first; bans must not. Drafts
of the last run that nobody dropped or sent count as published, so that a new run changes as little
as it can (product.md, section 5); what was sent holds its seat and moment already.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from matching.models import Match, MatchingRun, Override, OverrideKind, Proposal
from matching.states import MatchState, OverrideState, ProposalState, RunState
from programmes.models import Programme, Region
from volunteers.domain import queries as volunteers

Pair = tuple[int, int]
ABSENT = "state"


@dataclass(frozen=True)
class Approval:
    """A draft that a person agreed with, who that was, and when."""

    proposal_id: int
    by_id: int | None
    at: datetime


@dataclass(frozen=True)
class Standing:
    """Earlier decisions by the numbers of a volunteer and a family.

    Attributes
    ----------
    pins
        Number of the pin, the oldest first.
    approvals
        Approved drafts of the last run that succeeded, the oldest approval first.
    drafts
        All drafts of that run, approved or not.
    """

    pins: dict[Pair, int]
    approvals: dict[Pair, Approval]
    drafts: tuple[Pair, ...]

    @property
    def must_be(self) -> tuple[Pair, ...]:
        """Pairs that the next outcome must hold, those before others that go first when not all can."""
        return tuple(self.pins | self.approvals)


NOTHING = Standing({}, {}, ())


def load(*, region: Region, programme: Programme, day: date, decided_by: datetime | None = None) -> Standing:
    """Load the pins in force on a day, and the drafts of the last run; in two queries.

    A pin is fulfilled, and asks for nothing more, once the two were proposed to each other, and that was
    not taken back.

    Parameters
    ----------
    decided_by
        Leave out what was pinned or approved after this moment.
    """
    until = {} if decided_by is None else {"created_at__lte": decided_by}
    sent = Match.objects.filter(
        Q(volunteer=OuterRef("volunteer")) | Q(partner=OuterRef("volunteer")),
        programme=programme,
        family=OuterRef("family"),
        proposed_at__gte=OuterRef("created_at"),
    ).exclude(state=MatchState.TAKEN_BACK)
    pins = in_force(day).filter(
        ~Exists(sent), region=region, programme=programme, kind=OverrideKind.PIN, **until
    )
    drafts = _last_drafts(region, programme)
    return Standing(
        pins={
            (volunteer, family): number
            for volunteer, family, number in pins.order_by("created_at", "pk").values_list(
                "volunteer_id", "family_id", "pk"
            )
        },
        approvals={
            (draft.volunteer_id, draft.family_id): Approval(draft.pk, draft.approved_by_id, draft.approved_at)
            for draft in sorted(drafts, key=_first_approved_first)
            if draft.approved_at is not None and (decided_by is None or draft.approved_at <= decided_by)
        },
        drafts=tuple((draft.volunteer_id, draft.family_id) for draft in drafts),
    )


def of_run(run: MatchingRun) -> Standing:
    """Load what stood when the input of a going run was frozen, as far as it still stands.

    A run that repeats another takes nothing over: what was decided is in the frozen input already,
    and nobody decides about its pairs.
    """
    if run.repeats_id is not None:
        return NOTHING
    taken_at = run.snapshot.taken_at
    day = timezone.localdate(taken_at)
    found = load(region=run.region, programme=run.programme, day=day, decided_by=taken_at)
    first_of = first_of_duos(run, [volunteer for volunteer, _ in (*found.must_be, *found.drafts)])

    def pair_in_run(pair: Pair) -> Pair:
        return first_of.get(pair[0], pair[0]), pair[1]

    return Standing(
        pins={pair_in_run(pair): number for pair, number in found.pins.items()},
        approvals={pair_in_run(pair): approval for pair, approval in found.approvals.items()},
        drafts=tuple(pair_in_run(pair) for pair in found.drafts),
    )


def first_of_duos(run: MatchingRun, numbers: Iterable[int]) -> dict[int, int]:
    """Give, for the second volunteer of a duo, the first one: under that number both are in the run."""
    duos = volunteers.duos_at(run.snapshot.taken_at, set(numbers))
    return {second: first for first, second in duos}


def marks(before: Standing, pair: Pair) -> dict[str, Any]:
    """Give the fields of a new proposal that tell what was decided about its pair before."""
    approval = before.approvals.get(pair)
    return {
        "pinned": pair in before.pins,
        "approved_by_id": approval.by_id if approval else None,
        "approved_at": approval.at if approval else None,
    }


def left_out(
    before: Standing, proposals: Iterable[Proposal], *, told: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Name the pins and approvals that a run could not keep, each with the rule that it breaks.

    Parameters
    ----------
    told
        Those of people in the run, by their numbers; who is named and was not there is out of the queue.

    Returns
    -------
    list of dict
        ``pin`` or ``proposal`` (the number of one), ``volunteer``, ``family`` and ``rule``.
    """
    rules = {(pair["volunteer"], pair["family"]): pair["rule"] for pair in told}
    kept = {(proposal.volunteer_id, proposal.family_id) for proposal in proposals}
    return [
        {**_named(before, pair), "volunteer": pair[0], "family": pair[1], "rule": rules.get(pair, ABSENT)}
        for pair in before.must_be
        if pair not in kept
    ]


def _named(before: Standing, pair: Pair) -> dict[str, int]:
    if pair in before.pins:
        return {"pin": before.pins[pair]}
    return {"proposal": before.approvals[pair].proposal_id}


def bans(*, programme: Programme, day: date) -> list[Pair]:
    """List the pairs that coordinators excluded, as far as that is in force on a day."""
    rows = in_force(day).filter(programme=programme, kind=OverrideKind.BAN)
    return list(rows.order_by().values_list("volunteer_id", "family_id"))


def in_force(day: date) -> QuerySet[Override]:
    """Narrow to pins and bans that hold on a day: open, and not past their last day."""
    return Override.objects.filter(Q(until__isnull=True) | Q(until__gte=day), state=OverrideState.OPEN)


def last_run(region: Region, programme: Programme) -> int | None:
    """Give the number of the record whose drafts stand: of the newest run that succeeded and repeats none."""
    return _last(region, programme).values_list("pk", flat=True).first()


def _last(region: Region, programme: Programme) -> QuerySet[MatchingRun]:
    rows = MatchingRun.objects.filter(
        region=region, programme=programme, state=RunState.SUCCEEDED, repeats__isnull=True
    )
    return rows.order_by("-pk")


def _last_drafts(region: Region, programme: Programme) -> list[Proposal]:
    newest = _last(region, programme).values("pk")[:1]
    return list(Proposal.objects.filter(run__in=newest, state=ProposalState.DRAFT).order_by("pk"))


def _first_approved_first(draft: Proposal) -> tuple[float, int]:
    return (draft.approved_at.timestamp() if draft.approved_at else 0.0, draft.pk)

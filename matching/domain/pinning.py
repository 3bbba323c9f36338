"""Pin what a run chose, and end that: it costs nothing in this run, and binds the next ones."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.domain import overrides
from matching.domain.recheck import DUO, MOMENT, verdicts
from matching.domain.seen import Decided, check_seen, lock_seen
from matching.domain.wording import REFUSALS
from matching.models import MatchingRun, Override, OverrideKind, Proposal
from matching.states import OverrideState, ProposalState
from programmes.domain import lifecycle, versions
from programmes.domain.access import Action
from programmes.domain.refusal import Refusal
from programmes.models import Region, User
from volunteers.domain import queries as volunteers

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Pair = tuple[int, int]
# The two may still be paired: at another moment, or with whom goes along now.
STILL_A_PAIR = frozenset({"", MOMENT, DUO})


def pin_seen(
    *,
    run: MatchingRun,
    seen: Mapping[int, str],
    reason: str,
    until: date | None = None,
    by: User | None,
    now: datetime,
) -> Decided:
    """Pin the pairs of drafts that are still what a person saw.

    Parameters
    ----------
    seen
        Version (`matching.domain.seen.version_of`) by number of the proposal.

    Returns
    -------
    Decided
        Refused are those that break a rule today. What is pinned already counts as done.

    Raises
    ------
    InvalidInput
        For a reason that is empty or too long, or a day that is not to come.
    Refusal
        When 200 pins and bans are in force.
    """
    with transaction.atomic(durable=True):
        # Region first, then proposals: the order of all who decide.
        Region.objects.select_for_update(of=("self",), no_key=True).get(pk=run.region_id)
        same, changed = lock_seen(run, seen)
        drafts = [row for row in same if row.state == ProposalState.DRAFT]
        codes = verdicts(run=run, proposals=drafts, day=timezone.localdate(now)) if drafts else {}
        kept = [row for row in drafts if codes[row.pk] in STILL_A_PAIR]
        _pin(kept, {"reason": reason, "until": until, "by": by, "now": now})
        run.proposals.filter(pk__in=[row.pk for row in kept]).update(pinned=True)
    refused = tuple((row, codes[row.pk]) for row in drafts if codes[row.pk] not in STILL_A_PAIR)
    return Decided(len(kept), changed, refused)


def unpin(*, proposal: Proposal, seen: str | None = None, by: User | None, now: datetime) -> None:
    """End the pin of a draft's pair; the proposal stays.

    Raises
    ------
    Refusal
        When it is no draft any more, or, as `ChangedMeanwhile`, not what the person saw.
    """
    with transaction.atomic(durable=True):
        proposal.refresh_from_db(from_queryset=Proposal.objects.select_for_update(of=("self",)))
        check_seen(proposal, seen)
        if proposal.state != ProposalState.DRAFT:
            raise Refusal("not-a-draft", REFUSALS["not-a-draft"])
        for pin in chain.from_iterable(_pins_of([proposal]).values()):
            lifecycle.move(pin, to=OverrideState.ENDED, by=by, now=now, ended_by=by, ended_at=now)
        proposal.pinned = False
        proposal.save(update_fields=["pinned"])
        versions.log_change(proposal, action=Action.RUNS_WRITE, by=by, now=now)


def why_not(code: str) -> "StrOrPromise":
    """Say why a pair could not be pinned."""
    return REFUSALS.get(code, _("It cannot be done any more."))


def _pin(proposals: Sequence[Proposal], asked: Mapping[str, Any]) -> None:
    day = timezone.localdate(asked["now"])
    pinned = {pair for pair, pins in _pins_of(proposals).items() if any(pin.holds_on(day) for pin in pins)}
    for row in proposals:
        if (row.volunteer_id, row.family_id) not in pinned:
            pin = overrides.entry(kind=OverrideKind.PIN, volunteer=row.volunteer, family=row.family, **asked)
            overrides.enter(pin, checked=True, now=asked["now"])


def _pins_of(proposals: Sequence[Proposal]) -> dict[Pair, list[Override]]:
    """Lock and give the open pins of the pairs of proposals, of one run; that of a duo may name either."""
    pairs = {(row.volunteer_id, row.family_id) for row in proposals}
    first_of = {second: first for first, second in volunteers.duos({reader for reader, _family in pairs})}
    rows = Override.objects.filter(
        kind=OverrideKind.PIN,
        state=OverrideState.OPEN,
        programme__in=[row.run.programme_id for row in proposals[:1]],
        volunteer__in={reader for reader, _family in pairs} | first_of.keys(),
        family__in={family for _reader, family in pairs},
    )
    found: dict[Pair, list[Override]] = defaultdict(list)
    for pin in rows.order_by("pk").select_for_update(of=("self",)):
        pair = first_of.get(pin.volunteer_id, pin.volunteer_id), pin.family_id
        if pair in pairs:
            found[pair].append(pin)
    return found

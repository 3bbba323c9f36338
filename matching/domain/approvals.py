"""Approve many proposals of a run at once."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from matching.domain.seen import CHANGED, Decided, lock_seen
from matching.models import MatchingRun
from matching.states import ProposalState
from programmes.domain.refusal import Refusal
from programmes.models import User


def approve_many(
    *,
    run: MatchingRun,
    proposal_ids: Collection[int] | None = None,
    expected: int | None = None,
    by: User | None,
    now: datetime,
) -> int:
    """Note that a person agrees with drafts of a run; nobody is told.

    Parameters
    ----------
    proposal_ids
        Which; without it, every draft. What is no draft any more, or approved already, is left alone.
    expected
        How many the person saw open; without it, however many there are.

    Returns
    -------
    int
        How many were approved now.

    Raises
    ------
    Refusal
        ``changed-meanwhile``: another number is open now.
    """
    with transaction.atomic(durable=True):
        drafts = run.proposals.filter(state=ProposalState.DRAFT, approved_at__isnull=True)
        if proposal_ids is not None:
            drafts = drafts.filter(pk__in=list(proposal_ids))
        locked = list(drafts.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
        if expected is not None and expected != len(locked):
            raise Refusal(
                CHANGED, _("Other proposals are open now than you saw. Look again before you approve all.")
            )
        return run.proposals.filter(pk__in=locked).update(approved_by=by, approved_at=now)


def approve_seen(*, run: MatchingRun, seen: Mapping[int, str], by: User | None, now: datetime) -> Decided:
    """Approve proposals that are still what a person saw.

    Parameters
    ----------
    seen
        Version (`matching.domain.seen.version_of`) by number of the proposal.

    Returns
    -------
    Decided
        What is approved already, or no draft, counts neither as done nor as changed.
    """
    with transaction.atomic(durable=True):
        same, changed = lock_seen(run, seen)
        wanted = [row.pk for row in same if row.state == ProposalState.DRAFT and row.approved_at is None]
        done = run.proposals.filter(pk__in=wanted).update(approved_by=by, approved_at=now)
    return Decided(done, changed)

"""Approve many proposals of a run at once."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from matching.models import MatchingRun
from matching.states import ProposalState
from programmes.models import User


def approve_many(
    *, run: MatchingRun, proposal_ids: Collection[int] | None = None, by: User | None, now: datetime
) -> int:
    """Note that a person agrees with drafts of a run; nobody is told.

    Parameters
    ----------
    proposal_ids
        Which; without it, every draft. What is no draft any more, or approved already, is left alone.

    Returns
    -------
    int
        How many were approved now.
    """
    with transaction.atomic(durable=True):
        drafts = run.proposals.filter(state=ProposalState.DRAFT, approved_at__isnull=True)
        if proposal_ids is not None:
            drafts = drafts.filter(pk__in=list(proposal_ids))
        locked = list(drafts.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
        return run.proposals.filter(pk__in=locked).update(approved_by=by, approved_at=now)

"""Decisions on proposals that somebody saw: what was changed meanwhile is left alone, never overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from matching.models import MatchingRun, Proposal
from programmes.domain.refusal import Refusal

CHANGED = "changed-meanwhile"


class ChangedMeanwhile(Refusal):
    """Somebody decided about the proposal after it was read; nothing was done.

    Attributes
    ----------
    proposal : Proposal
        As it stands now.
    """

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(CHANGED, _("Somebody decided about this proposal in the meantime. Look again."))
        self.proposal = proposal


@dataclass(frozen=True)
class Decided:
    """What became of a decision about several proposals.

    Attributes
    ----------
    done
        How many it was carried out on.
    changed
        Those that were decided about meanwhile, as they stand now: left alone.
    refused
        Those to which it could not be done, with the code of what stands in the way.
    """

    done: int
    changed: tuple[Proposal, ...] = ()
    refused: tuple[tuple[Proposal, str], ...] = ()


def version_of(proposal: Proposal) -> str:
    """Sum up all that people decide about a proposal: another decision is another version."""
    approved = f"{proposal.approved_at.timestamp():.6f}" if proposal.approved_at else "0"
    return f"{proposal.state}-{int(proposal.pinned)}-{approved}"


def check_seen(proposal: Proposal, seen: str | None) -> None:
    """Refuse a decision about a locked proposal that is not any more what was seen; a step of a use case.

    Parameters
    ----------
    seen
        The version (`version_of`) on which somebody decides; ``None`` asks for no check.

    Raises
    ------
    ChangedMeanwhile
        When another version stands now.
    """
    if seen is not None and seen != version_of(proposal):
        raise ChangedMeanwhile(proposal)


def lock_seen(run: MatchingRun, seen: Mapping[int, str]) -> tuple[list[Proposal], tuple[Proposal, ...]]:
    """Lock proposals of a run by number; give those that are what was seen, and those that are not."""
    rows = run.proposals.filter(pk__in=list(seen)).select_for_update(of=("self",))
    locked = list(rows.select_related("family", "volunteer", "approved_by").order_by("pk"))
    same = [row for row in locked if version_of(row) == seen[row.pk]]
    return same, tuple(row for row in locked if version_of(row) != seen[row.pk])

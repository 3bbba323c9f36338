"""One proposal of a run beside the table: why, where, who else could and at what price."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from matching.domain import queries
from matching.domain.seen import version_of
from matching.domain.wording.costs import brief_cost, weighs
from matching.domain.wording.moments import in_full
from matching.domain.wording.reasons import parts_of
from matching.models import Alternative, MatchingRun, Proposal
from matching.pages.neighbourhood_map import district_pairs, pair_map
from matching.states import ProposalState
from programmes.domain.access import Action, log_read
from programmes.models import District
from programmes.pages.doors import PageRequest


@dataclass(frozen=True)
class OtherReader:
    """One who could read instead: what that costs, and with whom this run has them read."""

    alternative: Alternative
    cost: str
    is_dear: bool
    now_with: str


def proposal_of(request: PageRequest, run: int, pk: int, action: Action = Action.RUNS_READ) -> Proposal:
    """Give a proposal of a run, or answer that there is none; none to decide about in a repeat."""
    rows = queries.proposals_visible_to(request.actor, action).filter(run=run)
    if action == Action.RUNS_WRITE:
        rows = rows.filter(run__repeats__isnull=True)
    return get_object_or_404(queries.explained(rows), pk=pk)


def may_decide(request: PageRequest, run: MatchingRun) -> bool:
    """Tell whether this person decides about runs, and this is one to decide about."""
    return request.actor.may(Action.RUNS_WRITE) and run.repeats_id is None


def panel(request: PageRequest, proposal: Proposal) -> dict[str, Any]:
    """Give what the panel shows; who looks at a family leaves a trace."""
    log_read(proposal.family, actor=request.actor, action=Action.RUNS_READ, now=timezone.now())
    homes = [home.district for home in proposal.family.homes.all()]
    districts = District.objects.filter(region=proposal.run.region_id)
    return {
        "run": proposal.run,
        "proposal": proposal,
        "version": version_of(proposal),
        "when": in_full(proposal.option, minutes=proposal.run.programme.visit_minutes),
        "parts": parts_of(proposal),
        "others": _others(proposal),
        "map": pair_map(
            districts,
            family=next(iter(homes), None),
            volunteer=proposal.volunteer.district,
            others=district_pairs(proposal.run, without=proposal),
        ),
        "may_decide": may_decide(request, proposal.run),
    }


def searched(rows: QuerySet[Proposal], words: str) -> QuerySet[Proposal]:
    """Narrow to proposals in which each word is a number of a family or a part of a volunteer's name."""
    for word in words.replace("\0", "").split():
        number = word.upper().removeprefix("G-").lstrip("0")
        is_number = Q(family__number=int(number[:9])) if number[:9].isdecimal() else Q(pk__in=())
        rows = rows.filter(
            is_number | Q(volunteer__first_name__icontains=word) | Q(volunteer__last_name__icontains=word)
        )
    return rows


def _others(proposal: Proposal) -> list[OtherReader]:
    alternatives = list(proposal.alternatives.all())
    reads_with = _reads_with(proposal.run, [row.volunteer_id for row in alternatives])
    return [
        OtherReader(
            row,
            brief_cost(row.change, exact=row.exact),
            weighs(row.change),
            reads_with.get(row.volunteer_id, ""),
        )
        for row in alternatives
    ]


def _reads_with(run: MatchingRun, volunteers: list[int]) -> dict[int, str]:
    """Name the families with whom a run has volunteers read, in one query."""
    rows = run.proposals.filter(volunteer__in=volunteers).exclude(state=ProposalState.DROPPED)
    found: dict[int, list[str]] = {}
    for row in rows.select_related("family").order_by("family__number"):
        found.setdefault(row.volunteer_id, []).append(row.family.reference)
    return {number: ", ".join(families) for number, families in found.items()}

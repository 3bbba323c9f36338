"""What somebody may see of runs, proposals and matches, with all that a page or an answer shows of it."""

from django.db.models import Prefetch, QuerySet

from matching.models import Advice, Alternative, Match, MatchingRun, Proposal, Unplaced
from programmes.domain.access import Action, Actor, visible
from volunteers.domain import queries as volunteers


def runs_visible_to(actor: Actor, action: Action = Action.RUNS_READ) -> QuerySet[MatchingRun]:
    """Narrow to the runs on which the actor may do this."""
    rows = MatchingRun.objects.select_related("region", "programme", "requested_by", "figures", "snapshot")
    # The frozen columns are large and nobody reads them here.
    return visible(rows.defer("snapshot__content"), actor=actor, action=action)


def proposals_visible_to(actor: Actor, action: Action = Action.RUNS_READ) -> QuerySet[Proposal]:
    """Narrow to the proposals on which the actor may do this, with who goes along."""
    rows = Proposal.objects.select_related(
        "run__region", "run__programme", "volunteer__district", "family", "approved_by"
    )
    rows = rows.prefetch_related("family__children", "family__homes__district")
    rows = rows.annotate(partner_id=volunteers.partner_at("volunteer", "run__snapshot__taken_at"))
    return visible(rows, actor=actor, action=action)


def explained(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Add what explains a proposal: the alternatives, and what the reasons name."""
    return rows.prefetch_related("volunteer__languages", _alternatives())


def unplaced_visible_to(actor: Actor, action: Action = Action.RUNS_READ) -> QuerySet[Unplaced]:
    """Narrow to the families without a reader about whom the actor may do this."""
    rows = Unplaced.objects.select_related("run", "family", "relaxed_volunteer__district")
    rows = rows.prefetch_related("family__children", "family__homes__district", _alternatives())
    return visible(rows, actor=actor, action=action)


def advice_visible_to(actor: Actor, action: Action = Action.RUNS_READ) -> QuerySet[Advice]:
    """Narrow to the advice with which the actor may do this."""
    return visible(Advice.objects.select_related("district"), actor=actor, action=action)


def matches_visible_to(actor: Actor, action: Action = Action.MATCHES_READ) -> QuerySet[Match]:
    """Narrow to the matches on which the actor may do this."""
    rows = Match.objects.select_related(
        "region",
        "programme",
        "volunteer__district",
        "volunteer__account",
        "partner__district",
        "family__organisation",
    )
    rows = rows.prefetch_related("family__children", "family__homes__district")
    return visible(rows, actor=actor, action=action)


def _alternatives() -> "Prefetch[str, QuerySet[Alternative], str]":
    return Prefetch(
        "alternatives", Alternative.objects.select_related("volunteer__district").order_by("rank")
    )

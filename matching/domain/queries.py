"""What somebody may see of runs, proposals and matches, with all that a page or an answer shows of it."""

from django.db.models import QuerySet

from matching.models import Match, MatchingRun, Proposal
from programmes.domain.access import Action, Actor, visible


def runs_visible_to(actor: Actor, action: Action = Action.RUNS_READ) -> QuerySet[MatchingRun]:
    """Narrow to the runs on which the actor may do this."""
    rows = MatchingRun.objects.select_related("region", "programme", "requested_by", "figures", "snapshot")
    # The frozen columns are large and nobody reads them here.
    return visible(rows.defer("snapshot__content"), actor=actor, action=action)


def proposals_visible_to(actor: Actor, action: Action = Action.RUNS_READ) -> QuerySet[Proposal]:
    """Narrow to the proposals on which the actor may do this."""
    rows = Proposal.objects.select_related(
        "run__region", "run__programme", "volunteer__district", "family", "approved_by"
    )
    rows = rows.prefetch_related("family__children", "family__homes__district")
    return visible(rows, actor=actor, action=action)


def matches_visible_to(actor: Actor, action: Action = Action.MATCHES_READ) -> QuerySet[Match]:
    """Narrow to the matches on which the actor may do this."""
    rows = Match.objects.select_related(
        "region", "programme", "volunteer__district", "volunteer__account", "family__organisation"
    )
    rows = rows.prefetch_related("family__children", "family__homes__district")
    return visible(rows, actor=actor, action=action)

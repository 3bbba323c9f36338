"""All runs: when, by whom, what came of it; the one that is going on top."""

from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpResponseBase
from django.shortcuts import render

from matching.domain import queries
from matching.models import MatchingRun, Proposal
from matching.states import GOING_RUN_STATES, ProposalState
from programmes.domain.access import Action
from programmes.pages.doors import PageRequest, for_whom_may

PAGE_SIZE = 50


@for_whom_may(Action.RUNS_READ)
def all_runs(request: PageRequest) -> HttpResponseBase:
    page = Paginator(_rows(request), PAGE_SIZE).get_page(request.GET.get("page"))
    may_start = request.actor.may(Action.RUNS_WRITE)
    return render(request, "matching/runs.html", {"page": page, "may_start": may_start})


def _rows(request: PageRequest) -> QuerySet[MatchingRun]:
    rows = queries.runs_visible_to(request.actor, Action.RUNS_READ).select_related("follows", "repeats")
    going = When(state__in=GOING_RUN_STATES, then=Value(0))
    published = Proposal.objects.filter(run=OuterRef("pk"), state=ProposalState.PUBLISHED).order_by()
    counted = Subquery(published.values("run").annotate(number=Count("pk")).values("number"))
    rank = Case(going, default=Value(1), output_field=IntegerField())
    return rows.annotate(sent=Coalesce(counted, Value(0)), rank=rank).order_by("rank", "-pk")

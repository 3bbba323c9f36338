"""``/matching-runs/{id}/comparison?with={id}``: two runs side by side, in figures and family by family."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from matching.api import measures
from matching.api.briefs import FamilyBrief, VolunteerBrief, family_brief, volunteer_brief
from matching.api.measures import OutcomeSerializer
from matching.api.numbered_pages import NumberedPages
from matching.api.run_parts import RunPart
from matching.domain import queries
from matching.domain.comparison import Compared, Difference, compare, may_compare
from matching.models import MatchingRun, Proposal
from programmes.api.authentication import asking
from programmes.api.field_errors import wrong
from programmes.domain.access import Action, Actor

LONGEST_NUMBER = 18


class OutcomesSerializer(serializers.Serializer[Any]):
    """The run, the other one, and first come, first served on the input of the run."""

    run = OutcomeSerializer()
    other = OutcomeSerializer()
    baseline = OutcomeSerializer()


class CountsSerializer(serializers.Serializer[Any]):
    """Families by how they fare in the run against the other."""

    same = serializers.IntegerField()
    other_reader = serializers.IntegerField()
    newly_placed = serializers.IntegerField()
    no_longer_placed = serializers.IntegerField()


class ComparedSerializer(serializers.Serializer[Any]):
    """One family with its readers in the run and in the other."""

    family = FamilyBrief()
    difference = serializers.ChoiceField(choices=Difference.choices)
    readers = VolunteerBrief(many=True)
    other_readers = VolunteerBrief(many=True)


class ComparisonSerializer(serializers.Serializer[Any]):
    """Figures and counts of all, and a page of the families."""

    figures = OutcomesSerializer()
    counts = CountsSerializer()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = ComparedSerializer(many=True)


class RunComparisonViewSet(RunPart[MatchingRun]):
    """Two runs with a result, of the same region and programme."""

    queryset = MatchingRun.objects.none()
    serializer_class = ComparisonSerializer
    query_parameters = ("with", "difference")

    @extend_schema(
        summary="Compare with another run",
        parameters=[
            OpenApiParameter("with", int, required=True, description="Number of the other run."),
            OpenApiParameter("difference", str, enum=Difference.values, description="These families only."),
            OpenApiParameter("cursor", str, description="Place in the list, from `next` or `previous`."),
            OpenApiParameter("page_size", int, description="Families a page, 200 at most."),
        ],
    )
    def retrieve(self, request: Request, run: int) -> Response:
        """Compare."""
        this = self.run()
        self.filter_queryset(MatchingRun.objects.none())
        other = self._other(request, this)
        everything = compare(run=this, other=other)
        rows = _only(everything, request.query_params.get("difference"))
        pages = NumberedPages()
        page = rows[pages.bounds([row.family for row in rows], request)]
        told = {
            "figures": {
                "run": measures.of_run(this.figures),
                "other": measures.of_run(other.figures),
                "baseline": measures.of_baseline(this.figures),
            },
            "counts": dict.fromkeys(Difference.values, 0) | Counter(row.difference for row in everything),
            "next": pages.get_next_link(),
            "previous": pages.get_previous_link(),
            "results": _shown(page, this, other, asking(request)),
        }
        return Response(ComparisonSerializer(told).data)

    def _other(self, request: Request, this: MatchingRun) -> MatchingRun:
        """Look the other run up; whatever is wrong with it, the answer is the same."""
        text = request.query_params.get("with", "")
        is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
        found = queries.runs_visible_to(asking(request)).filter(pk=int(text) if is_number else 0).first()
        if found is None or not may_compare(this, found):
            raise wrong("with", "invalid", _("Choose a finished run of the same region and programme."))
        return found


def _only(rows: Sequence[Compared], difference: str | None) -> list[Compared]:
    if difference is None:
        return list(rows)
    if difference not in Difference.values:
        raise wrong("difference", "invalid_choice", _("Choose one of the values that this field offers."))
    return [row for row in rows if row.difference == difference]


def _shown(
    page: Sequence[Compared], this: MatchingRun, other: MatchingRun, actor: Actor
) -> list[dict[str, Any]]:
    """Represent one page; its proposals are read as in every list of proposals."""
    families = [row.family for row in page]
    rows = queries.proposals_visible_to(actor).filter(run__in=(this, other), family__in=families)
    proposed: dict[tuple[int, int], list[Proposal]] = defaultdict(list)
    for proposal in rows.order_by("volunteer_id"):
        proposed[proposal.run_id, proposal.family_id].append(proposal)
    named = actor.may(Action.VOLUNTEERS_READ)

    def readers(run: MatchingRun, family: int) -> list[dict[str, Any]]:
        return [volunteer_brief(one.volunteer, named=named) for one in proposed[run.pk, family]]

    def brief(family: int) -> dict[str, Any]:
        return family_brief((proposed[this.pk, family] or proposed[other.pk, family])[0].family)

    return [
        {
            "family": brief(row.family),
            "difference": row.difference,
            "readers": readers(this, row.family),
            "other_readers": readers(other, row.family),
        }
        for row in page
    ]

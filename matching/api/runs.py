"""``/matching-runs``: ask for a run, look how far it is, stop or cancel it, publish its proposals."""

from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.viewsets import GenericViewSet

from matching.api.figures import RunSerializer
from matching.api.proposals import ProposalSerializer
from matching.api.rights import demand, regions_of
from matching.api.run_parts import RunPart
from matching.api.steps import NothingSerializer
from matching.domain import proposals, queries, runs
from matching.domain.presets import SHORTEST, Preset
from matching.models import MatchingRun, Proposal
from matching.states import ProposalState, RunState
from programmes.api.authentication import asking
from programmes.api.idempotency import OncePerKey
from programmes.api.pagination import NewestFirst
from programmes.api.serializers import StrictSerializer
from programmes.api.throttling import ScopedThrottle
from programmes.domain.access import Action
from programmes.models import IdempotencyKey, Programme, Region

if TYPE_CHECKING:
    from programmes.domain.access import Actor

LARGEST_NUMBER = 2**63 - 1


class RunFilters(django_filters.FilterSet):  # type: ignore[misc] # base class - the package has no types
    """Lists of runs by state, region and programme."""

    state = django_filters.ChoiceFilter(choices=RunState.choices)
    region = django_filters.CharFilter(field_name="region__slug")
    programme = django_filters.CharFilter(field_name="programme__slug")

    class Meta:
        model = MatchingRun
        fields = ("state", "region", "programme")


class NewRunSerializer(StrictSerializer):
    """What to match, and what counts most."""

    region = serializers.SlugRelatedField[Region](slug_field="slug", queryset=Region.objects.none())
    programme = serializers.SlugRelatedField[Programme](slug_field="slug", queryset=Programme.objects.all())
    preset = serializers.ChoiceField(choices=Preset.choices, default=Preset.BALANCED)
    time_limit = serializers.IntegerField(
        min_value=SHORTEST, max_value=3_600, allow_null=True, default=None, help_text="Seconds."
    )

    def __init__(self, *args: Any, actor: "Actor | None" = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if actor is not None:
            # A region of others is the same as one that does not exist.
            self.fields["region"].queryset = regions_of(actor, Action.RUNS_WRITE)  # type: ignore[attr-defined] # queryset - a related field has one


class PublishSerializer(StrictSerializer):
    """Which proposals; without it all drafts of the run."""

    proposals = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_NUMBER),
        required=False,
        min_length=1,
        max_length=proposals.MOST_AT_ONCE,
    )


class PublishedSerializer(serializers.Serializer[Any]):
    """What became of one proposal."""

    proposal = serializers.IntegerField(source="proposal_id")
    published = serializers.BooleanField()
    code = serializers.CharField()
    message = serializers.CharField()
    match = serializers.IntegerField(source="match_id", allow_null=True)


class PublishingSerializer(serializers.Serializer[Any]):
    """What became of each proposal."""

    results = PublishedSerializer(many=True)


@extend_schema_view(list=extend_schema(summary="Matching runs"), retrieve=extend_schema(summary="One run"))
class RunViewSet(OncePerKey, mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[MatchingRun]):
    """Matching runs of the regions in which the asker may read or start them."""

    queryset = MatchingRun.objects.none()
    serializer_class = RunSerializer
    filterset_class = RunFilters
    lookup_value_regex = "[0-9]+"

    def get_queryset(self) -> QuerySet[MatchingRun]:
        """Narrow to what the asker may do with runs."""
        right = Action.RUNS_READ if self.request.method in SAFE_METHODS else Action.RUNS_WRITE
        demand(asking(self.request), right)
        return queries.runs_visible_to(asking(self.request), right)

    def get_throttles(self) -> list[BaseThrottle]:
        """Starting a run is dear: it has a rate of its own."""
        if self.action != "create":
            return super().get_throttles()
        self.throttle_scope = "run-start"
        return [*super().get_throttles(), ScopedThrottle()]

    @extend_schema(summary="Start a run", request=NewRunSerializer, responses={202: RunSerializer})
    def create(self, request: Request) -> Response:
        """Ask for a run; it goes on by itself, see its address."""
        actor = asking(request)
        demand(actor, Action.RUNS_WRITE)
        asked = NewRunSerializer(data=request.data, actor=actor)
        asked.is_valid(raise_exception=True)
        try:
            run = runs.request(**asked.validated_data, by=actor.user, now=timezone.now())
        except runs.RunInProgress as error:
            error.location = _address(error.run)  # type: ignore[attr-defined] # location - the answer to a problem takes it from there
            raise
        return self._show(run, status=202, headers={"Location": _address(run)})

    @extend_schema(summary="Stop and use", request=NothingSerializer, responses={202: RunSerializer})
    @action(detail=True, methods=["post"])
    def stop(self, request: Request, pk: str) -> Response:
        """Ask a run to end with what it has found so far."""
        run = self._asked(request)
        runs.stop(run=run, by=asking(request).user, now=timezone.now())
        return self._show(run, status=202)

    @extend_schema(summary="Cancel", request=NothingSerializer, responses=RunSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """End a run without a result."""
        run = self._asked(request)
        runs.cancel(run=run, by=asking(request).user, now=timezone.now())
        return self._show(run)

    @extend_schema(summary="Publish proposals", request=PublishSerializer, responses=PublishingSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        """Check proposals on today's data and make matches of those that hold."""
        outcomes = proposals.publish(**self._named(request), by=asking(request).user, now=timezone.now())
        return Response(PublishingSerializer({"results": outcomes}).data)

    def answer_again(self, request: Request, row: IdempotencyKey) -> Response:
        """Render an earlier outcome: for a publication, what it sent; else the run as it is now."""
        if self.action != "publish":
            return super().answer_again(request, row)
        outcomes = proposals.outcome_so_far(**self._named(request))
        return Response(PublishingSerializer({"results": outcomes}).data)

    def _named(self, request: Request) -> dict[str, Any]:
        """Read which proposals of which run a publication is about."""
        run = self.get_object()
        asked = PublishSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return {"run": run, "proposal_ids": asked.validated_data.get("proposals")}

    def _asked(self, request: Request) -> MatchingRun:
        run = self.get_object()
        NothingSerializer(data=request.data).is_valid(raise_exception=True)
        return run

    def _show(self, run: MatchingRun, **answer: Any) -> Response:
        shown = queries.runs_visible_to(asking(self.request), Action.RUNS_WRITE).get(pk=run.pk)
        return Response(RunSerializer(shown).data, **answer)


class RunProposalFilters(django_filters.FilterSet):  # type: ignore[misc] # base class - the package has no types
    """Proposals of a run by state."""

    state = django_filters.ChoiceFilter(choices=ProposalState.choices)

    class Meta:
        model = Proposal
        fields = ("state",)


@extend_schema_view(list=extend_schema(summary="Proposals of a run"))
class RunProposalsViewSet(mixins.ListModelMixin, RunPart[Proposal]):
    """The proposals of one run."""

    queryset = Proposal.objects.none()
    serializer_class = ProposalSerializer
    filterset_class = RunProposalFilters
    pagination_class = NewestFirst

    def get_queryset(self) -> QuerySet[Proposal]:
        """Narrow to a run that the asker may read."""
        return queries.proposals_visible_to(asking(self.request)).filter(run=self.run())


def _address(run: MatchingRun) -> str:
    return reverse("matching-run-detail", kwargs={"pk": run.pk})

"""``/proposals``: look at a proposal, approve it, take that back, drop it."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from matching.api.alternatives import AlternativeSerializer
from matching.api.briefs import FamilyBrief, VolunteerBrief, family_brief, volunteer_brief
from matching.api.rights import demand
from matching.api.steps import NothingSerializer
from matching.domain import proposals, queries
from matching.domain.wording import PARTS
from matching.domain.wording.reasons import part_sentences
from matching.models import Proposal
from matching.states import ProposalState
from programmes.api.authentication import asking
from programmes.api.idempotency import OncePerKey
from programmes.domain.access import Action


class ProposalSerializer(serializers.ModelSerializer[Proposal]):
    """A pair that a run puts forward, with the points of its quality."""

    run = serializers.IntegerField(source="run_id", read_only=True)
    state = serializers.ChoiceField(choices=ProposalState.choices, read_only=True)
    volunteer = serializers.SerializerMethodField()
    partner = serializers.IntegerField(
        source="partner_id", read_only=True, allow_null=True, help_text="Number of the reader who goes along."
    )
    family = serializers.SerializerMethodField()
    option = serializers.ListField(child=serializers.CharField(), read_only=True)
    parts = serializers.DictField(child=serializers.IntegerField(), read_only=True)
    approved = serializers.SerializerMethodField()

    class Meta:
        model = Proposal
        fields = (
            *("id", "run", "state", "volunteer", "partner", "family", "option", "score", "parts"),
            *("minutes", "common_slots", "waiting_days", "urgent", "pinned", "approved", "approved_at"),
        )
        read_only_fields = fields

    @extend_schema_field(VolunteerBrief)
    def get_volunteer(self, proposal: Proposal) -> dict[str, Any]:
        """Who would read."""
        named = asking(self.context["request"]).may(Action.VOLUNTEERS_READ)
        return volunteer_brief(proposal.volunteer, named=named)

    @extend_schema_field(FamilyBrief)
    def get_family(self, proposal: Proposal) -> dict[str, Any]:
        """To whom."""
        return family_brief(proposal.family)

    def get_approved(self, proposal: Proposal) -> bool:
        """Tell whether a person agreed."""
        return proposal.approved_at is not None


class ReasonSerializer(serializers.Serializer[Any]):
    """One part of the quality; in words for whoever may read both registers."""

    part = serializers.CharField()
    name = serializers.CharField()
    points = serializers.IntegerField()
    most = serializers.IntegerField()
    sentence = serializers.CharField(required=False)


class ProposalDetailSerializer(ProposalSerializer):
    """A proposal with its reasons and the next best volunteers."""

    reasons = serializers.SerializerMethodField()
    alternatives = AlternativeSerializer(many=True, read_only=True)

    class Meta:
        model = Proposal
        fields = (*ProposalSerializer.Meta.fields, "reasons", "alternatives")
        read_only_fields = fields

    @extend_schema_field(ReasonSerializer(many=True))
    def get_reasons(self, proposal: Proposal) -> list[dict[str, Any]]:
        """Part by part, of how many points."""
        actor = asking(self.context["request"])
        told = actor.may(Action.VOLUNTEERS_READ) and actor.may(Action.FAMILIES_READ)
        sentences = part_sentences(proposal) if told else {}
        return [
            {
                "part": part,
                "name": name,
                "points": proposal.parts[part],
                "most": proposal.run.settings["weights"][part],
                **({"sentence": sentences[part]} if told else {}),
            }
            for part, name in PARTS.items()
        ]


@extend_schema_view(retrieve=extend_schema(summary="One proposal"))
class ProposalViewSet(OncePerKey, mixins.RetrieveModelMixin, GenericViewSet[Proposal]):
    """Proposals of the regions in which the asker may read runs, or decide about them."""

    queryset = Proposal.objects.none()
    serializer_class = ProposalSerializer
    lookup_value_regex = "[0-9]+"

    def get_queryset(self) -> QuerySet[Proposal]:
        """Narrow to what the asker may do with runs."""
        right = Action.RUNS_READ if self.request.method in SAFE_METHODS else Action.RUNS_WRITE
        demand(asking(self.request), right)
        rows = queries.proposals_visible_to(asking(self.request), right)
        return queries.explained(rows) if self.action == "retrieve" else rows

    def get_serializer_class(self) -> type[ProposalSerializer]:
        """Explain one proposal."""
        return ProposalDetailSerializer if self.action == "retrieve" else ProposalSerializer

    @extend_schema(summary="Approve", request=NothingSerializer, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """Agree with a draft; nobody is told."""
        proposal = self._asked(request)
        proposals.approve(proposal=proposal, by=asking(request).user, now=timezone.now())
        return self._show()

    @extend_schema(summary="Take approval back", request=NothingSerializer, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    def unapprove(self, request: Request, pk: str) -> Response:
        """Take an approval back."""
        proposal = self._asked(request)
        proposals.unapprove(proposal=proposal, by=asking(request).user, now=timezone.now())
        return self._show()

    @extend_schema(summary="Drop", request=NothingSerializer, responses=ProposalSerializer)
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, pk: str) -> Response:
        """Put a draft aside."""
        proposal = self._asked(request)
        proposals.drop(proposal=proposal, by=asking(request).user, now=timezone.now())
        return self._show()

    def _asked(self, request: Request) -> Proposal:
        proposal = self.get_object()
        NothingSerializer(data=request.data).is_valid(raise_exception=True)
        return proposal

    def _show(self) -> Response:
        return Response(self.get_serializer(self.get_object()).data)

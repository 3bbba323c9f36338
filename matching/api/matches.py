"""``/matches``: the life of a match, seen and moved by those whom it concerns."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from matching.api.briefs import VolunteerBrief
from matching.api.disclosure import contact, has_contact, shown
from matching.api.steps import NothingSerializer
from matching.domain import matches, queries
from matching.domain.matches import Side
from matching.models import Match
from matching.states import DeclineReason, MatchState
from programmes.api.authentication import asking
from programmes.api.field_errors import wrong
from programmes.api.fields import DayField
from programmes.api.idempotency import OncePerKey
from programmes.api.serializers import StrictSerializer
from programmes.domain.access import Action, NotAllowedError, log_read
from programmes.models import IdempotencyKey

ANSWERS = {Side.VOLUNTEER: Action.VOLUNTEER_ANSWER, Side.FAMILY: Action.FAMILY_ANSWER}
SIDES = [(side.value, side.value) for side in Side]


class MatchFilters(django_filters.FilterSet):  # type: ignore[misc] # base class - the package has no types
    """Lists of matches by state, region and programme."""

    state = django_filters.ChoiceFilter(choices=MatchState.choices)
    region = django_filters.CharFilter(field_name="region__slug")
    programme = django_filters.CharFilter(field_name="programme__slug")

    class Meta:
        model = Match
        fields = ("state", "region", "programme")


class AddressSerializer(serializers.Serializer[Any]):
    """Where visits are, and in which weeks."""

    postcode = serializers.CharField()
    house_number = serializers.IntegerField()
    house_addition = serializers.CharField()
    rhythm = serializers.CharField()


class MatchFamilySerializer(serializers.Serializer[Any]):
    """The family; name, telephone and addresses for the reader, once both said yes."""

    id = serializers.IntegerField(required=False)
    reference = serializers.CharField(required=False)
    districts = serializers.ListField(child=serializers.CharField(), required=False)
    ages = serializers.ListField(child=serializers.IntegerField(), required=False)
    name = serializers.CharField(required=False)
    phone = serializers.CharField(required=False)
    addresses = AddressSerializer(many=True, required=False)


class MatchSerializer(serializers.Serializer[Match]):
    """A match; what is not the asker's to know is left out."""

    id = serializers.IntegerField()
    region = serializers.CharField(required=False)
    programme = serializers.CharField(required=False)
    state = serializers.ChoiceField(choices=MatchState.choices)
    volunteer = VolunteerBrief(required=False)
    partner = VolunteerBrief(required=False, allow_null=True)
    family = MatchFamilySerializer()
    option = serializers.ListField(child=serializers.CharField(), required=False)
    minutes = serializers.IntegerField(required=False)
    proposed_at = serializers.DateTimeField(required=False)
    reply_by = serializers.DateField(required=False)
    volunteer_accepted_at = serializers.DateTimeField(required=False, allow_null=True)
    family_accepted_at = serializers.DateTimeField(required=False, allow_null=True)
    introduction_on = serializers.DateField(required=False, allow_null=True)
    started_on = serializers.DateField(required=False, allow_null=True)
    ended_at = serializers.DateTimeField(required=False, allow_null=True)
    proposal_id = serializers.IntegerField(required=False, allow_null=True)
    reader_number = serializers.IntegerField(required=False)
    end_reason = serializers.CharField(required=False)

    def to_representation(self, instance: Match) -> dict[str, Any]:
        """Leave out what the asker may not see."""
        return shown(instance, asking(self.context["request"]))


class AcceptSerializer(StrictSerializer):
    """Whose yes it is; a coordinator must say."""

    side = serializers.ChoiceField(choices=SIDES, required=False)


class DeclineSerializer(StrictSerializer):
    """Whose no it is, and why."""

    side = serializers.ChoiceField(choices=SIDES, required=False)
    reason = serializers.ChoiceField(choices=DeclineReason.choices)


class OnSerializer(StrictSerializer):
    """A day."""

    on = DayField()


class EndSerializer(StrictSerializer):
    """Why it ends."""

    reason = serializers.ChoiceField(choices=DeclineReason.choices)


@extend_schema_view(list=extend_schema(summary="Matches"))
class MatchViewSet(OncePerKey, mixins.ListModelMixin, GenericViewSet[Match]):
    """Matches: all of a coordinator's regions, a volunteer's own, an organisation's to answer."""

    queryset = Match.objects.none()
    serializer_class = MatchSerializer
    filterset_class = MatchFilters
    lookup_value_regex = "[0-9]+"

    def get_queryset(self) -> QuerySet[Match]:
        """Narrow to the matches with which the asker may do this."""
        actor = asking(self.request)
        if self.action in ("accept", "decline"):
            rights = list(ANSWERS.values())
        else:
            rights = [Action.MATCHES_READ if self.request.method in SAFE_METHODS else Action.MATCHES_WRITE]
        if not any(actor.may(right) for right in rights):
            raise NotAllowedError
        rows = [queries.matches_visible_to(actor, right) for right in rights]
        return rows[0] if len(rows) == 1 else rows[0] | rows[1]

    @extend_schema(summary="One match", responses=MatchSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Show a match; to its reader, once both said yes, with whom to call and where to go."""
        match, actor = self.get_object(), asking(request)
        data = dict(self.get_serializer(match).data)
        if has_contact(match, actor):
            data["family"] = {**data["family"], **contact(match)}
            log_read(match.family, actor=actor, action="match", now=timezone.now())
        return Response(data)

    @extend_schema(summary="Say yes", request=AcceptSerializer, responses=MatchSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """Note the yes of one side; with the second yes the match is accepted."""
        match = self.get_object()
        side = self._side(match, self._read(AcceptSerializer))
        accept = matches.accept_by_volunteer if side == Side.VOLUNTEER else matches.accept_by_family
        return self._do(match, accept)

    @extend_schema(summary="Say no", request=DeclineSerializer, responses=MatchSerializer)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        """Note the no of one side: the family waits in its old place."""
        match = self.get_object()
        said = self._read(DeclineSerializer)
        return self._do(match, matches.decline, side=self._side(match, said), reason=said["reason"])

    @extend_schema(summary="Plan a first meeting", request=OnSerializer, responses=MatchSerializer)
    @action(detail=True, methods=["post"])
    def introduce(self, request: Request, pk: str) -> Response:
        """Note the day on which the two meet."""
        return self._do(self.get_object(), matches.plan_introduction, **self._read(OnSerializer))

    @extend_schema(summary="Begin", request=OnSerializer, responses=MatchSerializer)
    @action(detail=True, methods=["post"])
    def start(self, request: Request, pk: str) -> Response:
        """Note the day of the first visit."""
        return self._do(self.get_object(), matches.start, **self._read(OnSerializer))

    @extend_schema(summary="Pause", request=NothingSerializer, responses=MatchSerializer)
    @action(detail=True, methods=["post"])
    def pause(self, request: Request, pk: str) -> Response:
        """Interrupt the reading."""
        return self._do(self.get_object(), matches.pause, **self._read(NothingSerializer))

    @extend_schema(summary="Resume", request=NothingSerializer, responses=MatchSerializer)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: str) -> Response:
        """Go on after a pause."""
        return self._do(self.get_object(), matches.resume, **self._read(NothingSerializer))

    @extend_schema(summary="Complete", request=NothingSerializer, responses=MatchSerializer)
    @action(detail=True, methods=["post"])
    def complete(self, request: Request, pk: str) -> Response:
        """Finish after the planned visits."""
        return self._do(self.get_object(), matches.complete, **self._read(NothingSerializer))

    @extend_schema(summary="End early", request=EndSerializer, responses=MatchSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """End before the planned visits are done: the family waits in its old place."""
        return self._do(self.get_object(), matches.end, **self._read(EndSerializer))

    def answer_again(self, request: Request, row: IdempotencyKey) -> Response:
        """Show the match to whoever may take this step, who may not be one who reads matches."""
        return Response(self.get_serializer(self.get_object()).data, status=row.status)

    def _read(self, kind: type[StrictSerializer]) -> dict[str, Any]:
        asked = kind(data=self.request.data)
        asked.is_valid(raise_exception=True)
        said: dict[str, Any] = asked.validated_data
        return said

    def _side(self, match: Match, said: dict[str, Any]) -> Side:
        """Whose answer it is: the one that the asker may give, or the one that they name."""
        actor = asking(self.request)
        own = [
            side
            for side, right in ANSWERS.items()
            if queries.matches_visible_to(actor, right).filter(pk=match.pk).exists()
        ]
        if "side" not in said and len(own) == 1:
            return own[0]
        if "side" not in said:
            raise wrong("side", "required", _("Say whose answer it is: volunteer or family."))
        if said["side"] not in own:
            raise wrong("side", "not_yours", _("This answer is not yours to give."))
        return Side(said["side"])

    def _do(self, match: Match, use_case: Callable[..., None], **said: Any) -> Response:
        use_case(match=match, by=asking(self.request).user, now=timezone.now(), **said)
        return Response(self.get_serializer(self.get_object()).data)

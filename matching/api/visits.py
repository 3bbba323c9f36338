"""``/matches/{id}/visits``: the visit log, read and added to by those whom it concerns."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from matching.domain import queries, visits
from matching.models import Match, MissedReason, Visit
from matching.models.visit import MOST_MINUTES, NOTE_LENGTH
from programmes.api.authentication import asking
from programmes.api.fields import DayField
from programmes.api.idempotency import OncePerKey
from programmes.api.serializers import StrictSerializer
from programmes.domain.access import Action, NotAllowedError
from programmes.models import IdempotencyKey


class VisitSerializer(serializers.Serializer[Visit]):
    """One visit, held or missed; the note is for people, not for other systems."""

    id = serializers.IntegerField()
    on = serializers.DateField()
    held = serializers.BooleanField()
    minutes = serializers.IntegerField(allow_null=True)
    missed_reason = serializers.CharField()
    note = serializers.CharField(required=False)
    logged_at = serializers.DateTimeField()

    def to_representation(self, instance: Visit) -> dict[str, Any]:
        """Leave the note out for another system."""
        data: dict[str, Any] = super().to_representation(instance)
        if asking(self.context["request"]).user is None:
            del data["note"]
        return data


class LogSerializer(StrictSerializer):
    """What is told of a visit: held with its minutes, or missed with the reason."""

    on = DayField()
    held = serializers.BooleanField()
    minutes = serializers.IntegerField(min_value=1, max_value=MOST_MINUTES, required=False, allow_null=True)
    missed_reason = serializers.ChoiceField(choices=MissedReason.choices, required=False, allow_blank=True)
    note = serializers.CharField(max_length=NOTE_LENGTH, required=False, allow_blank=True)


@extend_schema_view(list=extend_schema(summary="Visits of a match"))
class MatchVisitsViewSet(OncePerKey, mixins.ListModelMixin, GenericViewSet[Visit]):
    """Visits of one match, newest first: all of a coordinator's regions, a volunteer's own."""

    queryset = Visit.objects.none()
    serializer_class = VisitSerializer

    def get_queryset(self) -> QuerySet[Visit]:
        """Narrow to the visits of the match of the address."""
        return self._match().visits.order_by("-pk")

    @extend_schema(summary="Log a visit", request=LogSerializer, responses={201: VisitSerializer})
    def create(self, request: Request, **_: Any) -> Response:
        """Log a visit; the same told twice is one visit, the first that was held begins the reading."""
        match = self._match()
        asked = LogSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        told = visits.Account(**asked.validated_data)
        visit = visits.log(match=match, told=told, by=asking(request).user, now=timezone.now())
        return Response(self.get_serializer(visit).data, status=status.HTTP_201_CREATED)

    def answer_again(self, request: Request, row: IdempotencyKey) -> Response:
        """Show the visit of the day that the request names, as it is now."""
        asked = LogSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        visit = self.get_queryset().filter(on=asked.validated_data["on"]).first()
        if visit is None:
            raise NotAllowedError
        return Response(self.get_serializer(visit).data, status=row.status)

    def _match(self) -> Match:
        right = Action.MATCHES_READ if self.request.method in SAFE_METHODS else Action.VISITS_LOG
        rows = queries.matches_visible_to(asking(self.request), right)
        match = rows.filter(pk=self.kwargs.get("match", 0)).first()
        if match is None:
            raise NotAllowedError
        return match

"""``/pins`` and ``/bans``: who must, and who must not, be paired in the runs to come."""

from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from matching.api.briefs import FamilyBrief, VolunteerBrief, family_brief, volunteer_brief
from matching.api.numbers import FamilyField, VolunteerField
from matching.api.rights import demand
from matching.domain import overrides
from matching.models import Override, OverrideKind
from matching.states import OverrideState
from programmes.api.authentication import asking
from programmes.api.fields import DayField, NoteField
from programmes.api.idempotency import OncePerKey
from programmes.api.serializers import StrictSerializer
from programmes.domain.access import Action
from programmes.models import User

if TYPE_CHECKING:
    from programmes.domain.access import Actor


class OverrideFilters(django_filters.FilterSet):  # type: ignore[misc] # base class - the package has no types
    """Lists of pins or bans by state, region and programme."""

    state = django_filters.ChoiceFilter(choices=OverrideState.choices)
    region = django_filters.CharFilter(field_name="region__slug")
    programme = django_filters.CharFilter(field_name="programme__slug")

    class Meta:
        model = Override
        fields = ("state", "region", "programme")


class OverrideSerializer(serializers.ModelSerializer[Override]):
    """A decision about two people: whose, why, until when; the reason for who may read both registers."""

    region = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)
    programme = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)
    volunteer = serializers.SerializerMethodField()
    family = serializers.SerializerMethodField()
    state = serializers.ChoiceField(choices=OverrideState.choices, read_only=True)
    in_force = serializers.SerializerMethodField()
    reason = serializers.CharField(read_only=True, required=False)
    created_by = serializers.SerializerMethodField()
    ended_by = serializers.SerializerMethodField()

    class Meta:
        model = Override
        fields = (
            *("id", "region", "programme", "volunteer", "family", "state", "in_force", "reason", "until"),
            *("created_by", "created_at", "ended_by", "ended_at"),
        )
        read_only_fields = fields

    def to_representation(self, instance: Override) -> dict[str, Any]:
        """Leave out what a person wrote about two others when the asker may not read about both."""
        actor = asking(self.context["request"])
        shown = super().to_representation(instance)
        if not (actor.may(Action.VOLUNTEERS_READ) and actor.may(Action.FAMILIES_READ)):
            shown.pop("reason")
        return shown

    @extend_schema_field(VolunteerBrief)
    def get_volunteer(self, override: Override) -> dict[str, Any]:
        """Who would read."""
        named = asking(self.context["request"]).may(Action.VOLUNTEERS_READ)
        return volunteer_brief(override.volunteer, named=named)

    @extend_schema_field(FamilyBrief)
    def get_family(self, override: Override) -> dict[str, Any]:
        """To whom."""
        return family_brief(override.family)

    def get_in_force(self, override: Override) -> bool:
        """Tell whether it holds today."""
        return override.holds_on(timezone.localdate())

    def get_created_by(self, override: Override) -> str:
        """Name the colleague who decided, to a colleague; empty for another system."""
        return self._colleague(override.created_by)

    def get_ended_by(self, override: Override) -> str:
        """Name the colleague who ended it."""
        return self._colleague(override.ended_by)

    def _colleague(self, user: User | None) -> str:
        return user.name if user and asking(self.context["request"]).user else ""


class NewOverrideSerializer(StrictSerializer):
    """Which two, why, and until when."""

    volunteer = VolunteerField()
    family = FamilyField()
    reason = NoteField()
    until = DayField(allow_null=True, default=None, help_text="Last day on which it holds.")


class OverrideViewSet(OncePerKey, mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[Override]):
    """Decisions of one kind in the regions in which the asker may decide about runs."""

    kind: OverrideKind
    queryset = Override.objects.none()
    serializer_class = OverrideSerializer
    filterset_class = OverrideFilters
    lookup_value_regex = "[0-9]+"

    def get_queryset(self) -> QuerySet[Override]:
        """Narrow to what the asker may decide about."""
        actor = self._deciding()
        return overrides.visible_to(actor).filter(kind=self.kind)

    def create(self, request: Request) -> Response:
        """Decide about two people; the runs to come keep to it."""
        actor = self._deciding()
        asked = NewOverrideSerializer(data=request.data, context={"request": request})
        asked.is_valid(raise_exception=True)
        made = overrides.decide(kind=self.kind, **asked.validated_data, by=actor.user, now=timezone.now())
        shown = overrides.visible_to(actor).get(pk=made.pk)
        location = reverse(f"{self.kind.value}-detail", kwargs={"pk": made.pk})
        return Response(self.get_serializer(shown).data, status=201, headers={"Location": location})

    def destroy(self, request: Request, pk: str) -> Response:
        """End it; it stays as history."""
        overrides.end(override=self.get_object(), by=asking(request).user, now=timezone.now())
        return Response(status=204)

    def _deciding(self) -> "Actor":
        actor = asking(self.request)
        demand(actor, Action.RUNS_WRITE)
        return actor


@extend_schema_view(
    list=extend_schema(summary="Pins"),
    retrieve=extend_schema(summary="One pin"),
    create=extend_schema(summary="Pin", request=NewOverrideSerializer, responses={201: OverrideSerializer}),
    destroy=extend_schema(summary="End a pin", responses={204: None}),
)
class PinViewSet(OverrideViewSet):
    """Two who must be paired, as long as no hard rule forbids it."""

    kind = OverrideKind.PIN


@extend_schema_view(
    list=extend_schema(summary="Bans"),
    retrieve=extend_schema(summary="One ban"),
    create=extend_schema(
        summary="Exclude", request=NewOverrideSerializer, responses={201: OverrideSerializer}
    ),
    destroy=extend_schema(summary="End a ban", responses={204: None}),
)
class BanViewSet(OverrideViewSet):
    """Two who must not be paired."""

    kind = OverrideKind.BAN

"""A small API on a real table, to try what every resource shares."""

from typing import Any

from django.db import OperationalError
from django.urls import include, path
from django_filters import rest_framework as filters
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import GenericViewSet

from config import urls
from programmes.api.etag import VersionedView
from programmes.api.fields import LineField, NameField, PhoneField, PostcodeField
from programmes.api.idempotency import OncePerKey
from programmes.api.serializers import StrictModelSerializer, StrictSerializer
from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import Organisation, Region

FAULTS: dict[str, Exception] = {
    "refusal": Refusal("no-seat-left", "No seat is left.", "seat", seats=2),
    "input": InvalidInput({"homes[0].postcode": ["We do not find this postcode."]}),
    "move": MoveNotAllowedError("draft", "closed", ["open"]),
    "database": OperationalError("connection refused to secret-host"),
    "fault": RuntimeError("Jan de Wit lives at 5211AB"),
}


class LanguageSerializer(StrictSerializer):
    code = LineField(max_length=3)


class CardSerializer(StrictSerializer):
    name = NameField(required=False)
    phone = PhoneField(required=False)
    postcode = PostcodeField(required=False)
    languages = LanguageSerializer(many=True, required=False)


class OrganisationSerializer(StrictModelSerializer):
    name = LineField()

    class Meta:
        model = Organisation
        fields = ("id", "name", "kind")
        read_only_fields = ("id",)


class OrganisationFilters(filters.FilterSet):  # type: ignore[misc] # django-filter - ships no types
    class Meta:
        model = Organisation
        fields = ("kind",)


class Organisations(OncePerKey, VersionedView, mixins.ListModelMixin, GenericViewSet[Any]):
    serializer_class = OrganisationSerializer
    filterset_class = OrganisationFilters
    queryset = Organisation.objects.all()

    def create(self, request: Request) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        record = serializer.save(region=Region.objects.get())
        response = self.versioned(record, status=201)
        response["Location"] = f"/api/v1/organisations/{record.pk}"
        return response

    def edit(self, record: Organisation, changes: dict[str, Any]) -> Organisation:
        for name, value in changes.items():
            setattr(record, name, value)
        record.save()
        return record

    @action(detail=True, methods=["post"])
    def exclaim(self, request: Request, pk: str) -> Response:
        record = self.get_object()
        return self.versioned(self.edit(record, {"name": f"{record.name}!"}))

    @action(detail=False, permission_classes=[AllowAny])
    def hours(self, request: Request) -> Response:
        return Response({"opens": "08:00"})

    @action(detail=False, methods=["post"])
    def card(self, request: Request) -> Response:
        serializer = CardSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return Response(serializer.validated_data)

    @action(detail=False, methods=["post"], url_path="fail/(?P<kind>[a-z]+)")
    def fail(self, request: Request, kind: str) -> Response:
        raise FAULTS[kind]


router = SimpleRouter(trailing_slash=False)
router.register("organisations", Organisations)
urlpatterns = [path("api/v1/", include(router.urls)), *urls.urlpatterns]
handler400, handler404, handler500 = urls.handler400, urls.handler404, urls.handler500

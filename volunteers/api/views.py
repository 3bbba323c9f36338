"""Volunteers in the API: sign-up, register, own data, and the steps of the intake."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.viewsets import GenericViewSet

from programmes.api.authentication import asking
from programmes.api.etag import VersionedView
from programmes.api.idempotency import OncePerKey
from programmes.api.serializers import StrictSerializer
from programmes.api.throttling import ScopedThrottle
from programmes.domain.access import NOBODY, Action, NotAllowedError
from programmes.domain.same_time import same_time
from programmes.models import IdempotencyKey
from volunteers.api.filters import VolunteerFilters
from volunteers.api.serializers import (
    EditSerializer,
    EndSerializer,
    FormDuoSerializer,
    InterviewSerializer,
    OwnEditSerializer,
    ReceivedSerializer,
    SeenSerializer,
    SignUpSerializer,
    VolunteerSerializer,
)
from volunteers.domain import certificates, duos, editing, intake, queries, resting, signup
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

Step = Callable[..., Response]
UseCase = Callable[..., object]
_MANY = 18


def step(path: str, body: type[StrictSerializer] | None = None) -> Callable[[Step], Step]:
    """Make a method the POST of one step; it answers with the volunteer as they are now."""

    def decorate(method: Step) -> Step:
        described = extend_schema(request=body, responses=VolunteerSerializer)(method)
        return action(detail=True, methods=["post"], url_path=path)(described)

    return decorate


class VolunteerViewSet(OncePerKey, VersionedView, ListModelMixin, GenericViewSet[Volunteer]):
    """The register of volunteers."""

    serializer_class = VolunteerSerializer
    filterset_class = VolunteerFilters
    throttle_scope = "sign-up"
    lookup_value_regex = f"[0-9]{{1,{_MANY}}}"

    def get_permissions(self) -> list[Any]:
        return [AllowAny()] if self.action == "create" else list(super().get_permissions())

    def get_throttles(self) -> list[BaseThrottle]:
        throttles = super().get_throttles()
        is_public = self.action == "create" and not queries.may_enter(asking(self.request))
        return [*throttles, ScopedThrottle()] if is_public else throttles

    def get_queryset(self) -> QuerySet[Volunteer]:
        actor = asking(self.request)
        if self.action == "list" and self.request.query_params.get("state") == VolunteerState.APPLIED:
            return queries.awaiting_confirmation(actor)
        if self.action == "confirm_email":
            return queries.awaiting_confirmation(actor) | queries.guided_by(actor)
        if self.request.method == "POST":
            return queries.guided_by(actor)
        changes = self.request.method == "PATCH"
        return queries.visible_to(actor, Action.VOLUNTEERS_WRITE if changes else Action.VOLUNTEERS_READ)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.edit_serializer_class = (
            EditSerializer if queries.may_enter(asking(request)) else OwnEditSerializer
        )

    @extend_schema(request=SignUpSerializer, responses={201: VolunteerSerializer, 202: ReceivedSerializer})
    def create(self, request: Request) -> Response:
        """Sign up, or enter a volunteer: 202 without a number for the public, 201 for a coordinator."""
        actor = asking(request)
        enters = queries.may_enter(actor)
        if not enters and actor != NOBODY and not actor.may(Action.FAMILIES_REFER):
            raise NotAllowedError
        serializer = SignUpSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        if not enters:
            with same_time():
                signup.sign_up(entry=serializer.entry(), now=timezone.now())
            return self._received()
        volunteer = signup.enter(entry=serializer.entry(), actor=actor, by=actor.user, now=timezone.now())
        response = self.versioned(queries.whole(volunteer), status=201)
        response["Location"] = reverse("volunteer-detail", args=[volunteer.pk])
        return response

    def answer_again(self, request: Request, row: IdempotencyKey) -> Response:
        return super().answer_again(request, row) if row.location else self._received()

    @extend_schema(request=EditSerializer, responses=VolunteerSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change some fields of the version that was read."""
        return super().partial_update(request, *args, **kwargs)

    def edit(self, record: Volunteer, changes: dict[str, Any]) -> Volunteer:
        by = asking(self.request).user
        return queries.whole(editing.edit(volunteer=record, changes=changes, by=by, now=timezone.now()))

    @step("confirm-email")
    def confirm_email(self, request: Request, pk: str) -> Response:
        """Note that the e-mail address is theirs."""
        return self._carry_out(intake.confirm_email)

    @step("plan-interview", InterviewSerializer)
    def plan_interview(self, request: Request, pk: str) -> Response:
        """Note that a first talk is planned."""
        return self._carry_out(intake.plan_interview, InterviewSerializer)

    @step("accept")
    def accept(self, request: Request, pk: str) -> Response:
        """Take the volunteer in and make their account."""
        return self._carry_out(intake.accept)

    @step("request-certificate")
    def request_certificate(self, request: Request, pk: str) -> Response:
        """Note that a certificate of conduct was asked for."""
        return self._carry_out(certificates.request_certificate)

    @step("record-certificate", SeenSerializer)
    def record_certificate(self, request: Request, pk: str) -> Response:
        """Note on which day the certificate of conduct was seen."""
        return self._carry_out(certificates.record_certificate, SeenSerializer)

    @step("refuse-certificate")
    def refuse_certificate(self, request: Request, pk: str) -> Response:
        """Note that the certificate of conduct was refused."""
        return self._carry_out(certificates.refuse_certificate)

    @step("make-available")
    def make_available(self, request: Request, pk: str) -> Response:
        """Let the volunteer take part in matching rounds."""
        return self._carry_out(intake.make_available)

    @step("form-duo", FormDuoSerializer)
    def form_duo(self, request: Request, pk: str) -> Response:
        """Let the volunteer and a partner go together; they leave from this volunteer's address."""
        return self._carry_out(_form_duo, FormDuoSerializer)

    @step("dissolve-duo")
    def dissolve_duo(self, request: Request, pk: str) -> Response:
        """Let the volunteer and the partner each read for themselves again."""
        return self._carry_out(duos.dissolve)

    @step("rest")
    def rest(self, request: Request, pk: str) -> Response:
        """Leave the volunteer out of matching rounds for a while."""
        return self._carry_out(resting.rest)

    @step("leave", EndSerializer)
    def leave(self, request: Request, pk: str) -> Response:
        """Note that the volunteer stops."""
        return self._carry_out(intake.leave, EndSerializer)

    @step("decline", EndSerializer)
    def decline(self, request: Request, pk: str) -> Response:
        """Do not take the volunteer in."""
        return self._carry_out(intake.decline, EndSerializer)

    def _carry_out(self, use_case: UseCase, body: type[StrictSerializer] = StrictSerializer) -> Response:
        volunteer = self.get_object()
        given = body(data=self.request.data, context={"request": self.request})
        given.is_valid(raise_exception=True)
        by = asking(self.request).user
        use_case(volunteer=volunteer, by=by, now=timezone.now(), **given.validated_data)
        return self.versioned(queries.whole(volunteer))

    @staticmethod
    def _received() -> Response:
        sentence = _("Thank you for signing up. A coordinator gets in touch with you.")
        return Response({"status": "received", "detail": sentence}, status=202)


def _form_duo(*, volunteer: Volunteer, partner: Volunteer, **by_and_now: Any) -> None:
    duos.form(first=volunteer, second=partner, **by_and_now)


class OwnVolunteerView(VersionedView):
    """`/volunteers/me`: a volunteer's own data."""

    serializer_class = VolunteerSerializer
    edit_serializer_class = OwnEditSerializer

    def get_object(self) -> Volunteer:
        actor = asking(self.request)
        return queries.own(actor)

    def get(self, request: Request) -> Response:
        """Read your own data."""
        return self.retrieve(request)

    @extend_schema(request=OwnEditSerializer)
    def patch(self, request: Request) -> Response:
        """Change your own data, in the version that was read."""
        return self.partial_update(request)

    def edit(self, record: Volunteer, changes: dict[str, Any]) -> Volunteer:
        by = asking(self.request).user
        return queries.whole(editing.edit(volunteer=record, changes=changes, by=by, now=timezone.now()))

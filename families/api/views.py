"""Families in the API: registration, register, status of five words, and the steps of the intake."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from families.api.filters import FamilyFilters, ReferrerFilters
from families.api.serializers import (
    ConsentSerializer,
    FamilyEditSerializer,
    HoldSerializer,
    PlanIntakeSerializer,
    ReferralSerializer,
    UrgencySerializer,
    WithdrawSerializer,
)
from families.api.shown import FamilyRowSerializer, FamilySerializer, StatusSerializer
from families.domain import consents, editing, intake, queries, referral, urgency
from families.domain.referrer_status import told
from families.models import Family
from programmes.api.authentication import asking
from programmes.api.etag import VersionedView
from programmes.api.idempotency import OncePerKey
from programmes.api.serializers import StrictSerializer
from programmes.domain.access import Action, Actor, Scope, log_read

Step = Callable[..., Response]
UseCase = Callable[..., object]
REFERRERS_STEPS = frozenset({"confirm_consent", "withdraw", "withdraw_consent", "ask_urgency"})


def step(path: str, body: type[StrictSerializer] | None = None) -> Callable[[Step], Step]:
    """Make a method the POST of one step; it answers with the family as it is now."""

    def decorate(method: Step) -> Step:
        described = extend_schema(request=body, responses=FamilySerializer)(method)
        return action(detail=True, methods=["post"], url_path=path)(described)

    return decorate


class FamilyViewSet(OncePerKey, VersionedView, ListModelMixin, GenericViewSet[Family]):
    """The register of families."""

    serializer_class = FamilySerializer
    edit_serializer_class = FamilyEditSerializer
    filterset_class: type[ReferrerFilters] = FamilyFilters
    lookup_value_regex = "[0-9]{1,18}"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if asking(request).targets(Action.FAMILIES_READ, Scope.ORGANISATION):
            self.filterset_class = ReferrerFilters

    def get_serializer_class(self) -> Any:
        return FamilyRowSerializer if self.action == "list" else FamilySerializer

    def get_serializer_context(self) -> dict[str, Any]:
        actor = asking(self.request)
        return {**super().get_serializer_context(), "writes_safety_note": actor.may(Action.SAFETY_READ)}

    def get_queryset(self) -> QuerySet[Family]:
        return queries.visible_to(asking(self.request), self._needed())

    def _needed(self) -> Action:
        if self.action in REFERRERS_STEPS:
            return Action.FAMILIES_WRITE
        if self.action == "status":
            return Action.STATUS_READ
        if self.request.method == "POST":
            return Action.FAMILIES_INTAKE
        return Action.FAMILIES_WRITE if self.request.method == "PATCH" else Action.FAMILIES_READ

    @extend_schema(request=ReferralSerializer, responses={201: FamilySerializer})
    def create(self, request: Request) -> Response:
        """Register a family."""
        actor = asking(request)
        queries.check_may_register(actor)
        serializer = ReferralSerializer(data=request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        family = referral.register(entry=serializer.entry(), actor=actor, by=actor.user, now=timezone.now())
        response = self.versioned(queries.whole(family), status=201)
        response["Location"] = reverse("family-detail", args=[family.pk])
        return response

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Read a family; every look is logged."""
        family = self.get_object()
        self._log(family, asking(request))
        return self.versioned(family)

    @extend_schema(request=FamilyEditSerializer, responses=FamilySerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change some fields of the version that was read."""
        return super().partial_update(request, *args, **kwargs)

    def edit(self, record: Family, changes: dict[str, Any]) -> Family:
        actor = asking(self.request)
        return queries.whole(editing.edit(family=record, changes=changes, actor=actor, now=timezone.now()))

    @extend_schema(responses=StatusSerializer)
    @action(detail=True)
    def status(self, request: Request, pk: str) -> Response:
        """Tell how the family stands in one of five words."""
        return Response(StatusSerializer(told(self.get_object(), now=timezone.now())).data)

    @step("confirm-consent", ConsentSerializer)
    def confirm_consent(self, request: Request, pk: str) -> Response:
        """Record the consent of the parents."""
        family = self.get_object()
        entry = ConsentSerializer(data=request.data)
        entry.is_valid(raise_exception=True)
        by = asking(request).user
        intake.confirm_consent(family=family, entry=entry.validated_data, by=by, now=timezone.now())
        return self.versioned(queries.whole(family))

    @step("plan-intake", PlanIntakeSerializer)
    def plan_intake(self, request: Request, pk: str) -> Response:
        """Note that the talk at home is planned, and on which day."""
        return self._carry_out(intake.plan_intake, PlanIntakeSerializer)

    @step("complete-intake")
    def complete_intake(self, request: Request, pk: str) -> Response:
        """Note that the talk at home is done."""
        return self._carry_out(intake.complete_intake)

    @step("start-waiting")
    def start_waiting(self, request: Request, pk: str) -> Response:
        """Put the family in the queue."""
        return self._carry_out(intake.start_waiting)

    @step("hold", HoldSerializer)
    def hold(self, request: Request, pk: str) -> Response:
        """Leave the family out of matching rounds until a day; its place stays."""
        return self._carry_out(intake.hold, HoldSerializer)

    @step("withdraw", WithdrawSerializer)
    def withdraw(self, request: Request, pk: str) -> Response:
        """Note that the family no longer takes part."""
        return self._carry_out(intake.withdraw, WithdrawSerializer)

    @step("withdraw-consent")
    def withdraw_consent(self, request: Request, pk: str) -> Response:
        """Note that the parents took their consent back."""
        return self._carry_out(consents.withdraw_consent)

    @step("ask-urgency", UrgencySerializer)
    def ask_urgency(self, request: Request, pk: str) -> Response:
        """Ask that the family goes first."""
        return self._carry_out(urgency.ask, UrgencySerializer)

    @step("confirm-urgency")
    def confirm_urgency(self, request: Request, pk: str) -> Response:
        """Confirm, as a second person, that the family goes first."""
        return self._carry_out(urgency.confirm)

    def _carry_out(self, use_case: UseCase, body: type[StrictSerializer] = StrictSerializer) -> Response:
        family, actor = self.get_object(), asking(self.request)
        guides = family.region_id in actor.targets(Action.FAMILIES_INTAKE, Scope.REGION)
        given = body(data=self.request.data, context={"guides": guides})
        given.is_valid(raise_exception=True)
        by = actor.user
        use_case(family=family, by=by, now=timezone.now(), **given.validated_data)
        return self.versioned(queries.whole(family))

    @staticmethod
    def _log(family: Family, actor: Actor) -> None:
        sees_note = family.safety_note and family.region_id in actor.targets(Action.SAFETY_READ, Scope.REGION)
        action_code = Action.SAFETY_READ if sees_note else Action.FAMILIES_READ
        log_read(family, actor=actor, action=action_code, now=timezone.now())

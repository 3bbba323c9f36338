"""Families in the API: what goes out, and to whom which part of it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from families.api.serializers import ChildSerializer, FamilyFields, HomeSerializer
from families.domain import queries
from families.models import Family
from families.models.family import UrgencyReason
from families.states import FamilyState, FamilyStatus
from programmes.api.authentication import asking
from programmes.api.districts import DistrictSerializer
from programmes.api.windows import WindowSerializer
from programmes.domain.access import Action, Scope

GUIDED = frozenset({"state", "intake_on", "look_again_on", "waiting_since", "urgency"})
"""What those who guide the family see; a referrer reads the five words instead."""


class UrgencyShown(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(UrgencyReason.choices, source="urgency_reason")
    asked_at = serializers.DateTimeField(source="urgency_asked_at")
    confirmed_at = serializers.DateTimeField(source="urgency_confirmed_at", allow_null=True)


class ConsentShown(serializers.Serializer[Any]):
    given_on = serializers.DateField()
    version = serializers.CharField()
    language = serializers.CharField()
    how = serializers.CharField()
    withdrawn_on = serializers.DateField(allow_null=True)


class HomeShown(HomeSerializer):
    district = DistrictSerializer(allow_null=True)
    availability: "serializers.ListSerializer[Any]" = serializers.ListSerializer(
        child=WindowSerializer(), source="windows"
    )


class LayeredSerializer(serializers.Serializer[Any]):
    """Leaves out what the one who asks does not see of this family."""

    def to_representation(self, instance: Family) -> dict[str, Any]:
        shown: dict[str, Any] = super().to_representation(instance)
        hidden = set() if self._sees(instance, Action.FAMILIES_READ) else set(GUIDED)
        if not self._sees(instance, Action.SAFETY_READ):
            hidden.add("safety_note")
        return {name: value for name, value in shown.items() if name not in hidden}

    def _sees(self, family: Family, action: Action) -> bool:
        actor = asking(self.context["request"])
        return family.region_id in actor.targets(action, Scope.REGION)


class FamilyRowSerializer(LayeredSerializer):
    """A family in a list: nothing by which a household is known."""

    id = serializers.IntegerField()
    reference = serializers.CharField()
    region = serializers.SlugField(source="region.slug")
    organisation = serializers.IntegerField(source="organisation_id", allow_null=True)
    programme = serializers.SlugField(source="programme.slug")
    state = serializers.ChoiceField(FamilyState.choices)
    status = serializers.SerializerMethodField()
    district = serializers.SerializerMethodField()
    ages = serializers.SerializerMethodField()
    registered_at = serializers.DateTimeField()
    waiting_since = serializers.DateField(allow_null=True)

    def get_status(self, family: Family) -> FamilyStatus:
        return queries.status(family)

    def get_district(self, family: Family) -> str | None:
        homes = family.homes.all()
        return homes[0].district.name if homes and homes[0].district else None

    def get_ages(self, family: Family) -> list[int]:
        day = timezone.localdate()
        return [child.age_on(day) for child in family.children.all()]


class FamilySerializer(FamilyRowSerializer, FamilyFields):
    """A family as a whole."""

    children: "serializers.ListSerializer[Any]" = serializers.ListSerializer(child=ChildSerializer())
    homes: "serializers.ListSerializer[Any]" = serializers.ListSerializer(child=HomeShown())
    consents: "serializers.ListSerializer[Any]" = serializers.ListSerializer(child=ConsentShown())
    intake_on = serializers.DateField(allow_null=True)
    look_again_on = serializers.DateField(allow_null=True)
    urgency = serializers.SerializerMethodField()

    def get_urgency(self, family: Family) -> dict[str, Any] | None:
        return dict(UrgencyShown(family).data) if family.urgency_asked_at else None


class StatusSerializer(serializers.Serializer[Any]):
    """The word of five in the reader's language, its code, since when, a detail, and what comes next."""

    status = serializers.CharField(source="status.label")
    code = serializers.ChoiceField(FamilyStatus.choices, source="status")
    since = serializers.DateTimeField()
    detail = serializers.CharField(help_text=_("A line more than the word; may be empty."))
    next_step = serializers.CharField()
    next_on = serializers.DateField(allow_null=True)

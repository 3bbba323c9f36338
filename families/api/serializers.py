"""Families in the API: what comes in."""

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from families.domain.entry import ChildEntry, ConsentEntry, HomeEntry, Referral
from families.domain.entry_rules import MOST_CHILDREN, MOST_HOMES, MOST_LANGUAGES
from families.domain.intake import WithdrawReason
from families.models import Child, Consent
from families.models.family import LEVEL_CHOICES, JoiningParent, UrgencyReason
from programmes.api.fields import DayField, LineField, NameField, NoteField, PhoneField, PostcodeField
from programmes.api.serializers import StrictSerializer
from programmes.api.windows import MOST_WINDOWS, WindowSerializer
from programmes.models.needs import Need, Restriction
from programmes.models.region import Place
from programmes.models.window import RHYTHM_CHOICES

HIGHEST_NUMBER = 99_999
LARGEST_ID = 2**63 - 1
CODE_LENGTH = 10
_MONTH = re.compile(r"((?:19|20)[0-9]{2})-(0[1-9]|1[0-2])")


def codes(choices: Any, **options: Any) -> serializers.ListField:
    """Make a list of codes, each from these choices."""
    return serializers.ListField(
        child=serializers.ChoiceField(choices.choices), max_length=len(choices), **options
    )


@extend_schema_field({"type": "string", "pattern": "^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$", "example": "2017-03"})
class MonthField(serializers.Field[date, str, str, Any]):
    """A month as ``2017-03``; its first day inside."""

    default_error_messages = {"invalid": _("Write year and month, for instance 2017-03.")}

    def to_internal_value(self, data: Any) -> date:
        found = _MONTH.fullmatch(data) if isinstance(data, str) else None
        if found is None:
            self.fail("invalid")
        return date(int(found[1]), int(found[2]), 1)

    def to_representation(self, value: date) -> str:
        return f"{value:%Y-%m}"


class ChildSerializer(StrictSerializer):
    """A child; the month of birth is enough."""

    first_name = NameField(max_length=100)
    birth_month = MonthField()
    school = LineField(required=False, allow_blank=True)
    needs = codes(Need, required=False)

    def to_internal_value(self, data: Any) -> ChildEntry:
        values = super().to_internal_value(data)
        return ChildEntry(**values | {"needs": tuple(values.get("needs", ()))})

    def to_representation(self, instance: Child) -> dict[str, Any]:
        shown: dict[str, Any] = super().to_representation(instance)
        return shown


class HomeSerializer(StrictSerializer):
    """A home, with the weeks in which the children are there."""

    rhythm = serializers.ChoiceField(RHYTHM_CHOICES, required=False)
    # A field that is called label, not the label of this one.
    label = LineField(max_length=50, required=False, allow_blank=True)  # type: ignore[assignment] # - as above
    is_hidden = serializers.BooleanField(required=False, help_text=_("From the other parent."))
    postcode = PostcodeField(max_length=10)
    house_number = serializers.IntegerField(min_value=1, max_value=HIGHEST_NUMBER)
    house_addition = LineField(max_length=10, required=False, allow_blank=True)
    availability: "serializers.ListSerializer[Any]" = serializers.ListSerializer(
        child=WindowSerializer(), max_length=MOST_WINDOWS
    )

    def to_internal_value(self, data: Any) -> HomeEntry:
        values = super().to_internal_value(data)
        return HomeEntry(**values | {"availability": tuple(values["availability"])})


class ConsentSerializer(StrictSerializer):
    """The parents' consent as the professional recorded it."""

    given_by = NameField(max_length=100)
    given_on = DayField()
    version = LineField(max_length=20)
    language = serializers.CharField(max_length=CODE_LENGTH)
    how = serializers.ChoiceField(Consent.How.choices)

    def to_internal_value(self, data: Any) -> ConsentEntry:
        return ConsentEntry(**super().to_internal_value(data))


class FamilyFields(StrictSerializer):
    """What is read and written in the same form."""

    first_name = NameField(max_length=100)
    infix = NameField(max_length=30, required=False, allow_blank=True)
    last_name = NameField(max_length=100, required=False, allow_blank=True)
    phone = PhoneField(max_length=20)
    call_language = serializers.CharField(max_length=CODE_LENGTH, required=False)
    needs_interpreter = serializers.BooleanField(required=False)
    home_languages = serializers.ListField(
        child=serializers.CharField(max_length=CODE_LENGTH), max_length=MOST_LANGUAGES
    )
    required_language = serializers.CharField(max_length=CODE_LENGTH, required=False, allow_blank=True)
    parents_dutch = serializers.ChoiceField(LEVEL_CHOICES, required=False, allow_blank=True)
    children_dutch = serializers.ChoiceField(LEVEL_CHOICES, required=False, allow_blank=True)
    parent_present = serializers.BooleanField(required=False)
    joining_parent = serializers.ChoiceField(JoiningParent.choices, required=False)
    places = codes(Place)
    restrictions = codes(Restriction, required=False)
    wishes = NoteField(required=False, allow_blank=True)
    readers_needed = serializers.IntegerField(min_value=1, max_value=2, required=False)
    took_part_before = serializers.BooleanField(required=False)
    safety_note = NoteField(
        required=False, allow_blank=True, help_text=_("Only for coordinators; every look is logged.")
    )


class FamilyEditSerializer(FamilyFields):
    """A change of a family's data."""

    children: "serializers.ListSerializer[Any]" = serializers.ListSerializer(
        child=ChildSerializer(), max_length=MOST_CHILDREN
    )
    homes: "serializers.ListSerializer[Any]" = serializers.ListSerializer(
        child=HomeSerializer(), max_length=MOST_HOMES
    )

    def get_fields(self) -> dict[str, "serializers.Field[Any, Any, Any, Any]"]:
        """Know the safety note only for those who may read it."""
        fields = super().get_fields()
        if not self.context.get("writes_safety_note", True):
            del fields["safety_note"]
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {name: tuple(value) if isinstance(value, list) else value for name, value in attrs.items()}


class ReferralSerializer(FamilyEditSerializer):
    """A registration."""

    region = serializers.CharField(max_length=50, required=False)
    organisation = serializers.IntegerField(
        min_value=1, max_value=LARGEST_ID, required=False, allow_null=True
    )
    programme = serializers.CharField(max_length=50)
    consent = ConsentSerializer(required=False, allow_null=True)

    def entry(self) -> Referral:
        """Give the plain values that the domain takes."""
        return Referral(**self.validated_data)


class PlanIntakeSerializer(StrictSerializer):
    """On which day the talk at home is, where that is known."""

    on = DayField(required=False)


class HoldSerializer(StrictSerializer):
    """Until when the family pauses."""

    until = DayField()


class WithdrawSerializer(StrictSerializer):
    """Why the family no longer takes part; that it is registered twice is for coordinators to say."""

    reason = serializers.ChoiceField(WithdrawReason.choices)

    def validate_reason(self, value: str) -> str:
        """Know, of a referrer, the reasons that one can have."""
        if value == WithdrawReason.DUPLICATE and not self.context.get("guides", False):
            raise serializers.ValidationError(_("Choose a reason from the list."))
        return value


class UrgencySerializer(StrictSerializer):
    """Why the family should go first."""

    reason = serializers.ChoiceField(UrgencyReason.choices)

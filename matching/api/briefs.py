"""The two sides of a pair in few words: what a list may show without opening a register."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from rest_framework import serializers

if TYPE_CHECKING:
    from families.models import Family
    from volunteers.models import Volunteer


class VolunteerBrief(serializers.Serializer[Any]):
    """A volunteer by number and neighbourhood; by name for whoever may read the register."""

    id = serializers.IntegerField()
    name = serializers.CharField(required=False)
    district = serializers.CharField()


class FamilyBrief(serializers.Serializer[Any]):
    """A family by number, neighbourhoods and ages; no name."""

    id = serializers.IntegerField()
    reference = serializers.CharField()
    districts = serializers.ListField(child=serializers.CharField())
    ages = serializers.ListField(child=serializers.IntegerField())


def volunteer_brief(volunteer: "Volunteer", *, named: bool) -> dict[str, Any]:
    """Represent a volunteer whose district is loaded."""
    name = {"name": volunteer.full_name} if named else {}
    return {"id": volunteer.pk, **name, "district": volunteer.district.name if volunteer.district else ""}


def family_brief(family: "Family") -> dict[str, Any]:
    """Represent a family whose children and homes are loaded."""
    day = timezone.localdate()
    districts = (home.district.name for home in family.homes.all() if home.district)
    return {
        "id": family.pk,
        "reference": family.reference,
        "districts": list(dict.fromkeys(districts)),
        "ages": sorted(child.age_on(day) for child in family.children.all()),
    }

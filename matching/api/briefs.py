"""What a list may show of the two sides of a pair without opening a register, and of a change."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from rest_framework import serializers

from matching.domain.wording import LEVEL_NAMES

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


class ChangeSerializer(serializers.Serializer[Any]):
    """New minus old on the five levels, the first of which counts most."""

    urgent = serializers.IntegerField()
    placed = serializers.IntegerField()
    bands = serializers.IntegerField()
    score = serializers.IntegerField()
    kept = serializers.IntegerField()


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


def by_level(change: Sequence[int]) -> dict[str, int]:
    """Represent a change of the objective."""
    return dict(zip(LEVEL_NAMES, change, strict=True))

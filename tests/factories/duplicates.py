"""Registrations that look alike, for tests."""

import factory
from factory.django import DjangoModelFactory

from families.models import PossibleDuplicate
from families.states import FamilyState
from tests.factories.families import FamilyFactory
from tests.factories.moments import NOW


class LikenessFactory(DjangoModelFactory):
    """A new registration that looks like a family that waits."""

    class Meta:
        model = PossibleDuplicate

    family = factory.SubFactory(FamilyFactory, state=FamilyState.CONSENT_CONFIRMED)
    earlier = factory.SubFactory(FamilyFactory)
    found_at = NOW

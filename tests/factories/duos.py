"""Duos for tests."""

import factory
from factory.django import DjangoModelFactory

from tests.factories.moments import NOW
from tests.factories.volunteers import VolunteerFactory
from volunteers.models import Duo


class DuoFactory(DjangoModelFactory):
    """Two who go together since before any run of the tests."""

    class Meta:
        model = Duo

    first = factory.SubFactory(VolunteerFactory)
    second = factory.SubFactory(VolunteerFactory)
    since = NOW

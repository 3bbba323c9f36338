"""Families for tests: waiting with consent, unless told otherwise."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from families.models import Child, Consent, Family, Home, HomeWindow
from families.states import FamilyState
from programmes.values.availability import Window
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import ProgrammeFactory, RegionFactory

WEDNESDAY_AFTERNOON = Window(3, 14 * 60, 16 * 60)
NINE_YEARS_OLD = date(TODAY.year - 9, 3, 1)
BEFORE_WAITING = frozenset(
    {
        FamilyState.REFERRED,
        FamilyState.CONSENT_CONFIRMED,
        FamilyState.INTAKE_PLANNED,
        FamilyState.INTAKE_DONE,
    }
)


class HomeFactory(DjangoModelFactory):
    """Takes ``windows``."""

    class Meta:
        model = Home
        skip_postgeneration_save = True

    rhythm = "weekly"
    postcode = "5212CD"
    house_number = 2
    x = 150_000
    y = 411_500

    @factory.post_generation
    def windows(self: Any, create: bool, extracted: Iterable[Window] | None, **_: Any) -> None:
        stretches = [WEDNESDAY_AFTERNOON] if extracted is None else extracted
        HomeWindow.objects.bulk_create(HomeWindow(home=self, **vars(stretch)) for stretch in stretches)


class FamilyFactory(DjangoModelFactory):
    """Takes ``children`` (months of birth), ``homes`` (fields of each) and ``consented``."""

    class Meta:
        model = Family
        skip_postgeneration_save = True

    region = factory.SubFactory(RegionFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    # Above the numbers that tests give themselves.
    number = factory.Sequence(lambda n: n + 2_000)
    state = FamilyState.WAITING
    registered_at = NOW
    waiting_since = factory.Maybe("waited", yes_declaration=date(2026, 9, 1), no_declaration=None)
    first_name = "Amina"
    last_name = "El Idrissi"
    phone = "+31612345678"
    home_languages = ["ar"]
    places = ["home"]

    class Params:
        waited = factory.LazyAttribute(lambda family: family.state not in BEFORE_WAITING)

    @factory.post_generation
    def children(self: Any, create: bool, extracted: Iterable[date] | None, **_: Any) -> None:
        months = [NINE_YEARS_OLD] if extracted is None else extracted
        Child.objects.bulk_create(
            Child(family=self, first_name="Yusuf", birth_month=month, needs=["vocabulary"])
            for month in months
        )

    @factory.post_generation
    def homes(self: Any, create: bool, extracted: Iterable[Mapping[str, object]] | None, **_: Any) -> None:
        for fields in [{}] if extracted is None else extracted:
            HomeFactory(family=self, **fields)

    @factory.post_generation
    def consented(self: Any, create: bool, extracted: bool | None, **_: Any) -> None:
        if self.state != FamilyState.REFERRED if extracted is None else extracted:
            ConsentFactory(family=self)


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = Consent

    given_by = "Amina El Idrissi"
    given_on = TODAY
    version = "2026-1"
    language = "nl"
    how = Consent.How.WRITTEN
    recorded_at = NOW

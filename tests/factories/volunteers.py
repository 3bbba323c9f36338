"""Volunteers for tests: available and ready to read, unless told otherwise."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

import factory
from factory.django import DjangoModelFactory

from programmes.models import Programme
from programmes.values.availability import Window
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import ProgrammeFactory, RegionFactory
from volunteers.models import Certificate, SpokenLanguage, Volunteer, VolunteerWindow
from volunteers.models.volunteer import Means
from volunteers.states import VolunteerState

WEDNESDAY_AFTERNOON = Window(3, 13 * 60, 17 * 60)


class VolunteerFactory(DjangoModelFactory):
    """Takes ``programmes``, ``languages`` (code, level), ``windows``, ``certificate`` (seen on, or False)."""

    class Meta:
        model = Volunteer
        skip_postgeneration_save = True

    region = factory.SubFactory(RegionFactory)
    state = VolunteerState.AVAILABLE
    registered_at = NOW
    first_name = "Noor"
    infix = "van de"
    last_name = factory.Sequence(lambda n: f"Ven {chr(65 + n % 26)}")
    email = factory.Sequence(lambda n: f"reader{n}@example.org")
    phone = factory.Sequence(lambda n: f"+316{n:08}")
    postcode = "5211AB"
    house_number = 1
    x = 149_200
    y = 411_000
    means = Means.BICYCLE
    max_minutes = 20
    places = ["home"]
    consent_version = "2026-1"
    consent_on = TODAY

    @factory.post_generation
    def programmes(self: Any, create: bool, extracted: Iterable[Programme] | None, **_: Any) -> None:
        self.programmes.set([ProgrammeFactory()] if extracted is None else extracted)

    @factory.post_generation
    def languages(self: Any, create: bool, extracted: Iterable[tuple[str, str]] | None, **_: Any) -> None:
        spoken = [("nl", "native")] if extracted is None else extracted
        rows = [SpokenLanguage(volunteer=self, code=code, level=level) for code, level in spoken]
        SpokenLanguage.objects.bulk_create(rows)

    @factory.post_generation
    def windows(self: Any, create: bool, extracted: Iterable[Window] | None, **_: Any) -> None:
        stretches = [WEDNESDAY_AFTERNOON] if extracted is None else extracted
        VolunteerWindow.objects.bulk_create(
            VolunteerWindow(volunteer=self, **vars(stretch)) for stretch in stretches
        )

    @factory.post_generation
    def certificate(self: Any, create: bool, extracted: date | Literal[False] | None, **_: Any) -> None:
        if extracted is not False:
            seen_on = extracted or date(2026, 6, 1)
            Certificate.objects.create(volunteer=self, requested_on=seen_on, seen_on=seen_on)

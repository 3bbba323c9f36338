"""Every form that asks for parts of the day asks for those of the region."""

import pytest
from django.test import Client

from families.models import HomeWindow
from programmes.models import Region
from programmes.values.availability import Window
from tests.factories.families import FamilyFactory
from tests.factories.programmes import (
    OrganisationFactory,
    ProgrammeFactory,
    RegionFactory,
    coordinator,
    social_worker,
)
from tests.factories.volunteers import VolunteerFactory
from tests.families.pages.referral_answers import answer, children, consent
from tests.filled_forms import fields_of
from volunteers.models import VolunteerWindow

pytestmark = pytest.mark.django_db
LUNCH = {"name": "Tussen de middag", "start": 720, "end": 810}
EVENING = {"name": "evening", "start": 1080, "end": 1260}
MONDAY_LUNCH = Window(1, 720, 810)


@pytest.fixture
def region() -> Region:
    made = RegionFactory(day_parts=[LUNCH, EVENING])
    assert isinstance(made, Region)
    return made


@pytest.fixture
def marieke(client: Client, region: Region) -> Client:
    client.force_login(coordinator(region))
    return client


def test_a_coordinators_form_of_a_volunteer(marieke: Client) -> None:
    volunteer = VolunteerFactory(windows=[MONDAY_LUNCH])
    address = f"/werk/voorlezers/{volunteer.pk}/wijzigen"
    page = marieke.get(address).content.decode()

    marieke.post(address, {**fields_of(page), "when-moments": ["1-0", "7-1"]})

    kept = [row.as_window() for row in VolunteerWindow.objects.filter(volunteer=volunteer)]
    assert fields_of(page)["when-moments"] == ["1-0"]
    assert "maandag, Tussen de middag, 12 tot 13:30 uur" in page
    assert kept == [MONDAY_LUNCH, Window(7, 1080, 1260)]


def test_a_coordinators_form_of_a_family(marieke: Client) -> None:
    family = FamilyFactory(homes=[{"windows": [MONDAY_LUNCH]}])
    address = f"/werk/gezinnen/{family.pk}/wijzigen"
    page = marieke.get(address).content.decode()

    marieke.post(address, {**fields_of(page), "home-0-moments": ["1-0", "7-1"]})

    kept = [row.as_window() for row in HomeWindow.objects.filter(home__family=family)]
    assert fields_of(page)["home-0-moments"] == ["1-0"]
    assert kept == [MONDAY_LUNCH, Window(7, 1080, 1260)]


def test_the_form_of_a_referrer(client: Client, region: Region) -> None:
    ProgrammeFactory(regions=[region])
    client.force_login(social_worker(OrganisationFactory(region=region)))
    answer(client, 1, consent())
    answer(client, 2, children())

    page = client.get("/gezin-aanmelden/3").content.decode()

    # A row and seven boxes in the table of each home.
    assert page.count("Tussen de middag") == 2 * 8
    assert 'value="1-2"' not in page

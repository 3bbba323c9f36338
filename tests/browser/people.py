"""A small town for the browser: one who coordinates, one who refers, one who reads, one family."""

from dataclasses import dataclass

from django.utils.timezone import localdate
from playwright.sync_api import Page

from families.models import Family
from families.states import FamilyState
from programmes.models import District, Region, User
from tests.factories.families import FamilyFactory
from tests.factories.programmes import (
    PASSWORD,
    DistrictFactory,
    OrganisationFactory,
    PostcodeFactory,
    RegionFactory,
    coordinator,
    social_worker,
    volunteer_account,
)
from tests.factories.volunteers import VolunteerFactory
from volunteers.models import Volunteer

CORNERS = [[5.30, 51.68], [5.32, 51.68], [5.32, 51.70], [5.30, 51.70], [5.30, 51.68]]


@dataclass(frozen=True)
class Town:
    """Who lives and works here."""

    region: Region
    district: District
    coordinator: User
    social_worker: User
    reader: User
    volunteer: Volunteer
    family: Family


def town() -> Town:
    """A volunteer and a family who fit, registered by the social worker's school."""
    region = RegionFactory()
    district = DistrictFactory(outline={"type": "Polygon", "coordinates": [CORNERS]})
    PostcodeFactory()
    PostcodeFactory(code="5212", x=150_000, y=411_500)
    school = OrganisationFactory(region=region, name="De Klimboom")
    referrer = social_worker(school, email="ilse@example.org", name="Ilse Brouwer")
    reader = volunteer_account(email="wim@example.org", name="Wim Hendriks")
    volunteer = VolunteerFactory(
        account=reader,
        first_name="Wim",
        infix="",
        last_name="Hendriks",
        district=district,
        certificate=localdate(),
    )
    family = FamilyFactory(
        state=FamilyState.WAITING,
        organisation=school,
        registered_by=referrer,
        number=371,
        homes=[{"district": district}],
    )
    marieke = coordinator(region, email="marieke@example.org", name="Marieke Coppens")
    return Town(region, district, marieke, referrer, reader, volunteer, family)


def log_in(page: Page, url: str, user: User) -> None:
    """Log in as a coordinator does: with a password."""
    fill_in_password(page, url, user.email, PASSWORD)
    page.wait_for_url(lambda address: "/inloggen" not in address)


def fill_in_password(page: Page, url: str, email: str, password: str) -> None:
    """Open the log-in page and the part of it for who has a password; send what is filled in."""
    page.goto(f"{url}/inloggen")
    ways = page.locator("details.more-ways")
    ways.locator("summary").click()
    ways.get_by_label("E-mailadres").fill(email)
    ways.get_by_label("Wachtwoord").fill(password)
    ways.get_by_role("button").click()

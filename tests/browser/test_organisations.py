"""A coordinator invites a social worker, who begins by the link; access ends while a page is open."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from outbox.domain import invitations
from outbox.domain.destination import link_of
from outbox.models import Message
from programmes.models import Organisation, User
from tests.browser.people import Town, log_in, town
from tests.browser.test_every_page import faults_of
from tests.factories.duplicates import LikenessFactory

NOOR = "noor@school.example.org"


@pytest.fixture
def people(live_server: LiveServer, settings: Settings) -> Town:
    settings.PUBLIC_URL = live_server.url
    return town()


@pytest.fixture
def desk(page: Page, live_server: LiveServer, people: Town) -> Page:
    User.objects.filter(pk=people.coordinator.pk).update(language="en")
    log_in(page, live_server.url, people.coordinator)
    return page


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def other(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def school(people: Town) -> Organisation:
    found = people.family.organisation
    assert found is not None
    return found


def link() -> str:
    return link_of(Message.objects.get(kind="referrer_invited"), now=timezone.now())


def test_a_social_worker_begins_and_stops(
    desk: Page, other: Page, people: Town, live_server: LiveServer
) -> None:
    desk.goto(f"{live_server.url}/werk")
    desk.get_by_role("link", name="Organisations").click()
    desk.get_by_role("link", name="De Klimboom").click()
    desk.get_by_label("Name", exact=True).fill("Noor Peeters")
    desk.get_by_label("E-mail address of their work").fill(NOOR)
    desk.get_by_role("button", name="Send the invitation").click()
    expect(desk.get_by_text("The invitation is on its way.")).to_be_visible()
    expect(desk.locator(".strong", has_text=NOOR)).to_be_visible()

    User.objects.filter(email=NOOR).update(language="en")
    other.goto(link())
    expect(other.get_by_text("You can register families for De Klimboom")).to_be_visible()
    other.get_by_role("button", name="Begin").click()
    expect(other.get_by_role("link", name=people.family.reference)).to_be_visible()

    desk.reload()
    desk.get_by_role("button", name="End access Noor Peeters").click()
    expect(desk.get_by_text("Access has ended.")).to_be_visible()
    other.reload()
    assert "/inloggen" in other.url


@pytest.mark.parametrize("width", [1280, 320])
def test_an_invitation_and_an_organisation_in_each_state(
    desk: Page, browser: Browser, people: Town, live_server: LiveServer, width: int
) -> None:
    record = school(people)
    invitations.invite(
        organisation=record, name="Noor Peeters", email=NOOR, by=people.coordinator, now=timezone.now()
    )
    LikenessFactory(earlier=people.family)
    desk.set_viewport_size({"width": width, "height": 800})
    visitor = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    paths = [link().removeprefix(live_server.url), "/uitnodiging/gone"]

    found = faults_of(desk, live_server.url, [f"/werk/organisaties/{record.pk}", "/werk/dubbel"])
    found += [fault for fault in faults_of(visitor, live_server.url, paths) if ": 410" not in fault]
    visitor.context.close()

    assert found == []


def test_two_registrations_are_compared_and_decided(
    desk: Page, people: Town, live_server: LiveServer
) -> None:
    likeness = LikenessFactory(earlier=people.family)
    desk.goto(f"{live_server.url}/werk/taken")
    desk.get_by_role("link", name="Decide").click()
    desk.get_by_role("button", name="The same family").click()

    expect(desk.get_by_text("Noted: it is the same family.")).to_be_visible()
    likeness.family.refresh_from_db()
    assert likeness.family.state == "withdrawn"

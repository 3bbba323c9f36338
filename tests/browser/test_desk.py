"""Texts and letters, as they look: no barrier, and each letter on a sheet of its own."""

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from outbox.models import Channel
from outbox.states import MessageState
from tests.browser.people import Town, log_in, town
from tests.browser.test_every_page import faults_of
from tests.factories.outbox import MessageFactory
from tests.factories.programmes import UserFactory
from tests.factories.volunteers import VolunteerFactory

PAGES = ["/werk/berichten", "/werk/berichten/printen"]


@pytest.fixture
def people(live_server: LiveServer) -> Town:
    found = town()
    for channel in (Channel.SMS, Channel.LETTER, Channel.SMS, Channel.LETTER, Channel.EMAIL):
        reader = VolunteerFactory(region=found.volunteer.region, account=UserFactory())
        state = MessageState.FAILED if channel == Channel.EMAIL else MessageState.LISTED
        MessageFactory(recipient=reader.account, region=reader.region, channel=channel, state=state)
    return found


@pytest.fixture(params=[1280, 320])
def desk(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer, people: Town) -> Page:
    page = browser.new_page(locale="nl-NL", viewport={"width": request.param, "height": 800})
    log_in(page, live_server.url, people.coordinator)
    return page


def test_the_list_and_the_letters_have_no_barrier(desk: Page, live_server: LiveServer) -> None:
    assert faults_of(desk, live_server.url, PAGES) == []


def test_a_text_is_written_and_noted_as_sent_without_script(
    browser: Browser, live_server: LiveServer, people: Town
) -> None:
    page = browser.new_page(locale="nl-NL", java_script_enabled=False)
    log_in(page, live_server.url, people.coordinator)
    page.goto(live_server.url + "/werk/berichten")

    page.locator('form[action$="/sms"] button').first.click()
    address = page.locator('a[href^="sms:"]').get_attribute("href")
    page.locator("main").locator('button[name="message"]').click()

    assert address
    assert "voorstel" in address
    assert page.locator('form[action$="/sms"]').count() == 1


def test_on_paper_each_letter_begins_a_sheet(browser: Browser, live_server: LiveServer, people: Town) -> None:
    page = browser.new_page(locale="nl-NL")
    log_in(page, live_server.url, people.coordinator)
    page.goto(live_server.url + "/werk/berichten/printen")

    page.emulate_media(media="print")

    assert not page.locator("header.top").is_visible()
    assert page.pdf().count(b"/Type /Page\n") + page.pdf().count(b"/Type /Page ") == 2

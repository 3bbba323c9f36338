"""A volunteer's own data on a phone: no barrier that axe knows, no sideways scroll."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.utils.timezone import now
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from matching.states import MatchState
from programmes.pages.entering import ENTERED_AT
from tests.browser.test_every_page import faults_of
from tests.factories.matching import MatchFactory
from tests.factories.programmes import RegionFactory
from tests.factories.readers import account_of, reader
from tests.volunteers.entries import prepare
from tests.volunteers.pages.test_own_pages import PAGES

EVERY_PAGE = [*PAGES, "/gewist"]


@pytest.fixture(params=[390, 320])
def phone(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    RegionFactory(contact_name="Marieke", contact_phone="+31731234567")
    prepare()
    wim = reader(language="nl")
    MatchFactory(proposal__volunteer=wim, state=MatchState.ACTIVE)
    client = Client()
    client.force_login(account_of(wim))
    session = client.session
    session[ENTERED_AT] = now().timestamp()
    session.save()
    context = browser.new_context(locale="nl-NL", viewport={"width": request.param, "height": 844})
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    yield context.new_page()
    context.close()


def test_every_page_of_own_data_has_no_barrier(phone: Page, live_server: LiveServer) -> None:
    assert faults_of(phone, live_server.url, EVERY_PAGE) == []


def test_a_day_in_the_past_is_said_at_the_field(phone: Page, live_server: LiveServer) -> None:
    phone.goto(f"{live_server.url}/mijn/pauze")
    phone.fill("#id_until", "2020-01-01")
    phone.locator(".foot button").click()

    expect(phone).to_have_title(re.compile("^Fout:"))
    expect(phone.locator("#id_until_error")).to_be_visible()

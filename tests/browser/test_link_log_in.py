"""The ways in on a phone: with and without script, nothing in the way, and no secret told."""

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, Request, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from programmes.domain import links
from programmes.models import LinkPurpose, User
from tests.browser.barriers import barriers
from tests.browser.people import fill_in_password, log_in
from tests.factories.programmes import RegionFactory, volunteer_account
from tests.factories.volunteers import VolunteerFactory

PHONE = ViewportSize(width=390, height=844)


@pytest.fixture
def reader(live_server: LiveServer) -> User:
    RegionFactory(contact_name="Marieke", contact_phone="073 615 51 55")
    reader = volunteer_account(name="Wim Hendriks")
    VolunteerFactory(account=reader)
    return reader


def link_of(reader: User) -> str:
    secret = links.make(purpose=LinkPurpose.LOG_IN, account=reader, now=timezone.now())
    return f"/inloggen/link/{secret}"


@pytest.mark.parametrize("script", [True, False])
def test_a_link_asked_for_and_followed(
    browser: Browser, live_server: LiveServer, reader: User, script: bool
) -> None:
    page = browser.new_page(viewport=PHONE, java_script_enabled=script)
    page.goto(f"{live_server.url}/inloggen")
    page.locator("#link_email").fill(reader.email)
    page.locator("main form").first.get_by_role("button").click()
    page.wait_for_url("**/inloggen/verstuurd")

    page.goto(live_server.url + link_of(reader))
    page.locator("main form button").click()

    page.wait_for_url("**/mijn")
    page.close()


def test_the_secret_is_told_to_no_other_page(page: Page, live_server: LiveServer, reader: User) -> None:
    told, address = list[str](), link_of(reader)
    page.on("request", lambda request: told.append(referrer(request)))

    page.goto(live_server.url + address)
    page.locator("main form button").click()
    page.wait_for_url("**/mijn")

    assert f"{live_server.url}/" in told
    assert not any(address in one for one in told)


def referrer(request: Request) -> str:
    return request.all_headers().get("referer", "")


def test_every_way_in_is_without_barriers(page: Page, live_server: LiveServer, reader: User) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    found = {}

    for name, address in {
        "log in": "/inloggen",
        "asked": "/inloggen/verstuurd",
        "link": link_of(reader),
        "gone": "/inloggen/link/gone",
    }.items():
        page.goto(live_server.url + address)
        found[name] = barriers(page)
    fill_in_password(page, live_server.url, "", "")
    found["wrong"] = barriers(page)
    log_in(page, live_server.url, reader)
    page.goto(f"{live_server.url}/mijn/passkeys")
    found["passkeys"] = barriers(page)

    assert {name: barrier for name, barrier in found.items() if barrier} == {}


def test_an_error_names_what_to_do_and_takes_the_focus(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/inloggen")
    page.locator("#link_email").fill("wim@")

    page.locator("main form").first.get_by_role("button").click()

    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#link_email")).to_have_value("wim@")

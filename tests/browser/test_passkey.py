"""A passkey of a device that Chromium plays, from making it to logging in with it."""

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from programmes.models import User
from tests.browser.people import log_in
from tests.factories.programmes import volunteer_account
from tests.factories.volunteers import VolunteerFactory

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_a_device(page: Page, **other: bool) -> None:
    chromium = page.context.new_cdp_session(page)
    chromium.send("WebAuthn.enable")
    chromium.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, **other}})


def reader_with_passkey(page: Page, url: str) -> User:
    reader = volunteer_account(name="Wim Hendriks", language="en")
    VolunteerFactory(account=reader)
    log_in(page, url, reader)
    page.goto(f"{url}/mijn/passkeys")
    page.get_by_label("Name of this device").fill("My phone")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_text("The passkey is added.")).to_be_visible()
    return reader


def log_out(page: Page, url: str) -> None:
    page.goto(f"{url}/mijn/passkeys")
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/inloggen")


def test_a_passkey_is_made_and_lets_in_where_one_was_going(page: Page, live_server: LiveServer) -> None:
    with_a_device(page)
    reader_with_passkey(page, live_server.url)
    log_out(page, live_server.url)

    page.goto(f"{live_server.url}/mijn/passkeys")
    page.locator("form[data-passkey] button").click()

    page.wait_for_url("**/mijn/passkeys")
    expect(page.locator(".passkeys b")).to_have_text("My phone")
    expect(page.get_by_text("last used on")).to_be_visible()


def test_a_passkey_that_was_removed_lets_nobody_in(page: Page, live_server: LiveServer) -> None:
    with_a_device(page)
    reader_with_passkey(page, live_server.url)
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("The passkey is removed.")).to_be_visible()
    log_out(page, live_server.url)

    page.locator("form[data-passkey] button").click()

    expect(page.locator(".notes")).to_be_visible()
    assert page.url.endswith("/inloggen")


def test_the_passkey_of_a_blocked_account_lets_nobody_in(page: Page, live_server: LiveServer) -> None:
    with_a_device(page)
    reader = reader_with_passkey(page, live_server.url)
    log_out(page, live_server.url)
    User.objects.filter(pk=reader.pk).update(is_active=False)

    page.locator("form[data-passkey] button").click()

    expect(page.locator(".notes")).to_be_visible()
    assert page.url.endswith("/inloggen")


def test_a_device_that_does_not_know_its_owner_says_that_it_did_not_work(
    page: Page, live_server: LiveServer
) -> None:
    with_a_device(page, isUserVerified=False)
    page.goto(f"{live_server.url}/inloggen")

    page.locator("form[data-passkey] button").click()

    expect(page.locator("[data-failed]")).to_be_visible()

"""The top bar of the staff side: search, the menu of the account, the end of a session."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.people import Town, log_in, town


@pytest.fixture
def people(live_server: LiveServer) -> Town:
    return town()


def test_the_search_of_the_top_bar_takes_words_at_once_and_closes_with_escape(
    page: Page, live_server: LiveServer, people: Town
) -> None:
    log_in(page, live_server.url, people.coordinator)
    page.locator("details.find > summary").click()

    expect(page.locator("#find-q")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#find-q")).to_be_hidden()

    page.locator("details.find > summary").click()
    expect(page.locator("#find-q")).to_be_focused()
    page.keyboard.type("G-0371")
    page.keyboard.press("Enter")
    page.wait_for_url("**/werk/zoeken?q=G-0371")
    expect(page.get_by_role("main").get_by_role("link", name="G-0371").first).to_be_visible()


def test_the_menu_of_the_account_logs_out(page: Page, live_server: LiveServer, people: Town) -> None:
    log_in(page, live_server.url, people.coordinator)
    page.locator("details.mine > summary").click()
    page.get_by_role("button", name="Uitloggen").click()

    page.wait_for_url("**/inloggen")


def test_a_session_that_is_about_to_end_says_so_and_can_go_on(
    page: Page, live_server: LiveServer, people: Town, settings: Settings
) -> None:
    settings.SESSION_COOKIE_AGE = 301
    log_in(page, live_server.url, people.coordinator)
    warning = page.locator("#session-end > p")

    expect(warning).to_be_visible()
    with page.expect_response("**/hulp"):
        warning.get_by_role("button").click()
    expect(warning).to_be_hidden()

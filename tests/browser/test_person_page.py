"""The pages of people: what fits is loaded beside the facts, and two who change the same lose nothing."""

from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.people import log_in, town
from tests.factories.programmes import coordinator

SAVE = "main form button.btn-1"


def test_who_fits_stands_beside_the_family(live_server: LiveServer, page: Page) -> None:
    people = town()
    log_in(page, live_server.url, people.coordinator)

    page.goto(f"{live_server.url}/werk/gezinnen/{people.family.pk}")

    expect(page.locator(".fits")).to_contain_text("Wim Hendriks")
    page.locator(".fits a.btn-x").click()
    page.fill("[name=reason]", "Buren")
    page.click(SAVE)
    expect(page.locator("main")).to_contain_text("Buren")


def test_of_two_with_the_same_form_the_second_chooses(
    live_server: LiveServer, page: Page, browser: Browser
) -> None:
    people = town()
    second = browser.new_page(locale="nl-NL")
    log_in(page, live_server.url, people.coordinator)
    log_in(second, live_server.url, coordinator(people.region))
    for desk, wish in ((page, "Op dinsdag"), (second, "Op vrijdag")):
        desk.goto(f"{live_server.url}/werk/gezinnen/{people.family.pk}/wijzigen")
        desk.fill("[name=wishes-wishes]", wish)

    page.click(SAVE)
    second.click(SAVE)

    expect(second.locator("table.both")).to_contain_text("Op dinsdag")
    expect(second.locator("table.both")).to_contain_text("Op vrijdag")
    second.locator("main form button").click()
    expect(second.locator("main")).to_contain_text("Op vrijdag")
    second.close()

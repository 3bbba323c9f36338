"""A register with the keyboard: search as you type, from row to row, open."""

from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.people import log_in, town
from tests.factories.families import FamilyFactory


def test_the_arrows_go_from_row_to_row_and_enter_opens(page: Page, live_server: LiveServer) -> None:
    people = town()
    others = [FamilyFactory(number=900 + number, last_name=f"Naam {number}") for number in range(3)]
    log_in(page, live_server.url, people.coordinator)
    page.goto(f"{live_server.url}/werk/gezinnen?sort=family")

    page.locator("table[data-rows] a.go").first.focus()
    page.keyboard.press("End")
    last = page.locator(":focus").inner_text()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/werk/gezinnen/{others[1].pk}")

    assert last == others[2].reference


def test_searching_narrows_while_typing_and_keeps_the_focus(page: Page, live_server: LiveServer) -> None:
    people = town()
    FamilyFactory(number=900, last_name="Zwaluw")
    log_in(page, live_server.url, people.coordinator)
    page.goto(f"{live_server.url}/werk/gezinnen")

    page.locator(".reg input[name=q]").press_sequentially("zwaluw")
    page.wait_for_url("**?q=zwaluw")

    assert page.locator("table[data-rows] a.go").all_inner_texts() == ["G-0900"]
    assert page.evaluate("document.activeElement.name") == "q"

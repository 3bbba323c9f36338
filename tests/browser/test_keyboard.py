"""Every stop of the Tab key can be seen: in view, with a mark of its own, large enough."""

from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.people import Town, log_in, town

MOST_STOPS = 150
PAGES = [
    "/werk",
    "/werk/gezinnen",
    "/werk/gezinnen/{family}",
    "/werk/voorlezers",
    "/werk/voorlezers/{volunteer}",
    "/werk/koppelen/nieuw",
    "/werk/koppelingen",
    "/gezin-aanmelden",
]
LOOK = """() => {
  const it = document.activeElement, box = it.getBoundingClientRect(), style = getComputedStyle(it);
  const mark = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const held = it.closest("label") || it;
  const around = held.getBoundingClientRect();
  const inText = it.matches("p a, li a, dd a, td a, .note a, .linkish, summary");
  return {
    what: it.outerHTML.slice(0, 120),
    isBody: it === document.body || it === document.documentElement,
    hasMark: mark || style.boxShadow !== "none",
    inView: box.width > 0 && box.height > 0
      && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    isLarge: inText || (around.width >= 24 && around.height >= 24),
  };
}"""


@pytest.fixture
def people(live_server: LiveServer) -> Town:
    return town()


def stops(page: Page) -> list[dict[str, Any]]:
    """Walk through a page with the Tab key until it leaves the page."""
    found: list[dict[str, Any]] = []
    while len(found) < MOST_STOPS:
        page.keyboard.press("Tab")
        stop: dict[str, Any] = page.evaluate(LOOK)
        if stop["isBody"]:
            break
        found.append(stop)
    return found


def test_every_stop_of_the_tab_key_can_be_seen(page: Page, live_server: LiveServer, people: Town) -> None:
    log_in(page, live_server.url, people.coordinator)
    numbers = {"family": people.family.pk, "volunteer": people.volunteer.pk}
    wrong = []
    for path in PAGES:
        page.goto(live_server.url + path.format(**numbers))
        wrong += [
            (path, name, stop["what"])
            for stop in stops(page)
            for name in ("hasMark", "inView", "isLarge")
            if not stop[name]
        ]

    assert wrong == []


def test_the_first_stop_leads_past_the_menu(page: Page, live_server: LiveServer, people: Town) -> None:
    log_in(page, live_server.url, people.coordinator)
    page.goto(f"{live_server.url}/werk")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert (
        page.evaluate("location.hash") == "#inhoud"
        or page.evaluate("document.activeElement.tagName") == "MAIN"
    )

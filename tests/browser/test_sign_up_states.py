"""The sign-up on a phone: every step empty and with errors, at two widths, by the rules of WCAG."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.barriers import barriers
from tests.volunteers.entries import prepare
from tests.volunteers.pages.sign_up_forms import PAGES, answer_step, fill_in

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (390, 320)
SMALL = """Array.from(document.querySelectorAll("main :is(a, button:not(.vh), select, label:has(input))"))
  .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5)
  .map(e => e.outerHTML.slice(0, 90))"""
"""Targets of less than 44 px; what a label belongs to is as large as the label."""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL")
    yield context.new_page()
    context.close()


def wrong_on(page: Page) -> list[Any]:
    found: list[Any] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        found += [(width, page.url, barrier) for barrier in barriers(page)]
        found += [("small", width, html) for html in page.evaluate(SMALL)]
    return found


def carry(page: Page, client: Client, address: str) -> None:
    """Go on in the browser with what was filled in without one."""
    value = client.cookies["sign-up"].value
    page.context.add_cookies([{"name": "sign-up", "value": value, "url": f"{address}/meedoen"}])


@pytest.mark.parametrize("number", range(1, 7))
def test_a_step_is_right_empty_and_with_errors(
    phone: Page, live_server: LiveServer, client: Client, number: int
) -> None:
    prepare()
    for before, given in enumerate(PAGES[: number - 1], start=1):
        answer_step(client, before, **given)
    if number > 1:
        carry(phone, client, live_server.url)

    phone.goto(f"{live_server.url}/meedoen/{number}")
    empty = wrong_on(phone)
    phone.locator(".foot button").click()
    phone.wait_for_selector("#errors")

    assert empty + wrong_on(phone) == []
    assert phone.title().startswith("Fout:")
    assert phone.evaluate("document.activeElement.id") == "errors"


@pytest.mark.parametrize("where", ["controleren", "bedankt", "nog-niet", "gemeente", ""])
def test_a_page_at_the_end_or_beside_the_way_is_right(
    phone: Page, live_server: LiveServer, client: Client, where: str
) -> None:
    prepare()
    fill_in(client)
    if where == "bedankt":
        client.post("/meedoen/controleren")
    if where == "nog-niet":
        answer_step(client, 1, **{**PAGES[0], "adult": "no"})
    carry(phone, client, live_server.url)

    phone.goto(f"{live_server.url}/meedoen/{where}".rstrip("/"))

    assert wrong_on(phone) == []

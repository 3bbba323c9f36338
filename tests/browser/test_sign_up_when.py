"""Step 4 of the sign-up on a phone: the line under the table follows what is tapped."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from programmes.domain.tokens import hash_of
from programmes.values.availability import Window
from tests.browser.barriers import barriers
from tests.factories.families import FamilyFactory
from tests.factories.programmes import PostcodeFactory, ProgrammeFactory, RegionFactory
from volunteers.models import SignUpDraft
from volunteers.pages.signup_draft import COOKIE, PAGES

ANSWERS = {
    "person": {"adult": True, "first_name": "Wim"},
    "languages": {"spoken": [["nl", "native"]]},
}
TRAVEL = {"postcode": "5211AB", "means": "bicycle", "max_minutes": 30, "second_postcode": ""}


@pytest.fixture
def address(live_server: LiveServer) -> str:
    """The address of step 4, for whoever has the key: twelve families wait on Tuesday and Wednesday."""
    PostcodeFactory()
    ProgrammeFactory()
    for day in (2, 3):
        for _ in range(6):
            FamilyFactory(homes=[{"windows": [Window(day, 15 * 60, 18 * 60)]}])
    answers = {**ANSWERS, "travel": {**TRAVEL, "region": RegionFactory().slug}}
    moment = timezone.now()
    SignUpDraft.objects.create(key_hash=hash_of("key"), answers=answers, started_at=moment, saved_at=moment)
    return f"{live_server.url}{PAGES}/4"


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="en-GB")
    yield context
    context.close()


def opened(context: BrowserContext, address: str, *, width: int = 390) -> Page:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 844})
    context.add_cookies([{"name": COOKIE, "value": "key", "url": address}])
    page.goto(address)
    return page


def cell(page: Page, value: str) -> None:
    page.locator("label.cell").filter(has=page.locator(f"input[value='{value}']")).click()


def test_the_line_follows_each_box_that_is_tapped(phone: BrowserContext, address: str) -> None:
    page = opened(phone, address)
    line = page.get_by_role("status").filter(has=page.locator(".note"))

    cell(page, "2-2")
    expect(line).to_contain_text("You fit 6 of the 12 families that wait.")
    cell(page, "3-2")
    cell(page, "4-2")
    expect(line).to_contain_text("3 moments chosen.")
    expect(line).to_contain_text("You fit 12 of the 12 families that wait.")
    cell(page, "2-2")
    expect(line).to_contain_text("2 moments chosen.")


def test_a_chosen_box_is_filled_so_that_its_white_tick_shows(phone: BrowserContext, address: str) -> None:
    page = opened(phone, address)
    filled = page.locator(".foot .btn").evaluate("one => getComputedStyle(one).backgroundColor")

    cell(page, "2-2")

    expect(page.locator("label.cell:has(:checked)")).to_have_css("background-color", filled)


@pytest.mark.parametrize("width", [390, 320])
def test_the_page_has_no_barrier_open_and_with_errors(
    phone: BrowserContext, address: str, width: int
) -> None:
    page = opened(phone, address, width=width)
    page.locator(".precise summary").click()
    page.locator("[name='when-lines-0-weekday']").select_option("4")
    page.locator(".foot button").click()
    expect(page.locator("#errors")).to_be_focused()

    found = barriers(page)

    assert found == []
    heights = "all => all.map(one => one.offsetHeight)"
    assert min(page.locator("main").locator(".cell, .btn, select").evaluate_all(heights)) >= 44


def test_without_script_a_button_says_how_many_fit_and_another_adds_lines(
    browser: Browser, address: str
) -> None:
    page = opened(browser.new_context(java_script_enabled=False, locale="en-GB"), address)

    page.get_by_label("Tuesday, After school", exact=False).check(force=True)
    page.get_by_role("button", name="See how many families you fit").click()
    told = page.locator(".fit").inner_text()
    page.locator(".precise summary").click()
    page.get_by_role("button", name="Add a moment").click()
    lines = page.locator(".when-line").count()
    page.locator(".foot button").click()

    assert "You fit 6 of the 12 families that wait." in told
    assert lines == 2
    assert page.url.endswith("/5")
    page.context.close()

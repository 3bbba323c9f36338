"""The line under an address: read out when the house number is left, and no more than a help."""

import re

from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from programmes.domain.tokens import hash_of
from tests.factories.programmes import DistrictFactory, PostcodeFactory, ProgrammeFactory
from volunteers.models import SignUpDraft
from volunteers.pages.signup_draft import COOKIE, PAGES

POSTCODE, NUMBER = "[data-address] [name$=postcode]", "[data-address] [name$=house_number]"


def opened(context: BrowserContext, live_server: LiveServer) -> Page:
    """Step 2 of the sign-up, on the device that began it."""
    PostcodeFactory()
    DistrictFactory(name="De Kruiskamp")
    ProgrammeFactory()
    answers = {"person": {"adult": True, "first_name": "Wim"}}
    moment = timezone.now()
    SignUpDraft.objects.create(key_hash=hash_of("key"), answers=answers, started_at=moment, saved_at=moment)
    address = f"{live_server.url}{PAGES}/2"
    cookies = {COOKIE: "key", "language": "en"}
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    page = context.new_page()
    page.goto(address)
    return page


def leave_the_number(page: Page) -> None:
    page.locator(POSTCODE).fill("5211ab")
    page.locator(NUMBER).fill("14")
    page.keyboard.press("Tab")


def test_leaving_the_number_says_where_that_is(context: BrowserContext, live_server: LiveServer) -> None:
    page = opened(context, live_server)

    leave_the_number(page)

    expect(page.locator("[data-address-line]")).to_contain_text("De Kruiskamp")


def test_a_changed_postcode_takes_the_place_of_what_was_said(
    context: BrowserContext, live_server: LiveServer
) -> None:
    page = opened(context, live_server)
    leave_the_number(page)
    line = page.locator("[data-address-line]")
    expect(line).to_contain_text("De Kruiskamp")

    page.locator(POSTCODE).fill("9999 ZZ")
    page.keyboard.press("Tab")

    expect(line).to_contain_text("We do not find this address. Is it right?")


def test_a_look_up_that_fails_leaves_the_line_empty_and_the_form_at_work(
    context: BrowserContext, live_server: LiveServer
) -> None:
    page = opened(context, live_server)
    page.route("**/meedoen/adres", lambda route: route.abort())
    leave_the_number(page)

    expect(page.locator("[data-address-line]")).to_be_empty()
    page.get_by_role("button", name=re.compile("Continue")).click()
    expect(page.locator("#errors, h1").first).to_be_visible()


def test_a_late_answer_says_nothing_about_what_was_typed_after_it(
    context: BrowserContext, live_server: LiveServer
) -> None:
    page = opened(context, live_server)
    held: list[Route] = []
    page.route("**/meedoen/adres", lambda route: held.append(route) if not held else route.continue_())
    page.locator(POSTCODE).fill("9999 ZZ")
    page.locator(NUMBER).fill("14")
    page.keyboard.press("Tab")
    page.locator(POSTCODE).fill("5211 AB")
    page.keyboard.press("Tab")
    expect(page.locator("[data-address-line]")).to_contain_text("De Kruiskamp")

    with page.expect_response("**/meedoen/adres"):
        held[0].continue_()
    page.wait_for_timeout(200)

    expect(page.locator("[data-address-line]")).to_contain_text("De Kruiskamp")

"""From a run to a reader found, as people do it, with and without script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from matching.models import Match
from tests.browser.people import Town, log_in, town
from tests.workers import Workers

RUN_LIMIT = 60_000


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="nl-NL", java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def leave(page: Page) -> None:
    menu = page.locator("details.mine > summary")
    if menu.count():
        menu.click()
    page.get_by_role("button", name="Uitloggen").click()
    page.wait_for_url("**/inloggen")


def run_and_send(page: Page, url: str, people: Town) -> None:
    log_in(page, url, people.coordinator)
    page.goto(f"{url}/werk")
    page.get_by_role("link", name="Nieuwe koppelronde").click()
    page.get_by_role("button", name="Ronde starten").click()
    expect(page.get_by_role("heading", name="1 voorstel om te bekijken")).to_be_visible(timeout=RUN_LIMIT)
    page.get_by_role("link", name=people.family.reference).click()
    expect(page.get_by_role("heading", name="G-0371 met Wim Hendriks")).to_be_visible()
    page.get_by_role("button", name="Alles goedkeuren").click()
    page.get_by_role("link", name="Versturen").click()
    page.get_by_role("button", name="1 bericht versturen").click()
    expect(page.get_by_role("heading", name="1 voorstel verstuurd")).to_be_visible()


def both_say_yes(page: Page, url: str, people: Town) -> None:
    log_in(page, url, people.reader)
    expect(page.get_by_role("heading", name="Wim, er is een gezin voor je")).to_be_visible()
    assert people.family.last_name not in page.content()
    page.get_by_role("button", name="Ja, ik wil kennismaken").click()
    leave(page)
    log_in(page, url, people.coordinator)
    page.goto(f"{url}/werk/koppelingen")
    page.get_by_role("link", name=people.family.reference).click()
    page.get_by_role("button", name="Gezin zegt ja").click()
    expect(page.get_by_role("main").get_by_text("Allebei ja").first).to_be_visible()


def test_a_run_ends_in_a_reader_found(visitor: Page, live_server: LiveServer, worker: Workers) -> None:
    people = town()

    run_and_send(visitor, live_server.url, people)
    leave(visitor)
    both_say_yes(visitor, live_server.url, people)
    leave(visitor)

    log_in(visitor, live_server.url, people.social_worker)
    expect(visitor.get_by_role("row", name=people.family.reference)).to_contain_text("Voorlezer gevonden")
    leave(visitor)
    log_in(visitor, live_server.url, people.reader)
    expect(visitor.get_by_role("main")).to_contain_text(people.family.contact_name)


def test_a_volunteer_who_says_no_gives_a_reason_and_stays_on_the_list(
    visitor: Page, live_server: LiveServer, worker: Workers
) -> None:
    people = town()
    run_and_send(visitor, live_server.url, people)
    leave(visitor)
    log_in(visitor, live_server.url, people.reader)

    visitor.get_by_role("link", name="Nee, dit past niet").click()
    visitor.get_by_label("Te ver").check()
    visitor.get_by_role("button", name="Antwoord versturen").click()

    expect(visitor.get_by_role("heading", name="Dank je. Je blijft op de lijst.")).to_be_visible()
    assert Match.objects.get().end_reason == "too_far"

"""The map of a run in the browser: it draws within the content security policy, linked with the table."""

from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from matching.states import RunState
from tests.browser.people import log_in, town
from tests.factories.matching import ProposalFactory, RunFactory


def test_the_map_draws_the_pairs_and_a_line_chooses_its_row(page: Page, live_server: LiveServer) -> None:
    people = town()
    run = RunFactory(state=RunState.SUCCEEDED)
    proposal = ProposalFactory(run=run, family=people.family, volunteer=people.volunteer)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    log_in(page, live_server.url, people.coordinator)

    page.goto(f"{live_server.url}/werk/koppelen/{run.pk}/kaart")
    expect(page.locator("[data-drawn='1']")).to_be_visible()
    page.locator(".leaf .pl-w").dispatch_event("click")

    expect(page.locator(f"tr[data-pair='{proposal.pk}']")).to_have_class("near sel")
    expect(page.locator("#h-proposal")).to_contain_text("G-0371")
    assert said == []


def test_without_script_the_server_draws_the_pairs(context: BrowserContext, live_server: LiveServer) -> None:
    people = town()
    run = RunFactory(state=RunState.SUCCEEDED)
    ProposalFactory(run=run, family=people.family, volunteer=people.volunteer)
    browser = context.browser
    assert browser is not None
    plain = browser.new_context(locale="nl-NL", java_script_enabled=False)
    page = plain.new_page()
    log_in(page, live_server.url, people.coordinator)

    page.goto(f"{live_server.url}/werk/koppelen/{run.pk}/kaart")

    expect(page.locator("svg .pl")).to_have_count(1)
    expect(page.get_by_role("link", name="G-0371")).to_be_visible()
    plain.close()

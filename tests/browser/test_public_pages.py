"""The pages for everybody: no barrier that axe knows, on a computer and on a telephone."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from families.states import FamilyState
from matching.states import ProposalState, RunState
from programmes.models import Region
from tests.browser.test_every_page import faults_of
from tests.factories.explanations import FiguresFactory
from tests.factories.families import FamilyFactory
from tests.factories.matching import ProposalFactory, RunFactory
from tests.factories.programmes import ProgrammeFactory, RegionFactory

PAGES = ["/", "/zo-kiezen-wij", "/privacy", "/toegankelijkheid", "/hulp"]


@pytest.fixture(params=[1280, 390, 320])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="nl-NL", viewport={"width": request.param, "height": 844})
    yield context.new_page()
    context.close()


@pytest.fixture
def towns(live_server: LiveServer) -> None:
    here = RegionFactory()
    programme = ProgrammeFactory()
    contact = {
        "contact_name": "Marieke",
        "contact_phone": "+31731234567",
        "contact_email": "hulp@example.org",
    }
    Region.objects.update(next_training_on=date(2027, 1, 16), **contact)
    programme.regions.add(RegionFactory(slug="oss", name="Oss"))
    for _ in range(6):
        FamilyFactory(state=FamilyState.WAITING, region=here)
    run = RunFactory(state=RunState.SUCCEEDED)
    FiguresFactory(run=run, waiting=40, placed=31)
    ProposalFactory(run=run, state=ProposalState.PUBLISHED)


def test_pages_of_several_municipalities_have_no_barrier(
    visitor: Page, live_server: LiveServer, towns: None
) -> None:
    assert faults_of(visitor, live_server.url, PAGES) == []


def test_pages_of_an_empty_installation_have_no_barrier(visitor: Page, live_server: LiveServer) -> None:
    assert faults_of(visitor, live_server.url, PAGES) == []


def test_each_footer_link_and_the_language_work_without_script(
    browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(locale="nl-NL", java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Read with children at home")

    for name, title in (
        ("How we match", "How we match"),
        ("Privacy", "Privacy"),
        ("Accessibility", "Accessibility"),
        ("Help and contact", "Help"),
    ):
        page.get_by_role("contentinfo").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
    context.close()


def test_all_that_can_be_tapped_on_a_telephone_is_large_enough(
    browser: Browser, live_server: LiveServer, towns: None
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    small = []
    for path in PAGES:
        page.goto(live_server.url + path)
        small += page.locator("a:visible, button:visible, summary:visible").evaluate_all(
            "all => all.filter(one => !one.matches('.skip, p a, dd a, .dots:not(nav *) a')"
            " && one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML.slice(0, 90))"
        )
    context.close()

    assert small == []

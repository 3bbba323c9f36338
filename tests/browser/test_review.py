"""A review in the browser: beside a colleague, with a price before a swap; without barriers in any state."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from matching.domain import execution, pending_changes, proposals
from matching.models import ChangeKind, MatchingRun, Override, PendingChange
from programmes.models import User
from tests.browser.barriers import barriers
from tests.browser.people import log_in
from tests.browser.test_every_page import faults_of
from tests.factories.families import FamilyFactory
from tests.factories.matching import RunFactory
from tests.factories.moments import NOW
from tests.factories.programmes import coordinator
from tests.factories.volunteers import VolunteerFactory

PRICE_LIMIT = 20_000


@pytest.fixture
def run(live_server: LiveServer) -> MatchingRun:
    """Two who are paired, and two readers more."""
    for x in (149_900, 149_950, 147_000):
        VolunteerFactory(x=x)
    FamilyFactory()
    FamilyFactory()
    made = RunFactory()
    execution.execute(run_id=made.pk)
    made.refresh_from_db()
    assert isinstance(made, MatchingRun)
    return made


@pytest.fixture
def person(run: MatchingRun) -> User:
    return coordinator(run.region)


@pytest.fixture(params=[1280, 320])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="nl-NL", viewport={"width": request.param, "height": 800})
    yield context.new_page()
    context.close()


def test_a_colleagues_approval_comes_into_the_table_and_what_is_ticked_stays(
    page: Page, live_server: LiveServer, run: MatchingRun, person: User
) -> None:
    first, second = run.proposals.order_by("pk")
    log_in(page, live_server.url, person)
    page.goto(f"{live_server.url}/werk/koppelen/{run.pk}/voorstellen")
    page.locator(f"#c-{first.pk}").check()
    assert page.locator("[data-number]").inner_text() == "1"
    colleague = coordinator(run.region, email="other@example.org")

    proposals.approve(proposal=second, by=colleague, now=NOW)
    page.locator("[data-look]").dispatch_event("dle:look")

    row = page.get_by_role("row", name=second.family.reference)
    expect(row).to_contain_text("Akkoord")
    expect(row).to_contain_text(str(colleague).split()[0])
    expect(page.locator(f"#c-{first.pk}")).to_be_checked()
    page.locator("[data-all]").check()
    assert page.locator("[data-number]").inner_text() == "2"


def test_a_swap_shows_its_price_beside_the_table_before_it_is_kept(
    page: Page, live_server: LiveServer, run: MatchingRun, person: User
) -> None:
    row = run.proposals.order_by("pk")[0]
    log_in(page, live_server.url, person)
    page.goto(f"{live_server.url}/werk/koppelen/{run.pk}/voorstellen")
    page.locator(f"#p-{row.pk}").click()
    expect(page.locator("#h-proposal")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(f"#p-{row.pk}")).to_be_focused()

    page.locator(".alts a").first.click()
    expect(page.locator("#panel input[name=price]")).to_be_attached(timeout=PRICE_LIMIT)
    page.locator("#change input[type=radio]").first.check()
    page.locator("#change button").click()

    expect(page.locator("#pending li")).to_have_count(1)
    assert PendingChange.objects.get().family == row.family
    assert not Override.objects.exists()


def test_every_state_of_a_review_is_without_barriers(
    visitor: Page, live_server: LiveServer, run: MatchingRun, person: User
) -> None:
    first, second = run.proposals.order_by("pk")
    people: dict[str, Any] = {
        "volunteer": first.volunteer,
        "family": first.family,
        "change": [0, -1, 0, 0, 0],
    }
    pending_changes.add(run=run, kind=ChangeKind.BAN, **people, exact=True, reason="So", by=person, now=NOW)
    proposals.approve(proposal=second, by=person, now=NOW)
    proposals.drop(proposal=first, by=person, now=NOW)
    address = f"/werk/koppelen/{run.pk}"
    states = [
        f"{address}/voorstellen",
        f"{address}/voorstellen?q=nergens",
        f"{address}/voorstellen/{first.pk}",
        f"{address}/voorstellen/{second.pk}",
        *(f"{address}/wijzigen?kind={kind}&proposal={second.pk}" for kind in ("pin", "ban", "drop")),
    ]
    log_in(visitor, live_server.url, person)

    assert faults_of(visitor, live_server.url, states) == []


def test_refused_and_bulk_forms_are_without_barriers(
    visitor: Page, live_server: LiveServer, run: MatchingRun, person: User
) -> None:
    first, second = run.proposals.order_by("pk")
    log_in(visitor, live_server.url, person)
    address = f"{live_server.url}/werk/koppelen/{run.pk}/voorstellen"
    visitor.goto(address)
    visitor.locator(f"#c-{second.pk}").check()
    visitor.locator("button[value=pin]").click()
    found = barriers(visitor)
    visitor.goto(f"{address}/{first.pk}")
    proposals.approve(proposal=first, by=person, now=NOW)
    visitor.locator("#panel").get_by_role("button", name="Goedkeuren").click()

    assert found + barriers(visitor) == []
    expect(visitor.get_by_role("alert")).to_contain_text(str(person))

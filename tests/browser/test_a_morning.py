"""A coordinator's morning on the demo city, from log-in to a logged visit, with and without script."""

import re
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.utils.timezone import localdate
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from matching.models import Match, MatchingRun, Visit
from matching.states import MatchState
from programmes.models import User
from tests.browser.people import log_in
from tests.factories.programmes import PASSWORD
from tests.workers import Workers

RUN_LIMIT = 120_000
PRICE_LIMIT = 30_000
OUTCOME = re.compile(r"\d+ voorstellen om te bekijken")


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        locale="nl-NL", java_script_enabled=request.param, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


@pytest.fixture
def marieke(workers: Workers) -> User:
    """The coordinator of a drawn city, and a worker that computes."""
    call_command("seed_demo", size="city", verbosity=0)
    user = User.objects.get(email__startswith="coordinator")
    user.set_password(PASSWORD)
    user.save()
    workers.start(EXPLAIN_SECONDS="3")
    return user


def run_comes_out(page: Page) -> None:
    """Wait until the run has ended and its review is there; without script, a person asks again."""
    finished = page.get_by_role("heading", name=OUTCOME)
    for _ in range(RUN_LIMIT // 1_000):
        if finished.is_visible():
            return
        finished.or_(page.get_by_role("link", name="Ververs")).first.wait_for(timeout=RUN_LIMIT)
        if not finished.is_visible():
            page.get_by_role("link", name="Ververs").click()
    expect(finished).to_be_visible(timeout=RUN_LIMIT)


def start_a_run(page: Page, url: str) -> None:
    page.goto(f"{url}/werk")
    page.get_by_role("link", name="Nieuwe koppelronde").first.click()
    page.get_by_role("button", name="Ronde starten").click()
    run_comes_out(page)


def open_row(page: Page, number: int) -> None:
    row = page.locator("table.tbl tbody a.go").nth(number)
    family = row.inner_text()
    row.click()
    expect(page.locator("#h-proposal")).to_contain_text(family)


def read_why(page: Page) -> None:
    open_row(page, 1)
    expect(page.get_by_role("heading", name="Waarom dit voorstel?")).to_be_visible()
    expect(page.get_by_role("heading", name="Wie kan ook?")).to_be_visible()


def price_a_swap(page: Page) -> None:
    page.get_by_role("link", name="Ruilen").first.click()
    expect(page.locator("#price .note")).to_contain_text("kost", timeout=PRICE_LIMIT)
    page.get_by_label("Ze kennen elkaar", exact=True).check()
    page.get_by_role("button", name="Wijziging bewaren").click()
    expect(page.get_by_text("1 wijziging.")).to_be_visible()


def pin(page: Page) -> None:
    open_row(page, 3)
    page.locator("#panel").get_by_role("link", name="Vastzetten").click()
    page.get_by_label("Ze kennen elkaar", exact=True).check()
    page.locator("main").get_by_role("button", name="Vastzetten", exact=True).last.click()
    expect(
        page.locator("#panel").get_by_text("Vastgezet").or_(page.get_by_role("button", name="Losmaken"))
    ).to_be_visible()


def compute_again(page: Page) -> None:
    page.get_by_role("button", name="Opnieuw berekenen").first.click()
    run_comes_out(page)
    assert MatchingRun.objects.latest("pk").follows_id is not None


def approve_and_send(page: Page) -> None:
    page.get_by_role("button", name="Alles goedkeuren").click()
    page.get_by_role("link", name="Versturen").click()
    page.get_by_role("button", name=re.compile(r"\d+ berichten versturen")).click()
    expect(page.get_by_role("heading", name=re.compile(r"\d+ voorstellen verstuurd"))).to_be_visible()


def undo_one(page: Page) -> None:
    before = Match.objects.filter(state=MatchState.PROPOSED).count()
    page.locator("table").get_by_role("button", name="Ongedaan maken").first.click()
    expect(page.get_by_text("er gaat geen bericht weg")).to_be_visible()
    assert Match.objects.filter(state=MatchState.PROPOSED).count() == before - 1


def record_both_answers(page: Page) -> Match:
    page.locator("table.tbl tbody a.go").first.click()
    page.get_by_label("Hoe hoorde je het?").first.wait_for()
    for label in ("Gezin zegt ja", "Voorlezer zegt ja"):
        form = page.locator("form").filter(has=page.get_by_role("button", name=label))
        form.get_by_label("Hoe hoorde je het?").select_option(index=1)
        form.get_by_role("button", name=label).click()
    match = Match.objects.get(pk=int(page.url.rsplit("/", 1)[1]))
    assert match.state == MatchState.ACCEPTED
    return match


def plan_the_introduction(page: Page, match: Match) -> None:
    page.get_by_label("Kennismaking op").fill(f"{localdate():%Y-%m-%d}")
    page.get_by_role("button", name="Kennismaking plannen", exact=True).click()
    match.refresh_from_db()
    assert match.state == MatchState.INTRODUCTION_PLANNED


def log_a_visit(page: Page, match: Match) -> None:
    page.get_by_role("link", name=re.compile("bezoek invullen", re.IGNORECASE)).first.click()
    page.get_by_label("Dag").fill(f"{localdate():%Y-%m-%d}")
    page.get_by_label("Ja", exact=True).check()
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_text("Het bezoek is ingevuld.")).to_be_visible()
    match.refresh_from_db()
    assert match.state == MatchState.ACTIVE
    assert Visit.objects.get(match=match).held


def test_from_log_in_to_a_logged_visit(visitor: Page, live_server: LiveServer, marieke: User) -> None:
    log_in(visitor, live_server.url, marieke)

    start_a_run(visitor, live_server.url)
    read_why(visitor)
    price_a_swap(visitor)
    pin(visitor)
    compute_again(visitor)
    approve_and_send(visitor)
    undo_one(visitor)
    match = record_both_answers(visitor)
    plan_the_introduction(visitor, match)
    log_a_visit(visitor, match)

"""A reader tells of a visit on a telephone: with and without a network, with and without script."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from matching.models import Match, Visit
from programmes.domain import links
from programmes.models import LinkPurpose
from tests.browser.barriers import barriers
from tests.browser.people import log_in
from tests.factories.programmes import volunteer_account
from tests.factories.visits import VisitFactory, running
from tests.factories.volunteers import VolunteerFactory

DAY = timedelta(days=1)
PHONE = {"width": 390, "height": 844}


def address(live_server: LiveServer) -> str:
    """The link of the message about a visit of yesterday."""
    yesterday = timezone.localdate() - DAY
    account = volunteer_account(language="en")
    match = running(
        started_on=yesterday - 7 * DAY,
        proposal__volunteer=VolunteerFactory(account=account),
        proposal__option=[f"w {yesterday.isoweekday()} 14:00"],
    )
    Match.objects.update(proposed_at=timezone.now() - timedelta(days=90))
    VisitFactory(match=match, on=yesterday - 7 * DAY)
    secret = links.make(purpose=LinkPurpose.LOG_VISIT, account=account, now=timezone.now(), subject=match)
    return live_server.url + reverse("visit-link", args=[secret])


def in_english(page: Page, link: str) -> None:
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    page.context.add_cookies([{"name": "language", "value": "en", "url": link}])


def no_mistakes(page: Page) -> None:
    assert barriers(page) == []


def test_two_taps_save_a_visit(page: Page, live_server: LiveServer) -> None:
    link = address(live_server)
    in_english(page, link)
    page.goto(link)
    no_mistakes(page)

    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Save visit").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, the visit is saved")
    no_mistakes(page)
    assert Visit.objects.filter(held=True, minutes=60).count() == 2


def test_a_visit_told_without_a_network_is_saved_when_it_is_back(page: Page, live_server: LiveServer) -> None:
    link = address(live_server)
    in_english(page, link)
    page.goto(link)
    page.get_by_label("Yes").check()
    page.context.set_offline(True)
    page.get_by_role("button", name="Save visit").click()
    expect(page.get_by_role("status").filter(has_text="Not saved yet")).to_be_visible()
    assert Visit.objects.count() == 1
    no_mistakes(page)

    page.context.set_offline(False)

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, the visit is saved")
    assert Visit.objects.count() == 2
    page.wait_for_function("window.localStorage.length === 0")


def test_a_visit_told_without_a_network_is_saved_at_the_next_look(
    page: Page, live_server: LiveServer
) -> None:
    link = address(live_server)
    in_english(page, link)
    page.goto(link)
    page.get_by_label("No", exact=True).check()
    page.get_by_label("Why not?").select_option("illness")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save visit").click()
    expect(page.get_by_role("status").filter(has_text="Not saved yet")).to_be_visible()
    page.goto("about:blank")
    page.context.set_offline(False)

    page.goto(link)

    # A page that was still closing may have sent it a moment before; it is one visit all the same.
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("saved"))
    assert Visit.objects.filter(held=False, missed_reason="illness").count() == 1


def test_a_weak_signal_that_calls_itself_a_network_is_tried_again(
    page: Page, live_server: LiveServer
) -> None:
    link = address(live_server)
    in_english(page, link)
    page.clock.install()
    page.goto(link)
    page.get_by_label("Yes").check()
    page.route("**/bezoek/**", lambda route: route.abort(), times=1)
    page.get_by_role("button", name="Save visit").click()
    expect(page.get_by_role("status").filter(has_text="Not saved yet")).to_be_visible()
    assert Visit.objects.count() == 1

    page.clock.fast_forward(16_000)

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, the visit is saved")
    assert Visit.objects.count() == 2


def test_what_the_server_refuses_is_told_at_the_field(page: Page, live_server: LiveServer) -> None:
    link = address(live_server)
    in_english(page, link)
    page.goto(link)
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Save visit").click()

    expect(page.get_by_role("alert")).to_contain_text("Choose why the visit was missed.")
    no_mistakes(page)

    page.get_by_label("Why not?").select_option("holiday")
    page.get_by_role("button", name="Save visit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, the visit is saved")
    page.wait_for_function("window.localStorage.length === 0")


@pytest.mark.parametrize("width", [320])
def test_without_script_it_is_an_ordinary_form(browser: Browser, live_server: LiveServer, width: int) -> None:
    link = address(live_server)
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": PHONE["height"]}
    )
    page = context.new_page()
    in_english(page, link)
    page.goto(link)
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Save visit").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, the visit is saved")
    assert Visit.objects.count() == 2
    context.close()


def test_own_visits_and_the_calendar_have_no_barriers(page: Page, live_server: LiveServer) -> None:
    link = address(live_server)
    match = Match.objects.select_related("volunteer__account").get()
    assert match.volunteer.account is not None
    in_english(page, link)
    log_in(page, live_server.url, match.volunteer.account)

    for path in (
        f"/mijn/{match.pk}/bezoeken",
        f"/mijn/{match.pk}/bezoeken/{Visit.objects.get().pk}",
        "/mijn/agenda",
    ):
        page.goto(live_server.url + path)
        no_mistakes(page)
    page.get_by_role("button", name="Make my link").click()
    expect(page.get_by_label("Or copy this link")).to_be_visible()
    no_mistakes(page)


def test_what_was_kept_over_a_week_ago_is_gone(page: Page, live_server: LiveServer) -> None:
    link = address(live_server)
    in_english(page, link)
    page.goto(link)
    key = page.locator("form[data-visit]").get_attribute("data-visit")
    kept = "{at: Date.now() - 7 * 24 * 3600 * 1000 - 1, values: [['outcome', 'held']]}"
    page.evaluate(f"localStorage.setItem('visit:{key}', JSON.stringify({kept}))")

    page.reload()

    page.wait_for_function("window.localStorage.length === 0")
    expect(page.get_by_label("Yes")).not_to_be_checked()
    assert Visit.objects.count() == 1

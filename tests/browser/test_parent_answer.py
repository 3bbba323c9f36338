"""Parents answer on a telephone: in Arabic from right to left, on the smallest screen, without script."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from matching.models import CallRequest, Match
from matching.states import MatchState
from programmes.values.parent_texts import LANGUAGES, parent_words
from tests.browser.barriers import barriers
from tests.browser.people import log_in
from tests.factories.parents import asked, secret_for_parents
from tests.factories.programmes import OrganisationFactory, RegionFactory, social_worker

BIG = 60


@pytest.fixture
def match(live_server: LiveServer) -> Match:
    RegionFactory(contact_name="Marieke", contact_phone="+31731234567")
    return asked(family={"call_language": "ar", "organisation": OrganisationFactory()})


@pytest.fixture
def link(live_server: LiveServer, match: Match) -> str:
    return live_server.url + reverse("family-answer-link", args=[secret_for_parents(match)])


@pytest.fixture
def small(browser: Browser) -> Iterator[Page]:
    """The smallest telephone, without script."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def state_of(match: Match) -> str:
    return Match.objects.get(pk=match.pk).state


def left_of(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"]


def test_arabic_opens_by_itself_and_runs_from_right_to_left(page: Page, link: str, match: Match) -> None:
    words = parent_words("ar")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(link)

    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    expect(page.get_by_role("heading", level=1)).to_have_text(words.answer["title"])
    # The icon stands where a line begins: at the right.
    assert left_of(page, ".facts .i") > left_of(page, ".facts span")
    page.get_by_role("button", name=words.answer["yes"]).click()

    expect(page.get_by_text("شكرًا لكم")).to_be_visible()
    assert state_of(match) == MatchState.ACCEPTED_BY_FAMILY


def test_the_switch_on_top_gives_another_language_that_stays_through_the_answer(
    page: Page, link: str, match: Match
) -> None:
    turkish = parent_words("tr").answer
    page.goto(link)
    page.get_by_role("link", name="Türkçe").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")

    page.get_by_role("link", name=turkish["no"]).click()
    page.get_by_role("button", name=turkish["moment"]).click()

    expect(page.get_by_text(turkish["refused"])).to_be_visible()
    assert (state_of(match), Match.objects.get().end_reason) == (MatchState.DECLINED, "moment")


def test_without_script_on_the_smallest_telephone_a_call_is_asked_with_a_large_button(
    small: Page, link: str
) -> None:
    small.goto(f"{link}?taal=pl")
    button = small.get_by_role("button", name="Najpierw proszę do mnie zadzwonić")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= BIG

    button.click()

    expect(small.get_by_text("Zadzwonimy do Państwa.")).to_be_visible()
    assert CallRequest.objects.count() == 1


@pytest.mark.parametrize("width", [320, 1280])
def test_no_language_has_a_barrier_or_scrolls_sideways(page: Page, link: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    base = link.partition("/antwoord/")[0]
    addresses = [f"{link}?taal={code}" for code in LANGUAGES] + [
        f"{base}/folder/{code}" for code in LANGUAGES
    ]
    found = []
    for address in (*addresses, f"{link}/no?taal=ar", f"{base}/antwoord/unknown"):
        page.goto(address)
        found += [f"{address} {barrier}" for barrier in barriers(page)]

    assert found == []


def test_the_answer_of_a_telephone_call_is_written_down_by_who_registered_the_family(
    page: Page, live_server: LiveServer, match: Match
) -> None:
    ilse = social_worker(match.family.organisation, email="ilse@example.org", language="en")
    log_in(page, live_server.url, ilse)
    page.goto(live_server.url + reverse("family-answer", args=[match.family_id]))
    assert barriers(page) == []

    page.get_by_label("Yes, they want to meet").check()
    page.get_by_label("How did you hear it?").select_option("telephone")
    page.get_by_role("button", name="Save the answer").click()

    expect(page.get_by_text("Kept: the answer of the parents.")).to_be_visible()
    assert state_of(match) == MatchState.ACCEPTED_BY_FAMILY

"""The referrer reads five words along the whole life of a match, tells a change, and lets a family stop."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.timezone import localdate
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from families.domain import intake
from families.models import Family
from families.states import FamilyState
from matching.domain import matches
from matching.models import Match
from tests.browser.people import Town, log_in, town
from tests.factories.matching import MatchFactory


@pytest.fixture
def people() -> Town:
    return town()


def word_on(page: Page, url: str, family: Family) -> str:
    """Read the word on the list, and see that the page of the family says the same."""
    page.goto(f"{url}/mijn-gezinnen")
    word = page.get_by_role("row").filter(has_text=family.reference).locator(".tag").inner_text()
    page.get_by_role("link", name=family.reference).click()
    expect(page.locator(".head .tag")).to_have_text(word)
    return word


def published(people: Town) -> Match:
    """Send the proposal of the two who fit, as publishing leaves it."""
    Family.objects.filter(pk=people.family.pk).update(state=FamilyState.PROPOSED)
    people.family.refresh_from_db()
    match: Match = MatchFactory(proposal__volunteer=people.volunteer, proposal__family=people.family)
    return match


def test_the_five_words_change_along_the_life_of_a_match(
    page: Page, live_server: LiveServer, people: Town
) -> None:
    family, url, today = people.family, live_server.url, localdate()
    done: dict[str, Any] = {"by": people.coordinator, "now": timezone.now()}
    Family.objects.filter(pk=family.pk).update(state=FamilyState.CONSENT_CONFIRMED)
    family.refresh_from_db()
    log_in(page, url, people.social_worker)

    words = [word_on(page, url, family)]
    intake.plan_intake(family=family, on=today + timedelta(days=2), **done)
    intake.complete_intake(family=family, **done)
    intake.start_waiting(family=family, **done)
    words.append(word_on(page, url, family))
    match = published(people)
    words.append(word_on(page, url, family))
    matches.accept_by_volunteer(match=match, **done)
    matches.accept_by_family(match=match, **done)
    words.append(word_on(page, url, family))
    Match.objects.filter(pk=match.pk).update(proposed_at=timezone.now() - timedelta(weeks=7))
    match.refresh_from_db()
    matches.plan_introduction(match=match, on=today - timedelta(weeks=6), **done)
    words.append(word_on(page, url, family))
    matches.start(match=match, on=today - timedelta(weeks=6), **done)
    words.append(word_on(page, url, family))
    expect(page.get_by_role("region", name="Loopt")).to_contain_text("Week 7 van 20")
    matches.complete(match=match, **done)
    words.append(word_on(page, url, family))

    found, waits = "Voorlezer gevonden", "Wacht"
    assert words == ["Ontvangen", waits, waits, found, found, "Loopt", "Afgesloten"]
    expect(page.locator(".tl li.done")).to_have_count(4)


@pytest.mark.parametrize("script", [True, False])
def test_a_change_is_told_without_a_call(
    browser: Browser, live_server: LiveServer, people: Town, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script, locale="nl-NL")
    visitor = context.new_page()
    Family.objects.filter(pk=people.family.pk).update(state=FamilyState.CONSENT_CONFIRMED)
    family = people.family
    log_in(visitor, live_server.url, people.social_worker)
    visitor.goto(f"{live_server.url}/mijn-gezinnen/{family.pk}/veranderd")
    visitor.locator("[name=contact-phone]").fill("073 612 34 56")
    visitor.locator("[name=home-0-moments][value='2-2']").check()
    visitor.locator("main form .btn-1").click()
    visitor.wait_for_url(f"**/mijn-gezinnen/{family.pk}")

    family.refresh_from_db()
    assert family.phone == "+31736123456"
    context.close()


def test_a_family_stops_with_a_reason(page: Page, live_server: LiveServer, people: Town) -> None:
    log_in(page, live_server.url, people.social_worker)
    page.goto(f"{live_server.url}/mijn-gezinnen/{people.family.pk}/afmelden")

    page.locator("[name=reason][value=moved]").check()
    page.locator("main form .btn-1").click()

    expect(page.locator(".head .tag")).to_have_text("Afgesloten")
    assert Family.objects.get(pk=people.family.pk).state == FamilyState.WITHDRAWN

"""A proposal and the own page on a phone, in each state: no barrier that axe knows, no sideways scroll."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from matching.models import Match
from matching.states import MatchState
from tests.browser.barriers import barriers
from tests.factories.matching import QuestionFactory
from tests.factories.programmes import RegionFactory, coordinator
from tests.factories.readers import account_of, match_of, reader, secret_of
from tests.factories.visits import VisitFactory
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

PHONE: ViewportSize = {"width": 390, "height": 844}
STATES = [
    MatchState.PROPOSED,
    MatchState.ACCEPTED_BY_VOLUNTEER,
    MatchState.ACCEPTED,
    MatchState.INTRODUCTION_PLANNED,
    MatchState.ACTIVE,
    MatchState.EXPIRED,
    MatchState.DECLINED,
    MatchState.COMPLETED,
]


@pytest.fixture
def wim(live_server: LiveServer) -> Volunteer:
    RegionFactory(contact_name="Marieke", contact_phone="+31731234567")
    return reader(language="nl")


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="nl-NL", viewport=PHONE, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


@pytest.fixture
def page_of_wim(browser: Browser, live_server: LiveServer, wim: Volunteer) -> Iterator[Page]:
    client = Client()
    client.force_login(account_of(wim))
    context = browser.new_context(locale="nl-NL", viewport=PHONE)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    yield context.new_page()
    context.close()


def in_state(wim: Volunteer, state: MatchState) -> Match:
    day = timezone.localdate() - timedelta(weeks=3)
    match = match_of(wim, state=state, started_on=day, introduction_on=day)
    if state == MatchState.ACTIVE:
        VisitFactory(match=match, on=day)
    return match


def test_a_yes_by_link_takes_one_tap_with_and_without_script(
    phone: Page, live_server: LiveServer, wim: Volunteer
) -> None:
    match = match_of(wim)

    phone.goto(f"{live_server.url}/voorstel/{secret_of(match)}")
    phone.locator(".foot button").click()
    phone.locator(".note-ok").wait_for()

    match.refresh_from_db()
    assert match.state == MatchState.ACCEPTED_BY_VOLUNTEER


def test_a_no_by_link_takes_a_reason_with_and_without_script(
    phone: Page, live_server: LiveServer, wim: Volunteer
) -> None:
    match = match_of(wim)

    phone.goto(f"{live_server.url}/voorstel/{secret_of(match)}")
    phone.locator(".foot a").click()
    phone.locator("input[value=too_far]").check()
    phone.locator(".foot button").click()
    phone.wait_for_url(lambda address: not address.endswith("/no"))

    match.refresh_from_db()
    assert (match.state, match.end_reason) == (MatchState.DECLINED, "too_far")


def test_the_pages_of_a_link_have_no_barriers(
    page_of_wim: Page, live_server: LiveServer, wim: Volunteer
) -> None:
    found: list[str] = []
    for number, state in enumerate(STATES):
        secret = secret_of(in_state(reader(first_name=f"Wim{'abcdefgh'[number]}"), state))
        rests = ("", "/no", "/question") if state == MatchState.PROPOSED else ("",)
        for rest in rests:
            page_of_wim.goto(f"{live_server.url}/voorstel/{secret}{rest}")
            found += [f"{state}{rest}: {fault}" for fault in barriers(page_of_wim)]
            if rest:
                page_of_wim.locator(".foot button").click()
                page_of_wim.locator(".errsum").wait_for()
                page_of_wim.wait_for_load_state("networkidle")
                found += [f"{state}{rest} refused: {fault}" for fault in barriers(page_of_wim)]
                assert page_of_wim.title().startswith(("Fout:", "Error:"))

    assert found == []


@pytest.mark.parametrize(
    "state", [MatchState.PROPOSED, MatchState.ACCEPTED_BY_VOLUNTEER, MatchState.ACTIVE, MatchState.DECLINED]
)
def test_the_own_page_has_no_barriers_with_a_match(
    page_of_wim: Page, live_server: LiveServer, wim: Volunteer, state: MatchState
) -> None:
    match = in_state(wim, state)
    answer = {"answer": "Ja", "answered_at": timezone.now(), "answered_by": coordinator()}
    QuestionFactory(volunteer=wim, match=match, **answer)

    page_of_wim.goto(f"{live_server.url}/mijn")

    assert barriers(page_of_wim) == []


@pytest.mark.parametrize("state", ["confirmed", "available", "resting", "left", "blocked"])
def test_the_own_page_has_no_barriers_without_one(
    page_of_wim: Page, live_server: LiveServer, wim: Volunteer, state: str
) -> None:
    if state == "blocked":
        wim.certificate.seen_on = wim.certificate.requested_on = date(2020, 1, 1)
        wim.certificate.save()
    else:
        Volunteer.objects.filter(pk=wim.pk).update(state=VolunteerState(state))

    page_of_wim.goto(f"{live_server.url}/mijn")

    assert barriers(page_of_wim) == []

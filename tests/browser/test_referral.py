"""A social worker registers a family: two homes, an interruption, and what can go wrong."""

import re
from collections.abc import Iterator

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from families.models import Family, ReferralDraft
from families.states import FamilyState
from programmes.values.availability import rhythm_of
from tests.browser import registering
from tests.browser.barriers import barriers
from tests.browser.people import Town, log_in, town
from tests.factories.families import FamilyFactory
from tests.factories.programmes import PostcodeFactory

NINE = localdate().year - 9
BEGIN = "/gezin-aanmelden"
WAITS = 15_000


@pytest.fixture
def people(live_server: LiveServer) -> Town:
    return town()


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def visitor(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    found = browser.new_context(
        locale="nl-NL", java_script_enabled=request.param, viewport={"width": 390, "height": 844}
    )
    yield found
    found.close()


def at(page: Page, url: str, people: Town, path: str = BEGIN) -> Page:
    log_in(page, url, people.social_worker)
    page.goto(url + path)
    return page


def test_a_family_with_two_homes_in_turns_is_registered(
    visitor: BrowserContext, live_server: LiveServer, people: Town
) -> None:
    page = at(visitor.new_page(), live_server.url, people)
    registering.consent(page)
    registering.on(page, 2)
    registering.child(page, born=NINE)
    registering.on(page, 3)
    page.get_by_label("Op twee adressen").check()
    registering.home(page, 0, moments=["maandag, Na school, 15 tot 18 uur"])
    registering.home(page, 1, moments=["donderdag, Na school, 15 tot 18 uur"], postcode="5212 cd")
    page.locator(".dwelling").nth(1).get_by_label("Houd dit adres verborgen voor de andere ouder").check()
    page.get_by_label("Deze week zijn de kinderen bij").select_option(label="vader")
    registering.on(page, 4)

    family = registering.send(page)

    homes = {home.label: home for home in family.homes.all()}
    assert family.state == FamilyState.CONSENT_CONFIRMED
    assert homes["Bij vader"].rhythm == rhythm_of(localdate()).value
    assert homes["Bij vader"].is_hidden
    assert homes["Bij moeder"].rhythm not in {homes["Bij vader"].rhythm, "weekly"}


def test_an_interruption_after_two_steps_goes_on_at_another_device(
    visitor: BrowserContext, browser: Browser, live_server: LiveServer, people: Town
) -> None:
    first = at(visitor.new_page(), live_server.url, people)
    registering.consent(first)
    registering.on(first, 2)
    registering.child(first, born=NINE)
    registering.on(first, 3)
    other = browser.new_context(locale="nl-NL")
    page = at(other.new_page(), live_server.url, people)

    page.get_by_role("link", name="Verder waar ik was").click()
    registering.one_home(page)
    registering.on(page, 4)
    family = registering.send(page)

    assert (family.first_name, family.children.get().first_name) == ("Leyla", "Emre")
    other.close()


def test_of_two_devices_the_second_is_told_and_loses_nothing(
    visitor: BrowserContext, browser: Browser, live_server: LiveServer, people: Town
) -> None:
    first = at(visitor.new_page(), live_server.url, people)
    registering.consent(first)
    registering.on(first, 2)
    first.goto(live_server.url + "/gezin-aanmelden/1")
    other = browser.new_context(locale="nl-NL", java_script_enabled=False)
    second = at(other.new_page(), live_server.url, people, "/gezin-aanmelden/1")
    second.get_by_label("Voornaam van de contactouder").fill("Aylin")
    registering.on(second, 2)

    first.get_by_label("Voornaam van de contactouder").fill("Ayla")
    first.locator("button.btn-1[name=go]").click()

    expect(first.get_by_role("alert").first).to_contain_text("op een ander apparaat")
    expect(first.get_by_label("Voornaam van de contactouder")).to_have_value("Ayla")
    expect(first.locator(".elsewhere")).to_contain_text("Aylin Demir")
    other.close()


def test_a_family_that_the_school_registered_before_is_said_to_be_known(
    visitor: BrowserContext, live_server: LiveServer, people: Town
) -> None:
    born = localdate().replace(year=NINE, month=1, day=1)
    FamilyFactory(
        last_name="Demïr",
        organisation=people.family.organisation,
        children=[born],
        homes=[{"postcode": "5211AB"}],
    )
    page = at(visitor.new_page(), live_server.url, people)
    registering.all_steps(page, born=NINE)

    registering.send(page)

    expect(page.locator(".notes")).to_contain_text("Dit gezin lijkt al bekend. We zoeken het uit")
    expect(page.locator("main")).not_to_contain_text("Demïr")


def test_without_consent_it_stops_with_a_leaflet(
    visitor: BrowserContext, live_server: LiveServer, people: Town
) -> None:
    page = at(visitor.new_page(), live_server.url, people)
    page.get_by_label("Nee, of nog niet").check()

    page.locator("button.btn-1[name=go]").click()
    page.get_by_role("link", name="Arabisch").click()

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert not ReferralDraft.objects.exists()


def test_too_young_hears_which_programme_is_right_or_what_to_do(
    visitor: BrowserContext, live_server: LiveServer, people: Town
) -> None:
    page = at(visitor.new_page(), live_server.url, people)
    registering.consent(page)
    registering.on(page, 2)
    registering.child(page, born=localdate().year - 5)

    page.locator("button.btn-1[name=go]").click()

    expect(page).to_have_title(re.compile("^Fout:"))
    expect(page.locator(".errmsg")).to_contain_text("Meld dit kind opnieuw aan als het 8 jaar is.")
    expect(page.get_by_label("Voornaam")).to_have_value("Emre")


def test_outside_the_municipality_is_said_at_the_postcode(
    visitor: BrowserContext, live_server: LiveServer, people: Town
) -> None:
    PostcodeFactory(code="5038", municipality="Tilburg", place="Tilburg")
    page = at(visitor.new_page(), live_server.url, people)
    registering.consent(page)
    registering.on(page, 2)
    registering.child(page, born=NINE)
    registering.on(page, 3)
    registering.home(page, 0, moments=["woensdag, Na school, 15 tot 18 uur"], postcode="5038 aa")

    page.locator("button.btn-1[name=go]").click()

    expect(page.locator(".errmsg")).to_contain_text("Tilburg ligt buiten het gebied waar we voorlezen")
    assert Family.objects.count() == 1


def test_what_is_typed_is_kept_without_pressing_a_button(
    page: Page, live_server: LiveServer, people: Town
) -> None:
    at(page, live_server.url, people)

    registering.consent(page, first_name="Ayla")
    expect(page.locator("[data-saved]")).to_contain_text("Bewaard om", timeout=WAITS)
    page.wait_for_function("document.querySelector('[name=version]').value > 0")
    page.goto(live_server.url + "/gezin-aanmelden/1")

    expect(page.get_by_label("Voornaam van de contactouder")).to_have_value("Ayla")


def test_without_a_connection_it_says_so_and_goes_on_when_it_is_back(
    page: Page, live_server: LiveServer, people: Town
) -> None:
    at(page, live_server.url, people)
    registering.consent(page, first_name="Ayla")
    page.context.set_offline(True)

    page.locator("button.btn-1[name=go]").click()
    expect(page.locator("[data-told]")).to_contain_text("Nog niet bewaard")
    expect(page.get_by_label("Voornaam van de contactouder")).to_have_value("Ayla")
    page.context.set_offline(False)
    registering.on(page, 2)

    assert ReferralDraft.objects.get().answers["consent"]["first_name"] == "Ayla"


def test_the_weeks_follow_what_is_chosen(page: Page, live_server: LiveServer, people: Town) -> None:
    at(page, live_server.url, people)
    registering.consent(page)
    registering.on(page, 2)
    registering.child(page, born=NINE)
    registering.on(page, 3)
    page.get_by_label("Op twee adressen").check()
    page.locator(".dwelling summary").nth(2).click()
    page.get_by_label("Bij wie zijn de kinderen hier?").nth(1).fill("oma")

    page.get_by_label("Deze week zijn de kinderen bij").select_option(label="oma")
    expect(page.locator(".wks-8 li").first.locator(".kb")).to_have_text("oma")
    for number in (0, 1):
        registering.home(page, number, moments=["maandag, Na school, 15 tot 18 uur"])

    expect(page.locator("[data-weeks]")).to_contain_text("Op beide adressen kan: maandag, na school.")


@pytest.fixture(params=[1280, 320])
def seen(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(locale="nl-NL", viewport={"width": request.param, "height": 800})
    yield context.new_page()
    context.close()


def refused(page: Page) -> list[str]:
    """See the page as it is and as it comes back with what is missing."""
    found = barriers(page)
    with page.expect_navigation():
        page.locator("button.btn-1[name=go]").click()
    page.locator("#errors").wait_for()
    return [f"{page.url}: {barrier}" for barrier in found + barriers(page)]


def test_no_step_has_a_barrier_empty_full_or_with_errors(
    seen: Page, live_server: LiveServer, people: Town
) -> None:
    page = at(seen, live_server.url, people)
    found = refused(page)
    page.get_by_label("Ja, ze vinden het goed").check()
    found += refused(page)
    registering.consent(page)
    registering.on(page, 2)
    found += refused(page)
    registering.child(page, born=NINE)
    registering.on(page, 3)
    page.get_by_label("Op twee adressen").check()
    found += refused(page)

    page.get_by_label("Op één adres").check()
    registering.one_home(page)
    registering.on(page, 4)
    found += barriers(page)
    for path in (BEGIN, "/gezin-aanmelden/eerst-de-ouders"):
        page.goto(live_server.url + path)
        found += barriers(page)

    assert found == []

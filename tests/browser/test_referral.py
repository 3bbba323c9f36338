"""A social worker registers a family."""

import re

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from families.models import Family
from families.states import FamilyState
from tests.browser.people import log_in, town


def fill_in(page: Page) -> None:
    page.get_by_label("De ouders weten van deze aanmelding").check()
    page.get_by_label("Welke ouder gaf toestemming?").fill("Leyla Demir")
    page.get_by_label("Voornaam van de contactouder").fill("Leyla")
    page.get_by_label("Achternaam").fill("Demir")
    page.get_by_label("Telefoon").fill("06 - 12 34 56 78")
    page.get_by_label("Talen thuis").select_option("tr")
    first = page.get_by_role("region", name="Kind 1")
    first.get_by_label("Voornaam").fill("Emre")
    first.get_by_label("Geboortemaand").select_option("3")
    first.get_by_label("Geboortejaar").select_option(index=10)
    page.get_by_label("Postcode").fill("5211 ab")
    page.get_by_label("Huisnummer").fill("14")
    page.get_by_label("dinsdag, Na school, 15 tot 18 uur").check()


def test_a_family_is_registered_on_one_page(page: Page, live_server: LiveServer) -> None:
    people = town()
    log_in(page, live_server.url, people.social_worker)
    page.get_by_role("link", name="Gezin aanmelden").click()
    fill_in(page)

    page.get_by_role("button", name="Gezin aanmelden").click()

    expect(page.locator(".notes")).to_contain_text("is aangemeld")
    family = Family.objects.get(first_name="Leyla")
    assert (family.state, family.organisation) == (
        FamilyState.CONSENT_CONFIRMED,
        people.family.organisation,
    )


def test_each_mistake_is_named_at_its_field_and_nothing_is_lost(page: Page, live_server: LiveServer) -> None:
    log_in(page, live_server.url, town().social_worker)
    page.goto(f"{live_server.url}/gezin-aanmelden")
    fill_in(page)
    page.get_by_label("Postcode").fill("12")
    page.get_by_label("Achternaam").fill("123")

    page.get_by_role("button", name="Gezin aanmelden").click()

    expect(page).to_have_title(re.compile("^Fout:"))
    expect(page.get_by_label("Postcode")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Achternaam")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Voornaam van de contactouder")).to_have_value("Leyla")
    assert Family.objects.filter(first_name="Leyla").count() == 0

"""How somebody signs up on a phone: six questions, one wrong postcode, one step back, one reload."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.thumb import Thumb

EMAIL = "sanne@example.org"
WEEK = ("Maandag", "Dinsdag", "Woensdag", "Donderdag", "Vrijdag", "Zaterdag", "Zondag")


def sign_up(thumb: Thumb, url: str, *, weekday: int) -> None:
    """Go from the first page to the page that says: look in your mail; able on one day (1 is Monday)."""
    page = thumb.page
    page.goto(url)
    thumb.follow("Ik wil voorlezen")
    _say_who(thumb)
    _say_where(thumb)
    _say_which_languages(thumb)
    _say_when(thumb, WEEK[weekday - 1])
    _say_what_suits(thumb)
    _agree(thumb)
    expect(page.get_by_role("heading", name="Klopt dit?")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Sanne van der Berg")
    thumb.press("Aanmelding versturen")
    expect(page.get_by_role("heading", name="Bedankt, Sanne. Kijk in je mail.")).to_be_visible()


def _say_who(thumb: Thumb) -> None:
    thumb.write("Voornaam", "Sanne")
    thumb.write("Tussenvoegsel (hoeft niet)", "van der")
    thumb.write("Achternaam (hoeft niet)", "Berg")
    thumb.write("E-mailadres", EMAIL)
    thumb.write("Telefoon", "06-12345678")
    thumb.choose("Ja")
    thumb.choose("E-mail")
    thumb.press("Verder")


def _say_where(thumb: Thumb) -> None:
    thumb.write("Postcode", "5299 ZZ")
    thumb.write("Nummer", "14")
    thumb.choose("Fiets")
    thumb.choose("20 minuten")
    thumb.press("Verder")
    expect(thumb.page).to_have_title(re.compile("^Fout:"))
    expect(thumb.page.get_by_label("Nummer", exact=True)).to_have_value("14")
    thumb.write("Postcode", "5211 ab")
    thumb.press("Verder")


def _say_which_languages(thumb: Thumb) -> None:
    page = thumb.page
    expect(page.get_by_role("heading", name="Welke talen spreek je?")).to_be_visible()
    thumb.press("Terug")
    expect(page.get_by_label("Postcode", exact=True)).to_have_value("5211 AB")
    thumb.press("Verder")
    thumb.choose("Nederlands")
    thumb.tap(_level(thumb, "Hoe goed spreek je Nederlands?", "moedertaal"))
    thumb.press("Verder")


def _say_when(thumb: Thumb, day: str) -> None:
    page = thumb.page
    expect(page.get_by_role("heading", name="Wanneer kun je voorlezen?")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Wanneer kun je voorlezen?")).to_be_visible()
    thumb.tap(page.get_by_role("checkbox", name=f"{day}, middag"))
    thumb.tap(page.get_by_role("checkbox", name=f"{day}, na school"))
    thumb.tap(page.get_by_role("checkbox", name=f"{day}, avond"))
    thumb.press("Verder")


def _say_what_suits(thumb: Thumb) -> None:
    page = thumb.page
    expect(page.get_by_role("heading", name="Wat past bij jou?")).to_be_visible()
    thumb.tap(page.get_by_role("checkbox", name="8 tot en met 12 jaar (DoorleesExpress)"))
    thumb.tap(page.get_by_role("group", name=re.compile("hoeveel kinderen")).get_by_label("3", exact=True))
    thumb.choose("Thuis")
    thumb.choose("Meerdere rondes")
    thumb.press("Verder")


def _agree(thumb: Thumb) -> None:
    thumb.tap(thumb.page.get_by_role("checkbox", name="gegevens"))
    thumb.tap(thumb.page.get_by_role("checkbox", name="huisregels"))
    thumb.press("Verder")


def _level(thumb: Thumb, question: str, answer: str) -> Locator:
    return thumb.page.get_by_role("group", name=question).get_by_label(answer, exact=True)

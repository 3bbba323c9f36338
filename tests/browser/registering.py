"""A social worker fills in the registration of a family, page by page."""

from collections.abc import Sequence

from playwright.sync_api import Page, expect

from families.models import Family


def on(page: Page, number: int) -> None:
    """Press the button of a step, and wait for the one that comes."""
    page.locator("button.btn-1[name=go]").click()
    page.wait_for_url(f"**/gezin-aanmelden/{number}*")


def consent(page: Page, *, first_name: str = "Leyla") -> None:
    """Fill in step 1."""
    page.get_by_label("Ja, ze vinden het goed").check()
    page.get_by_label("Welke ouder gaf toestemming?").fill("Leyla Demir")
    page.get_by_label("Voornaam van de contactouder").fill(first_name)
    page.get_by_label("Achternaam").fill("Demir")
    page.get_by_label("Telefoon").fill("06 - 12 34 56 78")
    page.get_by_role("checkbox", name="Turks").check()


def child(page: Page, *, born: int) -> None:
    """Fill in step 2 with one child."""
    page.get_by_label("Voornaam").fill("Emre")
    page.get_by_label("Geboortemaand").select_option("1")
    page.get_by_label("Geboortejaar").select_option(str(born))
    page.get_by_label("De contactouder").check()
    page.get_by_role("group", name="Deed dit gezin al eerder mee?").get_by_label("Nee").check()


def home(page: Page, number: int, *, moments: Sequence[str], postcode: str = "5211 ab") -> None:
    """Fill in one home of step 3; a box is pressed by the mark that lies over it."""
    card = page.locator(".dwelling").nth(number)
    card.get_by_label("Postcode").fill(postcode)
    card.get_by_label("Nummer").fill("14")
    for moment in moments:
        card.get_by_label(moment).check(force=True)


def one_home(page: Page) -> None:
    """Fill in step 3 with one home, Wednesday after school."""
    home(page, 0, moments=["woensdag, Na school, 15 tot 18 uur"])


def all_steps(page: Page, *, born: int) -> None:
    """Answer the three steps from the first one, up to the page where all is checked."""
    consent(page)
    on(page, 2)
    child(page, born=born)
    on(page, 3)
    one_home(page)
    on(page, 4)


def send(page: Page) -> Family:
    """Send what stands on the check page; give the newest family."""
    page.get_by_role("button", name="Gezin aanmelden").click()
    expect(page.locator(".notes")).to_contain_text("is aangemeld")
    return Family.objects.latest("pk")

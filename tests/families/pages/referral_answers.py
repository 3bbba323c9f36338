"""What a social worker fills in on each page of a registration; tests change what they are about."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from families.models import ReferralDraft
from programmes.models import Organisation, User
from programmes.values.availability import rhythm_of
from tests.factories.programmes import OrganisationFactory, PostcodeFactory, social_worker
from tests.families.entries import prepare

LINES = {"lines-TOTAL_FORMS": "0", "lines-INITIAL_FORMS": "0"}


def of_home(number: int, *, moments: list[str], postcode: str = "5211 AB", **more: str) -> dict[str, Any]:
    """One home of step 3."""
    given = {"postcode": postcode, "house_number": "14", "moments": moments, **LINES, **more}
    return {f"home-{number}-{name}": value for name, value in given.items()}


def consent(**changes: Any) -> dict[str, Any]:
    """Step 1."""
    return {
        "agreed": "yes",
        "consent-given_by": "Leyla Demir",
        "consent-given_on": localdate().isoformat(),
        "consent-how": "oral",
        "consent-language": "tr",
        "contact-first_name": "Leyla",
        "contact-last_name": "Demir",
        "contact-phone": "06 - 12 34 56 78",
        "contact-call_language": "tr",
        "contact-home_languages": ["tr"],
        **changes,
    }


def children(*, age: int = 9, **changes: Any) -> dict[str, Any]:
    """Step 2."""
    return {
        "children": "1",
        "child-0-first_name": "Emre",
        "child-0-birth_month": "1",
        "child-0-birth_year": str(localdate().year - age),
        "child-0-school": "De Klimboom, groep 5",
        "child-0-needs": ["vocabulary"],
        "joining_parent": "contact",
        "took_part_before": "no",
        **changes,
    }


def where(**changes: Any) -> dict[str, Any]:
    """Step 3: one home, Wednesday after school."""
    return {"homes": "one", "places": ["home"], **of_home(0, moments=["3-2"]), **changes}


def in_turns(**changes: Any) -> dict[str, Any]:
    """Step 3: with mother this week on Monday after school, with father next week on Thursday."""
    return {
        **where(),
        "homes": "two",
        "first_has": rhythm_of(localdate()).value,
        **of_home(0, moments=["1-2"], who="moeder"),
        **of_home(1, moments=["4-2"], who="vader", postcode="5212 CD"),
        **changes,
    }


def answer(browser: Client, number: int, given: dict[str, Any], *, go: str = "on") -> HttpResponse:
    """Send one step as the page does that shows the newest version."""
    sent = {"go": go, "version": str(version()), **given}
    response = browser.post(reverse("refer-family-step", args=[number]), sent)
    assert isinstance(response, HttpResponse)
    return response


def version() -> int:
    """The version of the only draft."""
    draft = ReferralDraft.objects.first()
    return draft.version if draft else 0


def fill_in(browser: Client, **steps: dict[str, Any]) -> None:
    """Answer all three steps."""
    pages = (steps.get("consent"), steps.get("children"), steps.get("where"))
    for number, (given, usual) in enumerate(zip(pages, (consent, children, where), strict=True), start=1):
        response = answer(browser, number, given or usual())
        assert response.status_code == 302, response.content.decode()


def send(browser: Client) -> HttpResponse:
    """Send what stands on the check page."""
    response = browser.post(reverse("refer-family-check"), {"version": str(version())})
    assert isinstance(response, HttpResponse)
    return response


def at_work(organisation: Organisation | None = None) -> tuple[Client, User]:
    """A social worker who is logged in, in a municipality that reads."""
    prepare()
    PostcodeFactory(code="5212", x=150_000, y=411_500)
    account = social_worker(organisation or OrganisationFactory(), language="en")
    browser = Client()
    browser.force_login(account)
    browser.cookies["language"] = "en"
    return browser, account

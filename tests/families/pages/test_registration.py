"""The registration in steps: consent first, kept at every step, sent once."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from families.models import Consent, Family, ReferralDraft
from families.states import FamilyState
from tests.factories.families import FamilyFactory
from tests.factories.programmes import (
    OrganisationFactory,
    coordinator,
    volunteer_account,
)
from tests.families.pages.referral_answers import (
    answer,
    at_work,
    children,
    consent,
    fill_in,
    send,
    version,
)

pytestmark = pytest.mark.django_db(transaction=True)


def page(browser: Client, number: int) -> str:
    return browser.get(reverse("refer-family-step", args=[number])).content.decode()


def test_a_family_is_registered_in_four_steps() -> None:
    browser, account = at_work()
    fill_in(browser)

    sent = send(browser)

    family = Family.objects.get()
    assert sent.headers["Location"] == reverse("my-family", args=[family.pk])
    assert family.state == FamilyState.CONSENT_CONFIRMED
    assert (family.first_name, family.last_name, family.phone) == ("Leyla", "Demir", "+31612345678")
    assert family.organisation == account.role_assignments.get().organisation
    assert family.programme.slug == "doorleesexpress"
    assert [child.first_name for child in family.children.all()] == ["Emre"]
    assert not ReferralDraft.objects.exists()
    assert Consent.objects.get().language == "tr"


def test_before_the_parents_agree_nothing_is_kept() -> None:
    browser, _account = at_work()

    left = [answer(browser, 1, consent(agreed=said), go=go) for said in ("no", "") for go in ("on", "later")]

    assert left[0].headers["Location"] == reverse("refer-family-first")
    assert not ReferralDraft.objects.exists()


def test_without_consent_there_is_a_leaflet_in_eight_languages() -> None:
    browser, _account = at_work()

    told = browser.get(reverse("refer-family-first")).content.decode()

    assert told.count('href="/folder/') == 8


def test_what_was_typed_and_not_right_yet_comes_back_at_another_device() -> None:
    browser, account = at_work()
    answer(browser, 1, consent(**{"contact-phone": "12", "contact-first_name": "Leyla"}), go="later")
    other = Client()
    other.force_login(account)

    told = page(other, 1)

    assert 'value="12"' in told
    assert 'value="Leyla"' in told


def test_a_registration_goes_on_where_it_was_left_at_another_device() -> None:
    browser, account = at_work()
    answer(browser, 1, consent())
    answer(browser, 2, children())
    other = Client()
    other.force_login(account)

    told = other.get(reverse("refer-family")).content.decode()

    assert f'href="{reverse("refer-family-step", args=[3])}"' in told


def test_a_step_ahead_leads_back_to_the_first_that_is_open() -> None:
    browser, _account = at_work()

    led = browser.get(reverse("refer-family-step", args=[3]))

    assert led.headers["Location"] == reverse("refer-family-step", args=[1])


def test_of_two_devices_the_second_is_told_and_keeps_what_it_filled_in() -> None:
    browser, _account = at_work()
    answer(browser, 1, consent())
    read = str(version())
    answer(browser, 1, consent(**{"contact-first_name": "Aylin"}))

    told = answer(browser, 1, consent(**{"contact-first_name": "Ayla", "version": read}))

    assert told.status_code == 409
    assert 'value="Ayla"' in told.content.decode()
    assert "Aylin Demir" in told.content.decode()
    assert ReferralDraft.objects.get().answers["consent"]["first_name"] == "Aylin"


def test_a_registration_is_sent_once() -> None:
    browser, _account = at_work()
    fill_in(browser)
    read = version()

    for _ in range(2):
        browser.post(reverse("refer-family-check"), {"version": str(read)})

    assert Family.objects.count() == 1


def test_a_check_page_that_is_behind_sends_nothing() -> None:
    browser, _account = at_work()
    fill_in(browser)
    read = version()
    answer(browser, 1, consent(**{"contact-first_name": "Aylin"}))

    told = browser.post(reverse("refer-family-check"), {"version": str(read)})

    assert told.status_code == 409
    assert "Aylin" in told.content.decode()
    assert not Family.objects.exists()


def test_whoever_starts_again_erases_what_stood_there() -> None:
    browser, _account = at_work()
    answer(browser, 1, consent())

    browser.post(reverse("refer-family-again"), {"go": "on"})

    assert not ReferralDraft.objects.exists()


def test_a_family_that_the_same_school_registered_before_is_said_to_be_known() -> None:
    browser, account = at_work()
    organisation = account.role_assignments.get().organisation
    _known(organisation=organisation)
    fill_in(browser)

    told = browser.get(send(browser).headers["Location"]).content.decode()

    assert "This family seems to be known already." in told


def test_a_family_of_another_school_is_registered_like_any_other() -> None:
    browser, _account = at_work()
    _known(organisation=OrganisationFactory())
    fill_in(browser)

    told = browser.get(send(browser).headers["Location"]).content.decode()

    assert "known already" not in told
    assert Family.objects.filter(possible_duplicates__isnull=False).count() == 1


def _known(**fields: object) -> None:
    born = localdate().replace(year=localdate().year - 9, month=1, day=1)
    FamilyFactory(last_name="Demir", children=[born], homes=[{"postcode": "5211AB"}], **fields)


def test_a_coordinator_registers_for_the_municipality() -> None:
    at_work()
    browser = Client()
    browser.force_login(coordinator(language="en"))
    fill_in(browser)

    sent = send(browser)

    family = Family.objects.get()
    assert family.organisation is None
    assert sent.headers["Location"] == reverse("work-family", args=[family.pk])


def test_what_is_typed_is_kept_quietly_and_says_when() -> None:
    browser, _account = at_work()
    save = reverse("refer-family-save", args=[1])

    kept = browser.post(save, {"version": "0", **consent(**{"contact-phone": "06"})}).json()
    stale = browser.post(save, {"version": "0", **consent()})

    assert kept["version"] == 1
    assert kept["saved"].startswith("Saved at")
    assert stale.status_code == 409
    assert ReferralDraft.objects.get().answers["typed"]["consent"]["contact-phone"] == ["06"]


def test_what_no_page_asks_for_is_not_kept() -> None:
    browser, _account = at_work()

    kept = browser.post(
        reverse("refer-family-save", args=[1]), {"version": "0", **consent(), "a\0b": "x", "é" * 80: "y"}
    )

    assert kept.status_code == 200
    assert set(ReferralDraft.objects.get().answers["typed"]["consent"]) <= set(consent())


def test_nothing_is_kept_quietly_before_the_parents_agree() -> None:
    browser, _account = at_work()

    kept = browser.post(reverse("refer-family-save", args=[1]), {"version": "0", **consent(agreed="")}).json()

    assert kept == {"version": 0, "saved": ""}
    assert not ReferralDraft.objects.exists()


def test_who_registers_no_families_finds_no_pages() -> None:
    browser = Client()
    browser.force_login(volunteer_account())

    statuses = {browser.get(f"/gezin-aanmelden{rest}").status_code for rest in ("", "/1", "/4")}

    assert statuses == {404}

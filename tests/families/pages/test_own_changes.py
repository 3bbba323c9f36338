"""A social worker tells that something changed, or that a family stops."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from families.models import Family
from families.states import FamilyState
from programmes.models import AccessLog, Organisation, Region, StateChange, User
from tests.factories.families import FamilyFactory, HomeFactory
from tests.factories.programmes import OrganisationFactory, PostcodeFactory, social_worker
from tests.filled_forms import fields_of

pytestmark = pytest.mark.django_db
AFTER = [FamilyState.INTAKE_DONE, FamilyState.WAITING, FamilyState.MATCHED, FamilyState.ACTIVE]


@pytest.fixture
def school() -> Organisation:
    found: Organisation = OrganisationFactory()
    return found


@pytest.fixture
def referrer(school: Organisation) -> User:
    return social_worker(school, language="en")


@pytest.fixture
def visitor(client: Client, referrer: User) -> Client:
    client.force_login(referrer)
    return client


@pytest.fixture
def family(school: Organisation) -> Family:
    PostcodeFactory()
    PostcodeFactory(code="5212")
    Region.objects.update(contact_name="Marieke", contact_phone="+31731234567")
    made: Family = FamilyFactory(organisation=school, state=FamilyState.CONSENT_CONFIRMED)
    return made


def changed(family: Family) -> str:
    return f"/mijn-gezinnen/{family.pk}/veranderd"


def leaves(family: Family) -> str:
    return f"/mijn-gezinnen/{family.pk}/afmelden"


def filled(client: Client, family: Family, **changes: Any) -> dict[str, Any]:
    """Give the form as it is shown, with changes."""
    return {**fields_of(client.get(changed(family)).content.decode()), **changes}


def send(client: Client, address: str, data: dict[str, Any]) -> HttpResponse:
    answer = client.post(address, data)
    assert isinstance(answer, HttpResponse)
    return answer


def test_what_is_sent_back_as_it_was_shown_changes_nothing(visitor: Client, family: Family) -> None:
    family.homes.update(label="With mother", is_hidden=True)
    before = [str(window) for window in family.homes.get().windows.all()]

    answer = send(visitor, changed(family), filled(visitor, family))

    assert answer.headers["Location"] == f"/mijn-gezinnen/{family.pk}"
    home = family.homes.get()
    assert (home.label, home.is_hidden) == ("With mother", True)
    assert [str(window) for window in home.windows.all()] == before


def test_a_new_telephone_and_other_moments_are_kept(visitor: Client, family: Family) -> None:
    data = filled(visitor, family, **{"contact-phone": "073 612 34 56", "home-0-moments": ["2-2"]})

    send(visitor, changed(family), data)

    family.refresh_from_db()
    assert family.phone == "+31736123456"
    assert {window.weekday for window in family.homes.get().windows.all()} == {2, 3}


def test_a_second_home_is_added_with_its_weeks(visitor: Client, family: Family) -> None:
    more = {
        "homes": "two",
        "first_has": "week_a",
        "home-1-postcode": "5211 ab",
        "home-1-house_number": "14",
        "home-1-is_hidden": "on",
        "home-1-moments": ["5-2"],
    }

    send(visitor, changed(family), filled(visitor, family, **more))

    homes = family.homes.order_by("rhythm")
    assert [(home.rhythm, home.label, home.is_hidden) for home in homes] == [
        ("week_a", "With mother", False),
        ("week_b", "With father", True),
    ]


def test_two_homes_come_back_as_they_are_called(visitor: Client, family: Family) -> None:
    family.homes.update(rhythm="week_b", label="With grandma")
    HomeFactory(family=family, rhythm="week_a", label="With dad", postcode="5211AB")

    send(visitor, changed(family), filled(visitor, family))

    homes = family.homes.order_by("rhythm")
    assert [(home.rhythm, home.label) for home in homes] == [
        ("week_a", "With dad"),
        ("week_b", "With grandma"),
    ]


def test_the_only_home_in_alternate_weeks_stays_so(visitor: Client, family: Family) -> None:
    family.homes.update(rhythm="week_b", label="With grandma")

    send(visitor, changed(family), filled(visitor, family, **{"contact-phone": "073 612 34 56"}))

    assert family.homes.get().rhythm == "week_b"


def test_another_line_for_a_moment_saves_nothing(visitor: Client, family: Family) -> None:
    data = filled(visitor, family, **{"contact-phone": "073 612 34 56", "stay": "lines"})

    answer = send(visitor, changed(family), data)

    assert 'value="073 612 34 56"' in answer.content.decode()
    assert Family.objects.get().phone == "+31612345678"


def test_an_address_without_a_moment_is_asked_for_one(visitor: Client, family: Family) -> None:
    emptied = {f"home-0-lines-0-{name}": "" for name in ("weekday", "start", "end")}

    answer = send(visitor, changed(family), filled(visitor, family, **emptied))

    assert "Choose at least one moment of the week." in answer.content.decode()


def test_who_was_ahead_is_shown_beside_what_was_typed(visitor: Client, family: Family) -> None:
    data = filled(visitor, family, **{"contact-phone": "073 612 34 56"})
    Family.objects.update(phone="+31687654321")

    answer = send(visitor, changed(family), data)

    assert answer.status_code == 409
    family.refresh_from_db()
    assert family.phone == "+31687654321"


@pytest.mark.parametrize("state", AFTER)
def test_from_the_intake_on_the_page_says_whom_to_call(
    visitor: Client, family: Family, state: FamilyState
) -> None:
    Family.objects.update(state=state, waiting_since="2026-09-01")

    answer = send(visitor, changed(family), {"contact-phone": "073 612 34 56"})

    text = answer.content.decode()
    assert "Call Marieke: 073-123 4567" in text
    assert "<form method" not in text.partition("<main")[2].partition("</main>")[0]
    family.refresh_from_db()
    assert family.phone == "+31612345678"


def test_a_family_on_hold_before_its_intake_is_changed_too(visitor: Client, family: Family) -> None:
    Family.objects.update(state=FamilyState.LOOK_AGAIN, look_again_on="2027-01-01")

    send(visitor, changed(family), filled(visitor, family, **{"contact-phone": "073 612 34 56"}))

    family.refresh_from_db()
    assert family.phone == "+31736123456"


def test_a_family_on_hold_after_its_intake_is_kept_by_the_coordinator(
    visitor: Client, family: Family
) -> None:
    Family.objects.update(
        state=FamilyState.LOOK_AGAIN, look_again_on="2027-01-01", waiting_since="2026-09-01"
    )

    assert "Call Marieke" in visitor.get(changed(family)).content.decode()


@pytest.mark.parametrize("page", ["veranderd", "afmelden"])
def test_every_look_is_logged(visitor: Client, family: Family, referrer: User, page: str) -> None:
    visitor.get(f"/mijn-gezinnen/{family.pk}/{page}")

    logged = AccessLog.objects.get()
    assert (logged.subject_id, logged.by) == (family.pk, referrer)


def test_a_family_stops_for_a_reason_of_the_list(visitor: Client, family: Family, referrer: User) -> None:
    answer = send(visitor, leaves(family), {"reason": "moved"})

    assert answer.headers["Location"] == f"/mijn-gezinnen/{family.pk}"
    change = StateChange.objects.get()
    assert (change.to_state, change.reason, change.by) == ("withdrawn", "moved", referrer)


def test_consent_is_taken_back_with_a_date(visitor: Client, family: Family) -> None:
    send(visitor, leaves(family), {"reason": "consent"})

    assert family.consents.get().withdrawn_on is not None
    assert Family.objects.get().state == FamilyState.WITHDRAWN


@pytest.mark.parametrize("reason", ["", "duplicate", "bored"])
def test_without_a_reason_of_the_list_nobody_leaves(visitor: Client, family: Family, reason: str) -> None:
    answer = send(visitor, leaves(family), {"reason": reason})

    assert "Error:" in answer.content.decode()
    assert Family.objects.get().state == FamilyState.CONSENT_CONFIRMED


def test_with_a_reader_the_page_asks_to_call_for_other_reasons(visitor: Client, family: Family) -> None:
    Family.objects.update(state=FamilyState.ACTIVE, waiting_since="2026-09-01")

    text = visitor.get(leaves(family)).content.decode()

    assert "call the coordinator" in text
    assert 'value="moved"' not in text
    assert 'value="consent"' in text


def test_asking_to_stop_twice_does_it_once(visitor: Client, family: Family) -> None:
    for _time in range(2):
        send(visitor, leaves(family), {"reason": "moved"})

    assert StateChange.objects.count() == 1

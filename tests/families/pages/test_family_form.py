from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from families.models import Family
from programmes.models import AccessLog
from tests.factories.families import FamilyFactory
from tests.factories.programmes import PostcodeFactory, coordinator
from tests.filled_forms import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Family:
    PostcodeFactory()
    made: Family = FamilyFactory(wishes="Graag een vrouw")
    return made


@pytest.fixture
def marieke(client: Client) -> Client:
    client.force_login(coordinator(name="Marieke Coppens"))
    return client


def filled(client: Client, family: Family, **changes: Any) -> dict[str, Any]:
    """Give the form as it is shown, with changes."""
    return {**fields_of(client.get(address(family)).content.decode()), **changes}


def send(client: Client, family: Family, data: dict[str, Any]) -> HttpResponse:
    answer = client.post(address(family), data)
    assert isinstance(answer, HttpResponse)
    return answer


def address(family: Family) -> str:
    return f"/werk/gezinnen/{family.pk}/wijzigen"


def test_what_is_sent_back_as_it_was_shown_changes_nothing(marieke: Client, family: Family) -> None:
    before = [str(window) for window in family.homes.get().windows.all()]

    answer = send(marieke, family, filled(marieke, family))

    assert answer.headers["Location"] == f"/werk/gezinnen/{family.pk}"
    family.refresh_from_db()
    assert (family.wishes, family.phone) == ("Graag een vrouw", "+31612345678")
    assert [str(window) for window in family.homes.get().windows.all()] == before
    assert family.children.count() == 1


def test_a_change_is_kept(marieke: Client, family: Family) -> None:
    data = filled(marieke, family, **{"contact-phone": "073 612 34 56", "wishes-readers_needed": "2"})

    send(marieke, family, data | {"home-0-moments": ["2-2", "5-3"]})

    family.refresh_from_db()
    assert (family.phone, family.readers_needed) == ("+31736123456", 2)
    assert {window.weekday for window in family.homes.get().windows.all()} == {2, 3, 5}


def test_a_second_home_and_a_second_child_are_added(marieke: Client, family: Family) -> None:
    data = filled(
        marieke,
        family,
        **{
            "home-0-rhythm": "week_a",
            "home-1-rhythm": "week_b",
            "home-1-postcode": "5211 ab",
            "home-1-house_number": "7",
            "home-1-moments": ["4-2"],
            "children-1-first_name": "Sara",
            "children-1-birth_month": "5",
            "children-1-birth_year": "2017",
        },
    )

    answer = send(marieke, family, data)

    assert answer.status_code == 302
    assert sorted(family.homes.values_list("rhythm", flat=True)) == ["week_a", "week_b"]
    assert sorted(family.children.values_list("first_name", flat=True)) == ["Sara", "Yusuf"]


def test_a_child_is_taken_off_the_list(marieke: Client) -> None:
    PostcodeFactory()
    family = FamilyFactory(children=[FamilyFactory().children.get().birth_month] * 2)
    data = filled(marieke, family, **{"children-0-DELETE": "on"})

    assert send(marieke, family, data).status_code == 302

    assert family.children.count() == 1


def test_errors_stand_at_their_fields_and_nothing_typed_is_lost(marieke: Client, family: Family) -> None:
    data = filled(marieke, family, **{"contact-phone": "bel maar", "home-0-postcode": "9999ZZ"})

    page = send(marieke, family, data).content.decode()

    assert "<title>Fout: " in page
    assert 'id="id_contact-phone_error"' in page
    assert 'id="id_home-0-postcode_error"' in page
    assert 'value="bel maar"' in page
    assert fields_of(page)["version"] == data["version"]


def test_of_two_who_change_the_same_the_second_sees_both_versions(marieke: Client, family: Family) -> None:
    other = Client()
    other.force_login(coordinator(name="Joris de Wit"))
    old = filled(other, family, **{"wishes-wishes": "Liever een man", "contact-first_name": "Aminah"})
    send(marieke, family, filled(marieke, family, **{"wishes-wishes": "Op dinsdag"}))

    answer = send(other, family, old)

    family.refresh_from_db()
    page = answer.content.decode()
    assert answer.status_code == 409
    assert (family.wishes, family.first_name) == ("Op dinsdag", "Amina")
    for words in ("Marieke Coppens", "Op dinsdag", "Liever een man", "Aminah"):
        assert words in page
    assert f'href="/werk/gezinnen/{family.pk}/wijzigen"' in page


def test_the_second_can_keep_what_they_typed(marieke: Client, family: Family) -> None:
    other = Client()
    other.force_login(coordinator())
    old = filled(other, family, **{"wishes-wishes": "Liever een man", "home-0-moments": ["2-2", "4-2"]})
    send(marieke, family, filled(marieke, family, **{"wishes-wishes": "Op dinsdag"}))
    refused = fields_of(send(other, family, old).content.decode())

    answer = send(other, family, refused)

    family.refresh_from_db()
    assert answer.status_code == 302
    assert family.wishes == "Liever een man"
    assert {window.weekday for window in family.homes.get().windows.all()} == {2, 3, 4}


@pytest.mark.parametrize("typed", [{}, {"children-1-first_name": "Sara", "children-1-birth_month": "3"}])
def test_a_child_that_another_added_meanwhile_is_in_the_other_version(
    marieke: Client, family: Family, typed: dict[str, str]
) -> None:
    old = filled(marieke, family, **typed)
    if typed:
        old["children-1-birth_year"] = old["children-0-birth_year"]
    child = family.children.get()
    family.children.create(first_name="Sara", birth_month=child.birth_month.replace(month=3))

    answer = send(marieke, family, old)
    again = send(marieke, family, fields_of(answer.content.decode()))

    assert (answer.status_code, again.status_code) == (409, 302)
    assert family.children.count() == (2 if typed else 1)


@pytest.mark.parametrize("number", ["", "-1", "0", "999999999", "x"])
def test_an_odd_number_of_lines_is_answered_with_a_page(marieke: Client, family: Family, number: str) -> None:
    data = filled(
        marieke, family, **{"children-INITIAL_FORMS": number, "home-0-moments-INITIAL_FORMS": number}
    )

    assert send(marieke, family, data).status_code in {200, 302}
    assert family.children.count() == 1


def test_the_safety_note_is_shown_on_request_and_that_is_written_down(marieke: Client) -> None:
    PostcodeFactory()
    family = FamilyFactory(safety_note="Niet samen met vader")
    path = f"/werk/gezinnen/{family.pk}/wijzigen"

    assert "Niet samen met vader" not in marieke.get(path).content.decode()
    assert "Niet samen met vader" in marieke.get(f"{path}?safety=1").content.decode()

    assert AccessLog.objects.filter(subject_id=family.pk, action="read-safety").count() == 1
    send(marieke, family, filled(marieke, family) | {"wishes-safety_note": "Geen bijzonderheden"})
    family.refresh_from_db()
    assert family.safety_note == "Geen bijzonderheden"


def test_a_coordinator_adds_a_family_with_the_form_of_the_social_worker(marieke: Client) -> None:
    page = marieke.get("/werk/gezinnen/nieuw", follow=True).content.decode()

    assert 'name="contact-first_name"' in page
    assert 'href="/werk/gezinnen"' in page

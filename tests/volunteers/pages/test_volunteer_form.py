from typing import Any

import pytest
from django.test import Client

from tests.factories.programmes import coordinator
from tests.factories.volunteers import VolunteerFactory
from tests.filled_forms import fields_of
from tests.volunteers.entries import prepare
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db
NEW = "/werk/voorlezers/nieuw"
NOOR = {
    "person-first_name": "Noor",
    "person-infix": "van de",
    "person-last_name": "Ven",
    "person-email": "noor@example.org",
    "person-phone": "06 12345678",
    "travel-postcode": "5211 ab",
    "travel-house_number": "12",
    "reading-programmes": ["doorleesexpress"],
    "when-moments": ["3-1", "3-2"],
    "spoken-0-code": "nl",
    "spoken-0-level": "native",
    "apart-adult": "on",
    "apart-agreed": "on",
}


@pytest.fixture
def marieke(client: Client) -> Client:
    prepare()
    client.force_login(coordinator(name="Marieke Coppens"))
    return client


def filled(client: Client, path: str, **changes: Any) -> dict[str, Any]:
    return {**fields_of(client.get(path).content.decode()), **changes}


def edit_of(volunteer: Volunteer) -> str:
    return f"/werk/voorlezers/{volunteer.pk}/wijzigen"


def test_a_coordinator_enters_a_volunteer(marieke: Client) -> None:
    answer = marieke.post(NEW, filled(marieke, NEW, **NOOR))

    volunteer = Volunteer.objects.get(email="noor@example.org")
    assert answer.headers["Location"] == f"/werk/voorlezers/{volunteer.pk}"
    assert (volunteer.state, volunteer.phone, volunteer.places) == (
        VolunteerState.CONFIRMED,
        "+31612345678",
        ["home"],
    )
    assert [(window.weekday, window.start, window.end) for window in volunteer.windows.all()] == [
        (3, 720, 1080)
    ]


def test_everything_that_lacks_is_said_at_its_field(marieke: Client) -> None:
    page = marieke.post(NEW, filled(marieke, NEW, **{"spoken-0-code": "ar"})).content.decode()

    for field in ("person-first_name", "travel-postcode", "apart-adult", "apart-agreed", "spoken-0-level"):
        assert f'id="id_{field}_error"' in page


def test_what_the_register_refuses_stands_at_its_field(marieke: Client) -> None:
    VolunteerFactory(email="noor@example.org")

    page = marieke.post(NEW, filled(marieke, NEW, **NOOR)).content.decode()

    assert 'id="id_person-email_error"' in page
    page = marieke.post(NEW, filled(marieke, NEW, **NOOR | {"when-moments": []})).content.decode()
    assert 'id="id_when-moments_error"' in page


def test_what_is_sent_back_as_it_was_shown_changes_nothing(marieke: Client) -> None:
    volunteer = VolunteerFactory(languages=[("nl", "native"), ("ar", "B1")], training="done")
    before = Volunteer.objects.values().get(pk=volunteer.pk)

    answer = marieke.post(edit_of(volunteer), filled(marieke, edit_of(volunteer)))

    assert answer.status_code == 302
    assert Volunteer.objects.values().get(pk=volunteer.pk) == before
    assert list(volunteer.languages.values_list("code", "level")) == [("nl", "native"), ("ar", "B1")]
    assert [str(window) for window in volunteer.windows.all()] == ["woensdag 13:00-17:00"]


def test_training_and_agreement_are_kept(marieke: Client) -> None:
    volunteer = VolunteerFactory()
    changes = {"apart-training": "done", "apart-agreement_signed_on": "2026-11-02"}

    marieke.post(edit_of(volunteer), filled(marieke, edit_of(volunteer), **changes))

    volunteer.refresh_from_db()
    assert (volunteer.training, str(volunteer.agreement_signed_on)) == ("done", "2026-11-02")


def test_nobody_writes_their_own_training(client: Client) -> None:
    prepare()
    me = coordinator(email="me@example.org")
    volunteer = VolunteerFactory(email="me@example.org")
    client.force_login(me)

    data = filled(client, edit_of(volunteer), **{"person-phone": "0612345679"})
    assert client.post(edit_of(volunteer), data).status_code == 302
    data = filled(client, edit_of(volunteer), **{"apart-training": "done"})
    assert client.post(edit_of(volunteer), data).status_code == 200

    volunteer.refresh_from_db()
    assert (volunteer.phone, volunteer.training) == ("+31612345679", "none")


def test_of_two_who_change_the_same_the_second_sees_both_versions(marieke: Client) -> None:
    volunteer = VolunteerFactory()
    path = edit_of(volunteer)
    other = Client()
    other.force_login(coordinator(name="Joris de Wit"))
    old = filled(other, path, **{"travel-max_minutes": "45", "when-moments": ["1-0"]})
    marieke.post(path, filled(marieke, path, **{"travel-max_minutes": "25"}))

    answer = other.post(path, old)

    page = answer.content.decode()
    volunteer.refresh_from_db()
    assert (answer.status_code, volunteer.max_minutes) == (409, 25)
    for words in ("Marieke Coppens", "25", "45", "Maandag 9"):
        assert words.lower() in page.lower()
    assert other.post(path, fields_of(page)).status_code == 302
    volunteer.refresh_from_db()
    assert volunteer.max_minutes == 45
    assert {window.weekday for window in volunteer.windows.all()} == {1, 3}


def test_what_two_added_alike_is_kept_when_the_second_keeps_what_they_typed(marieke: Client) -> None:
    volunteer = VolunteerFactory()
    path, place = edit_of(volunteer), volunteer.languages.count()
    line = {"moments-0-weekday": "6", "moments-0-start": "600", "moments-0-end": "690"}
    added = {f"spoken-{place}-code": "tr", f"spoken-{place}-level": "B1", **line}
    old = filled(marieke, path, **added)
    marieke.post(path, filled(marieke, path, **added))

    refused = marieke.post(path, old | {"person-phone": "0612345679"})
    marieke.post(path, fields_of(refused.content.decode()))

    volunteer.refresh_from_db()
    assert (refused.status_code, volunteer.phone) == (409, "+31612345679")
    assert volunteer.languages.filter(code="tr").exists()
    assert volunteer.windows.filter(weekday=6).exists()

from datetime import date

import pytest

from programmes.domain.refusal import InvalidInput, Refusal
from programmes.values.availability import Window
from tests.factories.moments import NOW
from tests.factories.programmes import coordinator, volunteer_account
from tests.factories.volunteers import VolunteerFactory
from tests.volunteers.entries import entry, signed_up
from volunteers.domain.editing import edit
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db


@pytest.fixture
def volunteer() -> Volunteer:
    return signed_up(entry(), now=NOW)


def test_what_is_not_named_stays(volunteer: Volunteer) -> None:
    edit(volunteer=volunteer, changes={"max_minutes": 30}, by=None, now=NOW)

    volunteer.refresh_from_db()
    assert (volunteer.max_minutes, volunteer.first_name, volunteer.windows.count()) == (30, "Noor", 1)


def test_lists_are_replaced_as_a_whole(volunteer: Volunteer) -> None:
    saturday = Window(6, 10 * 60, 12 * 60)

    edit(volunteer=volunteer, changes={"availability": (saturday,)}, by=None, now=NOW)

    assert [window.as_window() for window in volunteer.windows.all()] == [saturday]


def test_an_unchanged_postcode_keeps_its_place() -> None:
    entry()
    volunteer = VolunteerFactory(x=1, y=2)

    edit(volunteer=volunteer, changes={"house_number": 5}, by=None, now=NOW)

    volunteer.refresh_from_db()
    assert (volunteer.x, volunteer.y, volunteer.house_number) == (1, 2, 5)


def test_a_change_is_checked_like_a_sign_up(volunteer: Volunteer) -> None:
    with pytest.raises(InvalidInput) as refused:
        edit(volunteer=volunteer, changes={"availability": ()}, by=None, now=NOW)

    assert set(refused.value.errors) == {"availability"}
    assert volunteer.windows.count() == 1


def test_the_state_is_no_field_that_an_edit_writes(volunteer: Volunteer) -> None:
    Volunteer.objects.filter(pk=volunteer.pk).update(state=VolunteerState.RESTING)

    edit(volunteer=volunteer, changes={"max_minutes": 30}, by=None, now=NOW)

    volunteer.refresh_from_db()
    assert volunteer.state == VolunteerState.RESTING


def test_an_address_of_another_volunteer_is_refused(volunteer: Volunteer) -> None:
    VolunteerFactory(email="taken@example.org")

    with pytest.raises(Refusal) as refused:
        edit(volunteer=volunteer, changes={"email": "Taken@example.org"}, by=None, now=NOW)

    assert refused.value.code == "email-known"


def test_a_coordinator_notes_training_and_agreement(volunteer: Volunteer) -> None:
    changes = {"training": "done", "agreement_signed_on": date(2026, 11, 1)}

    edit(volunteer=volunteer, changes=changes, by=coordinator(), now=NOW)

    volunteer.refresh_from_db()
    assert (volunteer.training, volunteer.agreement_signed_on) == ("done", date(2026, 11, 1))


def test_nobody_notes_their_own_training() -> None:
    entry()
    account = volunteer_account()
    own = VolunteerFactory(account=account)

    with pytest.raises(Refusal) as refused:
        edit(volunteer=own, changes={"training": "done"}, by=account, now=NOW)

    assert refused.value.code == "own-record"

from datetime import date, timedelta

import pytest

from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import StateChange
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import volunteer_account
from tests.factories.volunteers import VolunteerFactory
from volunteers.domain import intake, resting
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LONG_AGO = date(2020, 1, 1)


def resting_until(day: date | None, **fields: object) -> Volunteer:
    volunteer = VolunteerFactory(state=VolunteerState.RESTING, resting_until=day, **fields)
    assert isinstance(volunteer, Volunteer)
    return volunteer


def test_a_volunteer_rests_until_a_day_by_themselves() -> None:
    account = volunteer_account()
    volunteer = VolunteerFactory(account=account)

    resting.rest(volunteer=volunteer, by=account, now=NOW, until=TODAY + 30 * DAY)

    volunteer.refresh_from_db()
    assert (volunteer.state, volunteer.resting_until) == (VolunteerState.RESTING, TODAY + 30 * DAY)


@pytest.mark.parametrize("day", [TODAY, TODAY - DAY, TODAY + 367 * DAY])
def test_the_last_day_is_ahead_and_within_a_year(day: date) -> None:
    volunteer = VolunteerFactory()

    with pytest.raises(InvalidInput) as refused:
        resting.rest(volunteer=volunteer, by=None, now=NOW, until=day)

    assert set(refused.value.errors) == {"until"}


@pytest.mark.parametrize("day", [TODAY + DAY, TODAY + 366 * DAY])
def test_tomorrow_and_a_year_from_now_are_possible(day: date) -> None:
    volunteer = VolunteerFactory()

    resting.rest(volunteer=volunteer, by=None, now=NOW, until=day)

    assert Volunteer.objects.get().resting_until == day


def test_who_rests_may_choose_another_day_and_the_history_keeps_both() -> None:
    volunteer = resting_until(TODAY + DAY)

    resting.rest(volunteer=volunteer, by=None, now=NOW, until=TODAY + 9 * DAY)

    change = StateChange.objects.get(reason="rest_changed")
    assert (change.from_state, change.to_state) == ("until:2026-11-24", "until:2026-12-02")


def test_who_left_cannot_rest() -> None:
    volunteer = VolunteerFactory(state=VolunteerState.LEFT)

    with pytest.raises(MoveNotAllowedError):
        resting.rest(volunteer=volunteer, by=None, now=NOW, until=TODAY + DAY)


def test_a_volunteer_ends_the_rest_by_themselves() -> None:
    account = volunteer_account()
    volunteer = resting_until(TODAY + DAY, account=account)

    resting.come_back(volunteer=volunteer, by=account, now=NOW)

    volunteer.refresh_from_db()
    assert (volunteer.state, volunteer.resting_until) == (VolunteerState.AVAILABLE, None)


def test_nobody_comes_back_without_a_certificate_that_counts() -> None:
    volunteer = resting_until(TODAY + DAY, certificate=LONG_AGO)

    with pytest.raises(Refusal) as refused:
        resting.come_back(volunteer=volunteer, by=None, now=NOW)

    assert refused.value.code == "certificate-lapsed"


def test_who_is_accepted_does_not_make_themselves_available() -> None:
    volunteer = VolunteerFactory(state=VolunteerState.INTERVIEW_PLANNED)

    with pytest.raises(MoveNotAllowedError):
        resting.come_back(volunteer=volunteer, by=None, now=NOW)


def test_a_rest_ends_the_day_after_its_last_day() -> None:
    over = resting_until(TODAY - DAY)
    last_day = resting_until(TODAY)
    without_end = resting_until(None)

    assert resting.wake_due(now=NOW) == [over.pk]
    assert resting.wake_due(now=NOW) == []
    assert resting.wake_due(now=NOW + DAY) == [last_day.pk]
    without_end.refresh_from_db()
    assert without_end.state == VolunteerState.RESTING


def test_who_is_blocked_rests_on_until_the_certificate_is_there() -> None:
    volunteer = resting_until(TODAY - DAY, certificate=LONG_AGO)

    assert resting.wake_due(now=NOW) == []
    volunteer.certificate.seen_on = TODAY
    volunteer.certificate.save()
    assert resting.wake_due(now=NOW) == [volunteer.pk]


def test_a_coordinator_who_makes_somebody_available_ends_the_rest() -> None:
    volunteer = resting_until(TODAY + DAY)

    intake.make_available(volunteer=volunteer, by=None, now=NOW)

    assert Volunteer.objects.get().resting_until is None

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection

from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import RoleAssignment, User
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import UserFactory, coordinator
from tests.factories.volunteers import VolunteerFactory
from volunteers.domain import certificates, intake, renewals
from volunteers.domain.certificates import blocked_reason, months_after
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> User:
    return coordinator()


def test_a_volunteer_goes_from_sign_up_to_available_with_a_certificate(by: User) -> None:
    volunteer = VolunteerFactory(state=VolunteerState.APPLIED, certificate=False)

    intake.confirm_email(volunteer=volunteer, by=by, now=NOW)
    intake.plan_interview(volunteer=volunteer, by=by, now=NOW)
    intake.accept(volunteer=volunteer, by=by, now=NOW)
    certificates.request_certificate(volunteer=volunteer, by=by, now=NOW)
    certificates.record_certificate(volunteer=volunteer, seen_on=TODAY, by=by, now=NOW)
    intake.make_available(volunteer=volunteer, by=by, now=NOW)

    assert Volunteer.objects.get().state == VolunteerState.AVAILABLE


def test_accepting_gives_an_account_that_cannot_log_in_by_password_yet(by: User) -> None:
    volunteer = VolunteerFactory(state=VolunteerState.INTERVIEW_PLANNED, email="Noor@example.org")

    intake.accept(volunteer=volunteer, by=by, now=NOW)

    account = Volunteer.objects.get().account
    assert account is not None
    assert (account.email, account.has_usable_password()) == ("noor@example.org", False)
    assert list(RoleAssignment.objects.filter(user=account).values_list("role", flat=True)) == ["volunteer"]


def test_accepting_links_an_account_that_is_there_already(by: User) -> None:
    account = UserFactory(email="noor@example.org")
    volunteer = VolunteerFactory(state=VolunteerState.INTERVIEW_PLANNED, email="Noor@example.org")

    intake.accept(volunteer=volunteer, by=by, now=NOW)

    assert Volunteer.objects.get().account == account


def test_an_account_belongs_to_one_volunteer(by: User) -> None:
    account = UserFactory(email="noor@example.org")
    VolunteerFactory(account=account)
    volunteer = VolunteerFactory(state=VolunteerState.INTERVIEW_PLANNED, email="noor@example.org")

    with pytest.raises(Refusal) as refused:
        intake.accept(volunteer=volunteer, by=by, now=NOW)

    assert refused.value.code == "account-taken"


def test_a_refused_step_makes_no_account(by: User) -> None:
    volunteer = VolunteerFactory(state=VolunteerState.APPLIED, email="noor@example.org")

    with pytest.raises(MoveNotAllowedError):
        intake.accept(volunteer=volunteer, by=by, now=NOW)

    assert not User.objects.filter(email="noor@example.org").exists()


@pytest.mark.parametrize(
    "step", [intake.plan_interview, intake.accept, intake.make_available, intake.decline]
)
def test_nobody_decides_about_their_own_record(step: object) -> None:
    own = coordinator(email="noor@example.org")
    volunteer = VolunteerFactory(state=VolunteerState.CONFIRMED, email="Noor@example.org")

    with pytest.raises(Refusal) as refused:
        step(volunteer=volunteer, by=own, now=NOW)  # type: ignore[operator] # - one of the steps above

    assert refused.value.code == "own-record"


def test_nobody_records_their_own_certificate() -> None:
    own = coordinator(email="noor@example.org")
    volunteer = VolunteerFactory(email="noor@example.org")

    with pytest.raises(Refusal):
        certificates.record_certificate(volunteer=volunteer, seen_on=TODAY, by=own, now=NOW)


@pytest.mark.parametrize(
    ("certificate", "code"), [(False, "no-certificate"), (date(2020, 1, 1), "certificate-lapsed")]
)
def test_without_a_valid_certificate_nobody_becomes_available(
    by: User, certificate: date | bool, code: str
) -> None:
    volunteer = VolunteerFactory(state=VolunteerState.ACCEPTED, certificate=certificate)

    with pytest.raises(Refusal) as refused:
        intake.make_available(volunteer=volunteer, by=by, now=NOW)

    assert refused.value.code == code


def test_a_certificate_is_not_seen_tomorrow(by: User) -> None:
    volunteer = VolunteerFactory(certificate=False)
    tomorrow = TODAY + timedelta(days=1)

    with pytest.raises(InvalidInput) as refused:
        certificates.record_certificate(volunteer=volunteer, seen_on=tomorrow, by=by, now=NOW)

    assert set(refused.value.errors) == {"seen_on"}


def test_a_new_request_keeps_the_certificate_that_still_holds(by: User) -> None:
    volunteer = VolunteerFactory(certificate=date(2026, 1, 1))

    certificates.request_certificate(volunteer=volunteer, by=by, now=NOW)

    assert blocked_reason(volunteer, on=TODAY) is None


def test_a_certificate_that_was_seen_before_its_request_was_noted_is_not_awaited(by: User) -> None:
    volunteer = VolunteerFactory(certificate=False)
    certificates.request_certificate(volunteer=volunteer, by=by, now=NOW)

    certificates.record_certificate(volunteer=volunteer, seen_on=TODAY - timedelta(days=3), by=by, now=NOW)

    assert not renewals.awaited(Volunteer.objects.all(), requested_by=TODAY).exists()
    assert volunteer.certificate.is_answered


def test_a_refused_certificate_blocks_until_another_is_seen(by: User) -> None:
    volunteer = VolunteerFactory()

    certificates.refuse_certificate(volunteer=volunteer, by=by, now=NOW)
    assert blocked_reason(volunteer, on=TODAY) == "certificate_refused"

    certificates.record_certificate(volunteer=volunteer, seen_on=TODAY, by=by, now=NOW)
    assert blocked_reason(volunteer, on=TODAY) is None


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2026, 12, 15), 36, date(2029, 12, 15)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_the_same_instant_one_does(by: User) -> None:
    volunteer = VolunteerFactory(state=VolunteerState.INTERVIEW_PLANNED, email="noor@example.org")
    at_once = Barrier(2)

    def press() -> str:
        try:
            record = Volunteer.objects.get(pk=volunteer.pk)
            at_once.wait()
            intake.accept(volunteer=record, by=by, now=NOW)
        except Exception as error:  # noqa: BLE001 - of a thread
            return type(error).__name__
        finally:
            connection.close()
        return "accepted"

    with ThreadPoolExecutor(2) as pool:
        told = sorted(job.result() for job in [pool.submit(press), pool.submit(press)])

    assert told == ["MoveNotAllowedError", "accepted"]
    assert User.objects.filter(email="noor@example.org").count() == 1

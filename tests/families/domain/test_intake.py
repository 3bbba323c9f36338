from datetime import date, timedelta

import pytest

from families.domain import consents, intake
from families.domain.referrer_status import told
from families.models import Consent, Family
from families.states import FamilyState, FamilyStatus
from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import StateChange, User
from tests.factories.families import FamilyFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import coordinator
from tests.families.entries import CONSENT

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def by() -> User:
    return coordinator()


def test_a_family_goes_from_registration_to_waiting(by: User) -> None:
    family = FamilyFactory(state=FamilyState.REFERRED)

    intake.confirm_consent(family=family, entry=CONSENT, by=by, now=NOW)
    intake.plan_intake(family=family, by=by, now=NOW)
    intake.complete_intake(family=family, by=by, now=NOW)
    intake.start_waiting(family=family, by=by, now=NOW)

    kept = Family.objects.get()
    assert (kept.state, kept.waiting_since) == (FamilyState.WAITING, TODAY)


def test_without_consent_no_family_waits(by: User) -> None:
    family = FamilyFactory(state=FamilyState.INTAKE_DONE, consented=False)

    with pytest.raises(Refusal) as refused:
        intake.start_waiting(family=family, by=by, now=NOW)

    assert refused.value.code == "no-consent"


def test_a_pause_keeps_the_place_in_the_queue(by: User) -> None:
    family = FamilyFactory(waiting_since=date(2026, 3, 1))

    intake.hold(family=family, until=TODAY + timedelta(days=30), by=by, now=NOW)
    intake.start_waiting(family=family, by=by, now=LATER)

    kept = Family.objects.get()
    assert (kept.state, kept.waiting_since, kept.look_again_on) == ("waiting", date(2026, 3, 1), None)


def test_a_pause_ends_in_the_future(by: User) -> None:
    family = FamilyFactory()

    with pytest.raises(InvalidInput) as refused:
        intake.hold(family=family, until=TODAY, by=by, now=NOW)

    assert set(refused.value.errors) == {"until"}


def test_a_withdrawal_is_kept_with_its_reason(by: User) -> None:
    family = FamilyFactory()

    intake.withdraw(family=family, by=by, now=NOW, reason="moved")

    change = StateChange.objects.get(subject_id=family.pk)
    assert (change.to_state, change.reason, change.by) == ("withdrawn", "moved", by)


def test_withdrawn_consent_stays_with_its_end_and_the_family_leaves(by: User) -> None:
    family = FamilyFactory()

    consents.withdraw_consent(family=family, by=by, now=NOW)

    assert Family.objects.get().state == FamilyState.WITHDRAWN
    assert [consent.withdrawn_on for consent in Consent.objects.all()] == [TODAY]


def test_what_is_not_there_cannot_be_withdrawn(by: User) -> None:
    family = FamilyFactory(state=FamilyState.REFERRED)

    with pytest.raises(Refusal) as refused:
        consents.withdraw_consent(family=family, by=by, now=NOW)

    assert refused.value.code == "no-consent"


def test_consent_is_confirmed_once(by: User) -> None:
    family = FamilyFactory(state=FamilyState.REFERRED)
    intake.confirm_consent(family=family, entry=CONSENT, by=by, now=NOW)

    with pytest.raises(MoveNotAllowedError):
        intake.confirm_consent(family=family, entry=CONSENT, by=by, now=NOW)

    assert Consent.objects.count() == 1


def test_a_referrer_reads_since_when_the_word_has_been_true(by: User) -> None:
    family = FamilyFactory(state=FamilyState.INTAKE_DONE)
    intake.start_waiting(family=family, by=by, now=LATER)
    intake.hold(family=family, until=TODAY + timedelta(days=30), by=by, now=LATER + timedelta(days=1))

    found = told(family, now=NOW)

    assert (found.status, found.since) == (FamilyStatus.WAITING, LATER)


def test_a_new_registration_is_received_since_it_was_made() -> None:
    found = told(FamilyFactory(state=FamilyState.REFERRED), now=NOW)

    assert (found.status, found.since) == (FamilyStatus.RECEIVED, NOW)


def test_a_referrer_hears_of_a_reader_once_both_said_yes() -> None:
    states = (FamilyState.PROPOSED, FamilyState.MATCHED)
    words = [told(FamilyFactory(state=state), now=NOW).status for state in states]

    assert words == [FamilyStatus.WAITING, FamilyStatus.READER_FOUND]


@pytest.mark.parametrize("state", [FamilyState.PROPOSED, FamilyState.MATCHED, FamilyState.ACTIVE])
def test_a_family_with_a_reader_comes_back_only_with_the_end_of_the_match(
    by: User, state: FamilyState
) -> None:
    family = FamilyFactory(state=state)

    with pytest.raises(MoveNotAllowedError):
        intake.start_waiting(family=family, by=by, now=NOW)
    with pytest.raises(Refusal, match="match-open"):
        intake.withdraw(family=family, by=by, now=NOW, reason="moved")

    assert Family.objects.get().state == state


def test_a_pause_before_the_intake_is_no_way_around_it(by: User) -> None:
    family = FamilyFactory(state=FamilyState.CONSENT_CONFIRMED)
    intake.hold(family=family, until=TODAY + timedelta(days=9), by=by, now=NOW)

    with pytest.raises(MoveNotAllowedError):
        intake.start_waiting(family=family, by=by, now=LATER)


def test_a_pause_after_the_intake_ends_in_the_queue(by: User) -> None:
    family = FamilyFactory(state=FamilyState.INTAKE_PLANNED)
    intake.complete_intake(family=family, by=by, now=NOW)
    intake.hold(family=family, until=TODAY + timedelta(days=9), by=by, now=NOW)

    intake.start_waiting(family=family, by=by, now=LATER)

    assert Family.objects.get().state == FamilyState.WAITING


def test_an_intake_that_is_planned_ends_being_on_hold(by: User) -> None:
    family = FamilyFactory(state=FamilyState.LOOK_AGAIN, look_again_on=TODAY + timedelta(days=7))

    intake.plan_intake(family=family, on=TODAY, by=by, now=NOW)

    assert Family.objects.get().look_again_on is None


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_family_is_on_hold_until_a_day_of_the_coming_year(by: User, days: int) -> None:
    family = FamilyFactory()

    with pytest.raises(InvalidInput) as refused:
        intake.hold(family=family, until=TODAY + timedelta(days=days), by=by, now=NOW)

    assert set(refused.value.errors) == {"until"}
    assert Family.objects.get().state == FamilyState.WAITING

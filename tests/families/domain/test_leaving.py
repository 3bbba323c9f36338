"""A family leaves, told by who registered it."""

import pytest

from families.domain import leaving
from families.models import Family
from families.states import FamilyState
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import StateChange, User
from tests.factories.families import FamilyFactory
from tests.factories.moments import NOW
from tests.factories.programmes import social_worker

pytestmark = pytest.mark.django_db
READ_TO = [FamilyState.PROPOSED, FamilyState.MATCHED, FamilyState.ACTIVE]


@pytest.fixture
def by() -> User:
    return social_worker()


def codes(family: Family) -> list[str]:
    return [code for code, _words in leaving.reasons_of(family)]


def test_a_family_that_moved_leaves_with_that_reason(by: User) -> None:
    family = FamilyFactory()

    leaving.leave(family=family, reason="moved", by=by, now=NOW)

    assert Family.objects.get().state == FamilyState.WITHDRAWN
    assert StateChange.objects.get().reason == "moved"


@pytest.mark.parametrize("state", [FamilyState.WAITING, *READ_TO, FamilyState.FINISHED])
def test_parents_take_their_consent_back_at_any_time(by: User, state: FamilyState) -> None:
    family = FamilyFactory(state=state)

    leaving.leave(family=family, reason=leaving.CONSENT, by=by, now=NOW)

    assert not family.consents.filter(withdrawn_on__isnull=True).exists()


@pytest.mark.parametrize("state", READ_TO)
def test_with_a_reader_only_consent_is_a_reason_of_a_referrer(by: User, state: FamilyState) -> None:
    family = FamilyFactory(state=state)

    assert codes(family) == [leaving.CONSENT]
    with pytest.raises(Refusal, match="match"):
        leaving.leave(family=family, reason="moved", by=by, now=NOW)


def test_a_referrer_does_not_say_that_a_family_is_registered_twice(by: User) -> None:
    family = FamilyFactory()

    assert "duplicate" not in codes(family)
    with pytest.raises(InvalidInput):
        leaving.leave(family=family, reason="duplicate", by=by, now=NOW)


def test_who_left_and_took_the_consent_back_has_nothing_to_leave() -> None:
    assert codes(FamilyFactory(state=FamilyState.WITHDRAWN, consented=False)) == []

"""A registration that was filled in step by step is sent: once, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from families.domain.entry import Referral
from families.domain.referral_drafts import NONE, save_step
from families.domain.referring import Sent, send
from families.models import Family, ReferralDraft
from families.states import FamilyState
from outbox.models import Message
from programmes.domain.access import NotAllowedError, actor_of
from programmes.domain.refusal import InvalidInput
from programmes.domain.versions import StaleError
from programmes.models import User
from tests.factories.families import FamilyFactory
from tests.factories.moments import NOW
from tests.factories.programmes import OrganisationFactory, social_worker, volunteer_account
from tests.families.entries import CHILD, entry

pytestmark = pytest.mark.django_db
TIMES = 2


@pytest.fixture
def by() -> User:
    return social_worker()


def filled_in(account: User) -> int:
    """Keep a draft; its version is what the page tells."""
    return save_step(account=account, read=NONE, step="where", answers={}, now=NOW).version


def sent(by: User, *, read: int, entered: Referral | None = None) -> Sent:
    return send(entry=entered or entry(), read=read, actor=actor_of(by), by=by, now=NOW)


def test_the_family_stands_in_the_register_and_the_draft_is_gone(by: User) -> None:
    found = sent(by, read=filled_in(by))

    assert found.family == Family.objects.get()
    assert (found.family.state, found.family.registered_by) == (FamilyState.CONSENT_CONFIRMED, by)
    assert not found.is_known
    assert not ReferralDraft.objects.exists()


def test_sending_again_registers_nothing(by: User) -> None:
    read = filled_in(by)
    sent(by, read=read)

    with pytest.raises(StaleError):
        sent(by, read=read)

    assert Family.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_sending_twice_at_the_same_instant_registers_once() -> None:
    by = social_worker()
    read, entered = filled_in(by), entry()
    start = Barrier(TIMES)

    with ThreadPoolExecutor(TIMES) as pool:
        arrived = list(pool.map(lambda _: _arrives(by, entered, read, start), range(TIMES)))

    assert sorted(arrived) == [False, True]
    assert Family.objects.count() == Message.objects.count() == 1
    assert not ReferralDraft.objects.exists()


def _arrives(by: User, entered: Referral, read: int, start: Barrier) -> bool:
    start.wait(timeout=10)
    try:
        sent(by, read=read, entered=entered)
    except StaleError:
        return False
    else:
        return True
    finally:
        connection.close()


def test_a_draft_that_was_changed_elsewhere_is_not_sent(by: User) -> None:
    read = filled_in(by)
    save_step(account=by, read=read, step="children", answers={"more": 1}, now=NOW)

    with pytest.raises(StaleError):
        sent(by, read=read)

    assert not Family.objects.exists()
    assert ReferralDraft.objects.get().answers["children"] == {"more": 1}


def test_without_a_draft_there_is_nothing_to_send(by: User) -> None:
    with pytest.raises(StaleError):
        sent(by, read=NONE)

    assert not Family.objects.exists()


def test_the_draft_of_somebody_else_is_not_sent(by: User) -> None:
    read = filled_in(by)

    with pytest.raises(StaleError):
        sent(social_worker(by.role_assignments.get().organisation), read=read)

    assert ReferralDraft.objects.exists()


@pytest.mark.parametrize("changes", [{"phone": "12"}, {"programme": "unknown"}, {"children": ()}])
def test_what_is_refused_leaves_the_draft_as_it_is(by: User, changes: dict[str, Any]) -> None:
    read = filled_in(by)

    with pytest.raises(InvalidInput):
        sent(by, read=read, entered=entry(**changes))

    assert ReferralDraft.objects.get().version == read
    assert not Family.objects.exists()
    assert not Message.objects.exists()


def test_who_registers_no_families_any_more_keeps_the_draft() -> None:
    by = volunteer_account()
    read = filled_in(by)

    with pytest.raises(NotAllowedError):
        sent(by, read=read)

    assert ReferralDraft.objects.exists()


@pytest.mark.parametrize("is_own", [True, False])
def test_a_likeness_is_said_of_a_family_of_the_same_organisation_only(by: User, *, is_own: bool) -> None:
    own = by.role_assignments.get().organisation
    organisation = own if is_own else OrganisationFactory()
    FamilyFactory(organisation=organisation, children=[CHILD.birth_month], homes=[{"postcode": "5211AB"}])

    found = sent(by, read=filled_in(by))

    assert found.family.possible_duplicates.count() == 1
    assert found.is_known is is_own

"""A registration that is being filled in: kept by step, at any device, for its own account, for a month."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from celery import current_app
from django.conf import settings
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from families.domain import referral_drafts
from families.domain.referral_drafts import NONE, TYPED, find, forget_old, is_new, save_step, save_typed
from families.domain.referrer import senders
from families.models import ReferralDraft
from families.tasks import forget_drafts
from programmes.domain.access import actor_of
from programmes.domain.versions import StaleError
from programmes.models import Organisation, User
from tests.factories.moments import NOW
from tests.factories.programmes import OrganisationFactory, RegionFactory, coordinator, social_worker

pytestmark = pytest.mark.django_db
DEVICES = 2
MONTH = timedelta(days=30)
CHILDREN = {"children": [{"first_name": "Emre"}]}
TYPED_WORDS = {"contact-phone": ["06"]}


@pytest.fixture
def account() -> User:
    return social_worker()


def saved(account: User, *, step: str = "children", read: int = NONE, **answers: Any) -> ReferralDraft:
    return save_step(account=account, read=read, step=step, answers=answers or CHILDREN, now=NOW)


def in_store() -> ReferralDraft:
    return ReferralDraft.objects.get()


def test_the_first_answers_make_a_draft(account: User) -> None:
    draft = saved(account)

    assert (draft.account, draft.version, draft.started_at, draft.saved_at) == (account, 1, NOW, NOW)
    assert find(account, now=NOW) == draft
    assert not is_new(draft)


def test_a_draft_that_is_kept_nowhere_is_new() -> None:
    assert is_new(ReferralDraft(version=NONE))


def test_each_step_stands_beside_those_before(account: User) -> None:
    saved(account)

    save_step(account=account, read=1, step="where", answers={"homes": []}, now=NOW + timedelta(minutes=5))

    draft = in_store()
    assert draft.answers == {"children": CHILDREN, "where": {"homes": []}, TYPED: {}}
    assert (draft.version, draft.started_at, draft.saved_at) == (2, NOW, NOW + timedelta(minutes=5))


def test_what_was_typed_stands_beside_the_answers_until_they_are_right(account: User) -> None:
    saved(account, step="consent", sender="region-1")
    save_typed(account=account, read=1, step="consent", typed=TYPED_WORDS, now=NOW)
    assert in_store().answers == {"consent": {"sender": "region-1"}, TYPED: {"consent": TYPED_WORDS}}

    saved(account, step="consent", read=2, sender="region-1", phone="+31612345678")

    assert in_store().answers == {
        "consent": {"sender": "region-1", "phone": "+31612345678"},
        TYPED: {},
    }


def test_what_was_typed_in_another_step_stays(account: User) -> None:
    save_typed(account=account, read=NONE, step="where", typed={"home-0-postcode": ["52"]}, now=NOW)

    saved(account, read=1)

    assert in_store().answers[TYPED] == {"where": {"home-0-postcode": ["52"]}}


@pytest.mark.parametrize("read", [NONE, 1, 3])
def test_whoever_read_another_version_is_told_and_nothing_is_lost(account: User, read: int) -> None:
    saved(account)
    saved(account, read=1, first="laptop")

    with pytest.raises(StaleError):
        saved(account, read=read, first="phone")
    with pytest.raises(StaleError):
        save_typed(account=account, read=read, step="children", typed=TYPED_WORDS, now=NOW)

    assert (in_store().version, in_store().answers["children"]) == (2, {"first": "laptop"})


def test_a_draft_that_was_erased_elsewhere_does_not_come_back(account: User) -> None:
    saved(account)
    referral_drafts.forget(account=account, now=NOW)

    with pytest.raises(StaleError):
        saved(account, read=1)

    assert not ReferralDraft.objects.exists()


def test_whoever_forgets_where_nothing_is_kept_is_not_refused(account: User) -> None:
    referral_drafts.forget(account=account, now=NOW)

    assert find(account, now=NOW) is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("before", [0, 1])
def test_of_two_devices_at_the_same_instant_one_keeps_and_the_other_is_told(before: int) -> None:
    account = social_worker()
    for _ in range(before):
        saved(account)
    start = Barrier(DEVICES)

    def device(number: int) -> bool:
        return _is_kept(lambda: saved(account, read=before, device=number), start)

    with ThreadPoolExecutor(DEVICES) as pool:
        kept = list(pool.map(device, range(DEVICES)))

    assert sorted(kept) == [False, True]
    assert (in_store().version, in_store().answers["children"]) == (before + 1, {"device": kept.index(True)})


def _is_kept(save: Callable[[], object], start: Barrier) -> bool:
    start.wait(timeout=10)
    try:
        save()
    except StaleError:
        return False
    else:
        return True
    finally:
        connection.close()


def test_nobody_finds_the_draft_of_another(account: User) -> None:
    saved(account)

    assert find(social_worker(account.role_assignments.get().organisation), now=NOW) is None


def test_nobody_changes_or_erases_the_draft_of_another(account: User) -> None:
    saved(account)
    other = social_worker()

    with pytest.raises(StaleError):
        saved(other, read=1, first="other")
    referral_drafts.forget(account=other, now=NOW)

    assert in_store().answers["children"] == CHILDREN


def test_two_accounts_fill_in_each_their_own(account: User) -> None:
    mine, theirs = saved(account), saved(social_worker())

    assert (mine.version, theirs.version) == (1, 1)
    assert find(account, now=NOW) == mine


def sender_of(organisation: Organisation) -> str:
    [found] = senders(actor_of(social_worker(organisation)))
    return found.key


def test_another_municipality_drops_what_belonged_to_the_first(account: User) -> None:
    here, there = OrganisationFactory(), OrganisationFactory(region=RegionFactory(slug="oss"))
    saved(account, step="consent", sender=sender_of(here))
    saved(account, read=1)
    save_typed(account=account, read=2, step="where", typed={"home-0-moments": ["3-2"]}, now=NOW)

    saved(account, step="consent", read=3, sender=sender_of(there))

    assert in_store().answers == {"consent": {"sender": sender_of(there)}, TYPED: {}}


def test_another_organisation_of_the_same_municipality_drops_nothing(account: User) -> None:
    here, there = OrganisationFactory(), OrganisationFactory()
    saved(account, step="consent", sender=sender_of(here))
    saved(account, read=1)
    save_typed(account=account, read=2, step="where", typed={"home-0-postcode": ["52"]}, now=NOW)

    saved(account, step="consent", read=3, sender=sender_of(there))

    assert in_store().answers == {
        "consent": {"sender": sender_of(there)},
        "children": CHILDREN,
        TYPED: {"where": {"home-0-postcode": ["52"]}},
    }


def test_the_coordinators_of_a_municipality_are_in_the_same_one_as_its_schools(account: User) -> None:
    school = OrganisationFactory()
    [coordinators] = senders(actor_of(coordinator(school.region)))
    saved(account, step="consent", sender=sender_of(school))
    saved(account, read=1)

    saved(account, step="consent", read=2, sender=coordinators.key)

    assert in_store().answers["children"] == CHILDREN


def test_a_draft_is_kept_for_a_month_after_it_was_saved_last(account: User) -> None:
    saved(account)

    assert find(account, now=NOW + MONTH - timedelta(seconds=1)) is not None
    assert find(account, now=NOW + MONTH) is None


def test_whoever_begins_after_that_month_begins_anew(account: User) -> None:
    saved(account)
    later = NOW + MONTH

    draft = save_step(account=account, read=NONE, step="children", answers={"anew": True}, now=later)

    assert (draft.version, draft.started_at, draft.answers["children"]) == (1, later, {"anew": True})


def test_what_was_not_saved_for_a_month_is_erased_and_the_rest_stays(account: User) -> None:
    saved(account)
    kept = save_step(
        account=social_worker(), read=NONE, step="children", answers={}, now=NOW + timedelta(seconds=1)
    )

    assert forget_old(now=NOW + MONTH - timedelta(seconds=1)) == 0
    assert forget_old(now=NOW + MONTH) == 1
    assert in_store() == kept


def test_how_long_is_a_setting(account: User, settings: Settings) -> None:
    settings.REFERRAL_DRAFT_KEPT_DAYS = 7
    saved(account)

    assert find(account, now=NOW + timedelta(days=7)) is None


def test_the_task_erases_old_drafts_and_can_run_twice(account: User) -> None:
    now = timezone.now()
    for owner, ago in ((account, timedelta(days=31)), (social_worker(), timedelta(days=29))):
        save_step(account=owner, read=NONE, step="children", answers={}, now=now - ago)

    forget_drafts()
    forget_drafts()

    assert in_store().saved_at == now - timedelta(days=29)


def test_the_task_runs_by_the_clock() -> None:
    planned = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert forget_drafts.name in planned & set(current_app.tasks)


def test_a_draft_goes_with_its_account(account: User) -> None:
    saved(account)

    account.delete()

    assert not ReferralDraft.objects.exists()

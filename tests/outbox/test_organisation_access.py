"""Who works for an organisation: kept out from one moment to the next, forgotten when they never came."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from outbox.domain import invitations, organisation_access
from outbox.domain.invited import Standing, forget_lapsed, invited, standing
from outbox.models import Message
from outbox.states import MessageState
from programmes.domain.access import Action, Scope, actor_of
from programmes.domain.links import LinkSpentError
from programmes.models import ApiToken, Organisation, PersonalLink, RoleAssignment, StateChange, User
from tests.factories.programmes import (
    OrganisationFactory,
    coordinator,
    key_of,
    social_worker,
    volunteer_account,
)
from tests.outbox.inviting import NOOR, NOW, invite, secret_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def school() -> Organisation:
    found: Organisation = OrganisationFactory(name="De Kameleon")
    return found


@pytest.fixture
def by(school: Organisation) -> User:
    return coordinator(school.region)


def test_an_invitation_taken_back_leaves_nothing(school: Organisation, by: User) -> None:
    account = invite(school, by)

    organisation_access.end_access(organisation=school, account=account, by=by, now=NOW)

    assert invited(school, now=NOW) == []
    assert not User.objects.filter(pk=account.pk).exists()
    assert not Message.objects.exists()


def test_a_mail_on_its_way_does_not_open_what_was_taken_back(school: Organisation, by: User) -> None:
    reader = volunteer_account(email=NOOR)
    invite(school, by)
    organisation_access.end_access(organisation=school, account=reader, by=by, now=NOW)

    late = secret_of(reader)

    assert organisation_access.organisation_of(late, now=NOW) is None
    with pytest.raises(LinkSpentError):
        organisation_access.accept(secret=late, now=NOW)


def test_taking_back_keeps_the_mail_in_and_the_account_of_others(school: Organisation, by: User) -> None:
    reader = volunteer_account(email=NOOR)
    invite(school, by)

    organisation_access.end_access(organisation=school, account=reader, by=by, now=LATER)

    assert Message.objects.get().state == MessageState.WITHDRAWN
    assert User.objects.filter(pk=reader.pk).exists()


def test_access_ends_at_once_with_sessions_links_and_keys(school: Organisation, by: User) -> None:
    worker = social_worker(school)
    key_of(worker)
    browser = Client()
    browser.force_login(worker)
    assert browser.get("/mijn-gezinnen").status_code == 200

    organisation_access.end_access(organisation=school, account=worker, by=by, now=NOW)

    assert browser.get("/mijn-gezinnen").status_code == 302
    assert not Session.objects.exists()
    assert not ApiToken.objects.filter(user=worker).exists()
    assert actor_of(worker).grants == frozenset()


def test_who_ended_stays_the_one_who_registered(school: Organisation, by: User) -> None:
    worker = social_worker(school)
    User.objects.filter(pk=worker.pk).update(last_login=NOW)
    worker.refresh_from_db()

    organisation_access.end_access(organisation=school, account=worker, by=by, now=NOW)

    assert User.objects.filter(pk=worker.pk).exists()


def test_a_role_elsewhere_stays(school: Organisation, by: User) -> None:
    other = OrganisationFactory()
    worker = social_worker(school)
    RoleAssignment.objects.create(user=worker, role="social_worker", organisation=other)

    organisation_access.end_access(organisation=school, account=worker, by=by, now=NOW)

    assert actor_of(worker).targets(Action.FAMILIES_REFER, Scope.ORGANISATION) == [other.pk]


def test_the_history_tells_who_let_in_and_kept_out_whom(school: Organisation, by: User) -> None:
    account = volunteer_account(email=NOOR)
    invite(school, by)
    organisation_access.accept(secret=secret_of(account), now=NOW)
    organisation_access.end_access(organisation=school, account=account, by=by, now=LATER)

    steps = StateChange.objects.filter(subject="programmes.organisation", subject_id=school.pk)
    assert [(step.to_state, step.by) for step in steps] == [
        ("invited", by),
        ("begun", account),
        ("ended", by),
    ]
    assert standing(school, account) == (Standing.ENDED, LATER)


def test_who_was_kept_out_can_be_invited_anew(school: Organisation, by: User) -> None:
    worker = social_worker(school, email=NOOR)
    RoleAssignment.objects.create(user=worker, role="volunteer")
    organisation_access.end_access(organisation=school, account=worker, by=by, now=NOW)

    invite(school, by, now=LATER)

    assert [one.account for one in invited(school, now=LATER)] == [worker]
    assert PersonalLink.objects.count() == 0


@pytest.mark.parametrize(("days", "erased"), [(43, 0), (44, 1)])
def test_who_was_invited_and_never_came_is_forgotten(
    school: Organisation, by: User, days: int, erased: int
) -> None:
    invite(school, by)

    assert forget_lapsed(now=NOW + timedelta(days=days)) == erased
    assert User.objects.filter(email=NOOR).count() == 1 - erased


def test_who_is_here_for_something_else_or_was_invited_again_stays(school: Organisation, by: User) -> None:
    reader, again = volunteer_account(email=NOOR), invite(school, by, email="again@school.example.org")
    invite(school, by)
    long_after = NOW + timedelta(days=50)
    invitations.invite_again(organisation=school, account=again, by=by, now=long_after - timedelta(days=1))

    assert forget_lapsed(now=long_after) == 0
    assert User.objects.filter(pk__in=[reader.pk, again.pk]).count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_who_begins_and_is_kept_out_at_the_same_instant_nobody_stays_in(
    school: Organisation, by: User
) -> None:
    reader = volunteer_account(email=NOOR)
    invite(school, by)
    secret = secret_of(reader)

    def accept() -> None:
        with suppress(LinkSpentError):
            organisation_access.accept(secret=secret, now=NOW)
        connection.close()

    def end() -> None:
        organisation_access.end_access(organisation=school, account=reader, by=by, now=LATER)
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        for act in [pool.submit(accept), pool.submit(end)]:
            act.result()

    assert not RoleAssignment.objects.filter(user=reader, organisation=school).exists()

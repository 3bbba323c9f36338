"""Social workers: invited for one organisation, let in by the link in the mail."""

from datetime import timedelta

import pytest
from django.db import transaction

from outbox.domain import invitations, organisation_access
from outbox.domain.invited import invited
from outbox.domain.post import may_write_again
from outbox.models import Message
from programmes.domain.access import Action, Scope, actor_of
from programmes.domain.links import LinkSpentError
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import Organisation, RoleAssignment, User
from tests.factories.programmes import (
    OrganisationFactory,
    coordinator,
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


def test_an_invitation_is_a_mail_about_one_organisation(school: Organisation, by: User) -> None:
    account = invite(school, by)

    message = Message.objects.get()
    assert (message.kind, message.channel, message.recipient) == ("referrer_invited", "email", account)
    assert (message.subject, message.subject_id) == ("programmes.organisation", school.pk)
    assert message.facts == {"organisation": "De Kameleon"}
    assert (account.name, account.has_usable_password()) == ("Noor Peeters", False)


def test_nobody_has_a_role_before_they_accept(school: Organisation, by: User) -> None:
    account = invite(school, by)

    assert not RoleAssignment.objects.filter(user=account).exists()


def test_the_role_is_bound_to_the_one_organisation(school: Organisation, by: User) -> None:
    account = invite(school, by)
    OrganisationFactory()

    entrance = organisation_access.accept(secret=secret_of(account), now=NOW)

    assert (entrance.account, entrance.by_link) == (account, True)
    assert actor_of(account).targets(Action.FAMILIES_REFER, Scope.ORGANISATION) == [school.pk]


def test_an_invitation_works_once(school: Organisation, by: User) -> None:
    secret = secret_of(invite(school, by))
    organisation_access.accept(secret=secret, now=NOW)

    with pytest.raises(LinkSpentError):
        organisation_access.accept(secret=secret, now=NOW)


@pytest.mark.parametrize(("days", "works"), [(13, True), (14, False)])
def test_an_invitation_works_for_fourteen_days(
    school: Organisation, by: User, days: int, *, works: bool
) -> None:
    secret = secret_of(invite(school, by))

    found = organisation_access.organisation_of(secret, now=NOW + timedelta(days=days))

    assert found == (school if works else None)


def test_an_address_that_is_known_gets_the_same_answer_and_keeps_its_name(
    school: Organisation, by: User
) -> None:
    reader = volunteer_account(name="Wim Hendriks", email=NOOR)
    invite(school, by, email="Noor@School.example.org")
    other = invite(school, by, email="new@school.example.org")

    found = invited(school, now=NOW)

    reader.refresh_from_db()
    assert reader.name == "Wim Hendriks"
    assert {one.account for one in found} == {reader, other}
    assert {(one.at, one.ran_out) for one in found} == {(NOW, False)}


def test_a_link_in_a_mailbox_does_not_log_in_who_decides_over_others(school: Organisation, by: User) -> None:
    colleague = coordinator(email=NOOR)
    invite(school, by)

    entrance = organisation_access.accept(secret=secret_of(colleague), now=NOW)

    assert not entrance.by_link
    assert actor_of(colleague).targets(Action.FAMILIES_REFER, Scope.ORGANISATION) == [school.pk]


def test_who_works_there_is_not_invited(school: Organisation, by: User) -> None:
    social_worker(school, email=NOOR)

    with pytest.raises(Refusal) as refused:
        invite(school, by)

    assert refused.value.code == "works-there"


@pytest.mark.parametrize(
    ("name", "email", "field"),
    [("", NOOR, "name"), ("Noor 7", NOOR, "name"), ("Noor", "noor", "email"), ("Noor", "", "email")],
)
def test_what_cannot_be_right_is_said_at_its_field(
    school: Organisation, by: User, name: str, email: str, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        invitations.invite(organisation=school, name=name, email=email, by=by, now=NOW)

    assert set(refused.value.errors) == {field}
    assert not Message.objects.exists()


def test_three_mails_an_hour_go_to_one_mailbox_whoever_asks(school: Organisation, by: User) -> None:
    for minutes in range(3):
        account = invite(school, by, now=NOW + timedelta(minutes=minutes))

    with pytest.raises(Refusal) as refused:
        invite(school, by, now=NOW + timedelta(minutes=3))

    assert refused.value.code == "mailed-lately"
    with transaction.atomic():
        assert may_write_again(recipient=account, now=NOW + timedelta(hours=2))


def test_inviting_again_ends_the_link_of_before(school: Organisation, by: User) -> None:
    account = invite(school, by)
    first = secret_of(account)
    invitations.invite_again(organisation=school, account=account, by=by, now=LATER)

    assert organisation_access.organisation_of(first, now=LATER) is None
    assert organisation_access.organisation_of(secret_of(account, LATER), now=LATER) == school


def test_who_was_not_invited_is_not_invited_again(school: Organisation, by: User) -> None:
    with pytest.raises(Refusal) as refused:
        invitations.invite_again(organisation=school, account=volunteer_account(), by=by, now=NOW)

    assert refused.value.code == "not-invited"


def test_an_invitation_that_ran_out_stays_on_the_list_to_be_sent_again(
    school: Organisation, by: User
) -> None:
    invite(school, by)

    [waiting] = invited(school, now=NOW + timedelta(days=14))

    assert waiting.ran_out

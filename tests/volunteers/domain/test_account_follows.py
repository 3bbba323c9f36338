import pytest

from programmes.domain import links
from programmes.domain.refusal import Refusal
from programmes.models import PersonalLink, RoleAssignment, User
from tests.factories.moments import NOW
from tests.factories.programmes import UserFactory, coordinator, volunteer_account
from tests.factories.volunteers import VolunteerFactory
from tests.volunteers.entries import prepare
from volunteers.domain.editing import edit
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db


def reader(account: User) -> Volunteer:
    prepare()
    volunteer = VolunteerFactory(account=account, email=account.email)
    assert isinstance(volunteer, Volunteer)
    return volunteer


def test_the_account_gets_the_new_address_and_links_of_before_end() -> None:
    account = volunteer_account()
    volunteer = reader(account)
    links.make(purpose=links.LinkPurpose.CALENDAR, account=account, now=NOW)

    edit(volunteer=volunteer, changes={"email": "Nieuw@example.org"}, by=coordinator(), now=NOW)

    account.refresh_from_db()
    assert (account.email, PersonalLink.objects.count()) == ("nieuw@example.org", 0)


def test_an_address_of_another_account_is_refused_and_nothing_changes() -> None:
    UserFactory(email="taken@example.org")
    volunteer = reader(volunteer_account())

    with pytest.raises(Refusal) as refused:
        edit(volunteer=volunteer, changes={"email": "taken@example.org"}, by=None, now=NOW)

    assert refused.value.code == "email-known"
    assert not Volunteer.objects.filter(email="taken@example.org").exists()


def test_the_account_of_a_colleague_who_also_reads_stays_as_it_is() -> None:
    account = coordinator(email="marieke@example.org")
    RoleAssignment.objects.create(user=account, role="volunteer")

    edit(volunteer=reader(account), changes={"email": "thuis@example.org"}, by=None, now=NOW)

    account.refresh_from_db()
    assert account.email == "marieke@example.org"

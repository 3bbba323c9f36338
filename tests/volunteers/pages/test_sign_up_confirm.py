import pytest
from django.test import Client
from django.utils import timezone

from programmes.domain import links
from programmes.domain.links import LinkPurpose
from tests.factories.moments import NOW
from tests.factories.programmes import RegionFactory, UserFactory
from tests.factories.volunteers import VolunteerFactory
from volunteers.domain import duos
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db


def applied(**fields: object) -> Volunteer:
    return VolunteerFactory(state=VolunteerState.APPLIED, account=UserFactory(language="en"), **fields)


def address(volunteer: Volunteer) -> str:
    assert volunteer.account is not None
    secret = links.make(
        purpose=LinkPurpose.CONFIRM_EMAIL, account=volunteer.account, subject=volunteer, now=timezone.now()
    )
    return f"/meedoen/bevestigen/{secret}"


def roles(volunteer: Volunteer) -> list[str]:
    assert volunteer.account is not None
    return list(volunteer.account.role_assignments.values_list("role", flat=True))


def test_a_look_at_the_link_changes_nothing(client: Client) -> None:
    volunteer = applied()
    link = address(volunteer)

    for _ in range(2):
        assert client.get(link).status_code == 200

    volunteer.refresh_from_db()
    assert (volunteer.state, roles(volunteer)) == ("applied", [])


def test_the_button_confirms_and_lets_in(client: Client) -> None:
    volunteer = applied()

    answer = client.post(address(volunteer))

    volunteer.refresh_from_db()
    assert answer.status_code == 200
    assert (volunteer.state, roles(volunteer)) == ("confirmed", ["volunteer"])


def test_a_second_tap_says_that_it_is_confirmed(client: Client) -> None:
    link = address(applied())
    client.post(link)

    again = client.post(link, headers={"accept-language": "en"})

    assert again.status_code == 200
    assert "Already confirmed" in again.content.decode()


def test_an_older_link_of_somebody_who_confirmed_says_so_too(client: Client) -> None:
    volunteer = applied()
    older, newer = address(volunteer), address(volunteer)
    client.post(newer)

    assert "Already confirmed" in client.get(older, headers={"accept-language": "en"}).content.decode()


def test_an_unknown_link_is_gone(client: Client) -> None:
    assert client.get("/meedoen/bevestigen/unknown").status_code == 410
    assert client.post("/meedoen/bevestigen/unknown").status_code == 410


def test_a_link_that_is_too_old_is_gone(client: Client) -> None:
    volunteer = applied()
    assert volunteer.account is not None
    secret = links.make(
        purpose=LinkPurpose.CONFIRM_EMAIL,
        account=volunteer.account,
        subject=volunteer,
        now=NOW.replace(year=2020),
    )

    assert client.post(f"/meedoen/bevestigen/{secret}").status_code == 410


def test_the_page_names_nobody(client: Client) -> None:
    shown = client.get(address(applied(first_name="Wilhelmina"))).content.decode()

    assert "Wilhelmina" not in shown
    assert "no-store" in client.get("/meedoen/bevestigen/unknown")["Cache-Control"]


def test_who_was_invited_becomes_a_duo_with_the_inviter(client: Client) -> None:
    inviter = VolunteerFactory()

    client.post(address(invited := applied(invited_by=inviter)))

    duo = duos.duo_of(invited)
    assert duo is not None
    assert (duo.first, duo.second, duo.formed_by) == (inviter, invited, None)


def test_a_duo_that_cannot_be_does_not_stand_in_the_way(client: Client) -> None:
    elsewhere = VolunteerFactory(region=RegionFactory(slug="elsewhere"))
    volunteer = applied(invited_by=elsewhere)

    client.post(address(volunteer))

    volunteer.refresh_from_db()
    assert volunteer.state == "confirmed"
    assert duos.duo_of(volunteer) is None

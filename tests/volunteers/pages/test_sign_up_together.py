"""Who was invited to read together signs up, and decides themselves whether they do."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from programmes.domain import links
from programmes.domain.links import LinkPurpose
from tests.factories.programmes import volunteer_account
from tests.factories.volunteers import VolunteerFactory
from tests.volunteers.entries import prepare
from tests.volunteers.pages.sign_up_forms import PAGES, answer_step, fill_in
from volunteers.domain import duos, invitations
from volunteers.models import Volunteer
from volunteers.pages.signup_draft import COOKIE

pytestmark = pytest.mark.django_db
CHECK = "/meedoen/controleren"


@pytest.fixture
def inviter() -> Volunteer:
    prepare()
    found: Volunteer = VolunteerFactory(account=volunteer_account())
    return found


def invitation(inviter: Volunteer) -> str:
    assert inviter.account is not None
    secret = invitations.invite(volunteer=inviter, by=inviter.account, now=timezone.now())
    return f"/meedoen/samen/{secret}"


def confirm(client: Client) -> Volunteer:
    """Send the sign-up and press the button in its mail."""
    client.post(CHECK)
    newcomer = Volunteer.objects.get(email="wim@example.org")
    assert newcomer.account is not None
    secret = links.make(
        purpose=LinkPurpose.CONFIRM_EMAIL, account=newcomer.account, subject=newcomer, now=timezone.now()
    )
    client.post(f"/meedoen/bevestigen/{secret}")
    return newcomer


def test_the_step_about_what_suits_has_the_box_ticked_for_who_was_invited(
    client: Client, inviter: Volunteer
) -> None:
    client.post(invitation(inviter))
    for number, page in enumerate(PAGES[:4], start=1):
        answer_step(client, number, **page)

    shown = client.get("/meedoen/5").content.decode()

    assert re.search(r'<input[^>]*name="wants_duo"[^>]*checked', shown)


def test_who_was_invited_and_wants_to_read_alone_becomes_no_duo(client: Client, inviter: Volunteer) -> None:
    client.post(invitation(inviter))
    fill_in(client)

    newcomer = confirm(client)

    assert (newcomer.invited_by, newcomer.wants_duo) == (None, False)
    assert duos.duo_of(newcomer) is None


def test_an_invitation_in_the_middle_of_a_sign_up_keeps_the_answers_and_counts(
    client: Client, inviter: Volunteer
) -> None:
    fill_in(client)
    key = client.cookies[COOKIE].value

    client.post(invitation(inviter))

    assert client.cookies[COOKIE].value == key
    newcomer = confirm(client)
    assert (newcomer.invited_by, newcomer.wants_duo) == (inviter, True)
    assert duos.duo_of(newcomer) is not None

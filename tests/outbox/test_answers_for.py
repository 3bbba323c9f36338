"""Whose coordinators see a message that was given up: also one to somebody who only logs in."""

import pytest
from django.test import Client
from django.utils import timezone

from outbox.domain.log_in_links import ask_log_in_link
from outbox.models import Message, MessageKind
from outbox.states import MessageState
from programmes.models import User
from tests.factories.programmes import RegionFactory, coordinator, social_worker, volunteer_account
from tests.factories.volunteers import VolunteerFactory

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timezone.now()


def reader() -> User:
    volunteer: User = VolunteerFactory(account=volunteer_account()).account
    return volunteer


@pytest.mark.parametrize("somebody", [reader, social_worker])
def test_a_link_to_log_in_that_did_not_arrive_shows_at_the_desk_of_their_region(
    client: Client, somebody: object
) -> None:
    assert callable(somebody)
    account = somebody()
    ask_log_in_link(email=account.email, now=NOW)
    Message.objects.filter(kind=MessageKind.LOG_IN).update(state=MessageState.FAILED)
    client.force_login(coordinator(region=RegionFactory()))

    page = client.get("/werk/berichten").content.decode()

    assert account.email in page


def test_coordinators_elsewhere_do_not_see_it(client: Client) -> None:
    account = reader()
    ask_log_in_link(email=account.email, now=NOW)
    Message.objects.update(state=MessageState.FAILED)
    client.force_login(coordinator(region=RegionFactory(slug="elsewhere", name="Elsewhere")))

    assert account.email not in client.get("/werk/berichten").content.decode()

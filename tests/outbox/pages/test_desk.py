"""The list of texts and letters, as a coordinator sees it."""

import re

import pytest
from django.test import Client

from outbox.models import Channel, Message, MessageKind
from outbox.states import MessageState
from programmes.models import User
from tests.factories.outbox import MessageFactory
from tests.factories.programmes import RegionFactory, UserFactory, coordinator, social_worker
from tests.factories.volunteers import VolunteerFactory

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ["/werk/berichten", "/werk/berichten/printen"]


@pytest.fixture
def marieke(client: Client) -> User:
    user = coordinator()
    client.force_login(user)
    return user


def listed(user: User, channel: Channel = Channel.SMS, **fields: object) -> Message:
    region = user.role_assignments.get().region
    reader = VolunteerFactory(region=region, account=UserFactory(), **fields)
    return MessageFactory(recipient=reader.account, channel=channel, region=region, state=MessageState.LISTED)


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_list_says_so(client: Client, marieke: User, page: str) -> None:
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_who_sends_nothing_finds_no_page(client: Client, page: str) -> None:
    client.force_login(social_worker())

    assert client.get(page).status_code == 404


def test_looking_at_the_list_makes_no_link(client: Client, marieke: User) -> None:
    listed(marieke, phone="+31612345678")

    page = client.get("/werk/berichten").content.decode()

    assert "06-1234 5678" in page
    assert "/voorstel/" not in page


def test_a_text_opens_on_a_telephone_with_number_and_words(client: Client, marieke: User) -> None:
    message = listed(marieke, phone="+31612345678")

    page = client.post(f"/werk/berichten/{message.pk}/sms").content.decode()

    [address] = re.findall(r'href="(sms:[^"]+)"', page)
    assert address.startswith("sms:+31612345678?body=")
    assert "%2Fvoorstel%2F" in address or "/voorstel/" in address


@pytest.mark.parametrize(
    ("kind", "is_personal"), [(MessageKind.VOLUNTEER_PROPOSED, True), (MessageKind.WELCOME, False)]
)
def test_only_a_personal_link_is_said_to_be_one(
    client: Client, marieke: User, kind: str, is_personal: bool
) -> None:
    message = listed(marieke)
    Message.objects.update(kind=kind)
    User.objects.filter(pk=marieke.pk).update(language="en")

    page = client.post(f"/werk/berichten/{message.pk}/sms")

    assert ("only for this person" in page.content.decode()) == is_personal


def test_a_text_of_another_region_is_missing(client: Client, marieke: User) -> None:
    message = listed(coordinator(RegionFactory(name="Tilburg", slug="tilburg")))

    assert client.post(f"/werk/berichten/{message.pk}/sms").status_code == 404


def test_a_letter_has_its_address_and_a_heading(client: Client, marieke: User) -> None:
    listed(marieke, Channel.LETTER, street="Boekenlaan", house_number=14, town="Den Bosch")

    page = client.get("/werk/berichten/printen").content.decode()

    assert "Boekenlaan 14<br>5211 AB  Den Bosch" in page
    assert page.count("<article") == 1
    assert "&lt;p&gt;" not in page


def test_one_press_notes_all_that_the_page_shows(client: Client, marieke: User) -> None:
    shown = [listed(marieke).pk, listed(marieke).pk]
    later = listed(marieke)

    client.post("/werk/berichten/verstuurd", {"message": shown})

    later.refresh_from_db()
    assert later.state == MessageState.LISTED
    assert Message.objects.filter(state=MessageState.SENT).count() == 2


def test_a_form_that_was_tampered_with_notes_nothing(client: Client, marieke: User) -> None:
    answer = client.post("/werk/berichten/verstuurd", {"message": ["x", "9" * 40, "-1"]})

    assert answer.status_code == 302


def test_a_mail_that_did_not_arrive_is_sent_again(client: Client, marieke: User) -> None:
    message = listed(marieke, Channel.EMAIL)
    Message.objects.update(state=MessageState.FAILED)
    assert message.recipient is not None
    assert message.recipient.email in client.get("/werk/berichten").content.decode()

    client.post(f"/werk/berichten/{message.pk}/opnieuw")

    message.refresh_from_db()
    assert message.state == MessageState.HELD


def test_who_was_called_instead_is_off_the_list(client: Client, marieke: User) -> None:
    message = listed(marieke, Channel.EMAIL)
    Message.objects.update(state=MessageState.FAILED)
    assert f"/werk/berichten/{message.pk}/gebeld" in client.get("/werk/berichten").content.decode()

    client.post(f"/werk/berichten/{message.pk}/gebeld")

    assert message.recipient is not None
    assert message.recipient.email not in client.get("/werk/berichten").content.decode()


def test_only_the_letters_that_were_printed_are_noted_as_sent(client: Client, marieke: User) -> None:
    printed = [listed(marieke, Channel.LETTER).pk, listed(marieke, Channel.LETTER).pk]
    page = client.get("/werk/berichten/printen").content.decode()
    later = listed(marieke, Channel.LETTER)

    numbers = re.findall(r'name="message" value="(\d+)"', page)
    client.post("/werk/berichten/verstuurd", {"message": numbers})

    later.refresh_from_db()
    assert sorted(map(int, numbers)) == printed
    assert later.state == MessageState.LISTED

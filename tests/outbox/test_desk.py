"""What a coordinator sends by hand, in their own regions."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from outbox.domain import desk
from outbox.models import Channel, Message, MessageKind
from outbox.states import MessageState
from programmes.domain.access import Actor, actor_of
from programmes.models import PersonalLink, Region, StateChange
from tests.factories.outbox import MessageFactory
from tests.factories.programmes import RegionFactory, UserFactory, coordinator, social_worker
from tests.factories.volunteers import VolunteerFactory

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere() -> Region:
    return RegionFactory(name="Tilburg", slug="tilburg")


@pytest.fixture
def region() -> Region:
    return RegionFactory(contact_name="Marieke", contact_phone="+31731234567")


@pytest.fixture
def actor(region: Region) -> Actor:
    return actor_of(coordinator(region))


@pytest.fixture
def listed(region: Region) -> Callable[..., Message]:
    def make(channel: Channel = Channel.SMS, **fields: object) -> Message:
        reader = VolunteerFactory(account=UserFactory(), **fields)
        return MessageFactory(
            recipient=reader.account, channel=channel, region=region, state=MessageState.LISTED
        )

    return make


def test_texts_and_letters_are_listed_with_how_people_are_reached(
    actor: Actor, listed: Callable[..., Message]
) -> None:
    listed(Channel.SMS, first_name="Wim", phone="+31612345678")
    listed(Channel.LETTER, street="Boekenlaan", house_number=14, postcode="5211AB", town="Den Bosch")

    found = desk.waiting(actor=actor, now=timezone.now())

    assert [item.address.phone for item in found.texts] == ["+31612345678"]
    assert [item.address.lines for item in found.letters] == [("Boekenlaan 14", "5211 AB  Den Bosch")]
    assert found.texts[0].name.startswith("Wim")


def test_a_coordinator_of_another_region_sees_none_of_it(listed: Callable[..., Message]) -> None:
    listed()

    assert desk.waiting(actor=actor_of(coordinator(elsewhere())), now=timezone.now()).texts == ()
    assert desk.waiting(actor=actor_of(social_worker()), now=timezone.now()).texts == ()


def test_what_is_not_on_the_list_yet_or_any_more_is_not_shown(
    actor: Actor, listed: Callable[..., Message]
) -> None:
    listed()
    for state in (MessageState.HELD, MessageState.SENT, MessageState.WITHDRAWN):
        Message.objects.update(state=state)
        assert desk.waiting(actor=actor, now=timezone.now()).texts == ()


def test_a_text_has_a_link_that_is_made_when_it_is_written(
    actor: Actor, listed: Callable[..., Message]
) -> None:
    message = listed()
    item = desk.to_text(number=message.pk, actor=actor, now=timezone.now())
    assert not PersonalLink.objects.exists()

    words = desk.write_text(item=item, now=timezone.now())

    assert "/voorstel/" in words
    assert PersonalLink.objects.get().account == message.recipient


def test_a_letter_is_not_to_be_texted(actor: Actor, listed: Callable[..., Message]) -> None:
    message = listed(Channel.LETTER)

    with pytest.raises(Message.DoesNotExist):
        desk.to_text(number=message.pk, actor=actor, now=timezone.now())


def test_each_letter_is_a_sheet(actor: Actor, listed: Callable[..., Message]) -> None:
    listed(Channel.LETTER), listed(Channel.LETTER), listed(Channel.SMS)

    sheets = desk.sheets(actor=actor, now=timezone.now())

    assert len(sheets) == 2
    assert all("Marieke" in sheet.printed.body for sheet in sheets)


def test_a_letter_names_a_mailbox_where_nobody_answers_the_telephone(
    actor: Actor, region: Region, listed: Callable[..., Message]
) -> None:
    Region.objects.update(contact_phone="", contact_email="marieke@example.org")
    listed(Channel.LETTER)

    [sheet] = desk.sheets(actor=actor, now=timezone.now())

    assert "Marieke: marieke@example.org" in sheet.printed.body


def test_what_was_sent_is_noted_once_with_who_did_it(actor: Actor, listed: Callable[..., Message]) -> None:
    number = listed().pk

    done = [desk.mark_sent(numbers=[number], actor=actor, now=timezone.now()) for _ in range(2)]

    assert done == [1, 0]
    assert Message.objects.get().sent_at is not None
    assert StateChange.objects.get(to_state=MessageState.SENT).by == actor.user


def test_nobody_notes_a_message_of_another_region_as_sent(listed: Callable[..., Message]) -> None:
    number = listed().pk

    assert not desk.mark_sent(numbers=[number], actor=actor_of(coordinator(elsewhere())), now=timezone.now())


def test_a_mail_that_was_given_up_is_shown_and_sent_again(actor: Actor, region: Region) -> None:
    message = MessageFactory(state=MessageState.FAILED, region=region, kind=MessageKind.WELCOME)
    [item] = desk.waiting(actor=actor, now=timezone.now()).failed

    number = desk.try_again(number=item.message.pk, actor=actor, by=actor.user, now=timezone.now())

    message.refresh_from_db()
    assert (number, message.state, message.attempts) == (1, MessageState.HELD, 0)


def test_who_was_called_instead_of_mailed_is_off_the_list(actor: Actor, region: Region) -> None:
    message = MessageFactory(state=MessageState.FAILED, region=region, kind=MessageKind.WELCOME)

    done = [desk.put_away(number=message.pk, actor=actor, now=timezone.now()) for _ in range(2)]

    assert done == [1, 0]
    assert desk.waiting(actor=actor, now=timezone.now()).failed == ()
    change = StateChange.objects.get(to_state=MessageState.WITHDRAWN)
    assert (change.by, change.reason) == (actor.user, "told_otherwise")


@pytest.mark.parametrize("state", [MessageState.HELD, MessageState.LISTED, MessageState.SENT])
def test_only_what_was_given_up_is_put_away(actor: Actor, region: Region, state: str) -> None:
    message = MessageFactory(state=state, region=region)

    assert not desk.put_away(number=message.pk, actor=actor, now=timezone.now())


def test_nobody_puts_away_a_message_of_another_region(region: Region) -> None:
    message = MessageFactory(state=MessageState.FAILED, region=region)

    assert not desk.put_away(number=message.pk, actor=actor_of(coordinator(elsewhere())), now=timezone.now())


def test_a_longer_list_asks_the_database_no_more(actor: Actor, listed: Callable[..., Message]) -> None:
    counts = []
    for _ in range(2):
        listed(), listed(Channel.LETTER)
        with CaptureQueriesContext(connection) as queries:
            desk.waiting(actor=actor, now=timezone.now()), desk.sheets(actor=actor, now=timezone.now())
        counts.append(len(queries))

    assert counts[0] == counts[1]

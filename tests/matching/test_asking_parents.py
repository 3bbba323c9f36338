"""At publishing the parents are asked by text or letter, in their language, and only while it is open."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from matching.domain import matches, proposals, telling
from matching.domain.todo import Rule
from matching.models import Match
from outbox.domain import deliver, desk
from outbox.domain.post import post
from outbox.models import Channel, Message, MessageKind
from outbox.states import MessageState
from programmes.domain.access import actor_of
from programmes.models import AccessLog, PersonalLink
from tests.factories.matching import ProposalFactory
from tests.factories.moments import NOW
from tests.factories.parents import asked
from tests.factories.programmes import RegionFactory, coordinator
from tests.matching.watching import tasks_of

pytestmark = pytest.mark.django_db(transaction=True)
TEN_MINUTES = timedelta(minutes=10)
TWO_RHYTHMS = ["a 2 16:00", "b 4 15:00"]


def sent(option: list[str] | None = None, **family: object) -> Message:
    match = asked(option=option, family={"call_language": "nl"} | family)
    with transaction.atomic():
        telling.ask_parents(match, now=NOW)
    return Message.objects.get()


def listed(option: list[str] | None = None, **family: object) -> Message:
    """The message of a sending after its ten minutes."""
    message = sent(option, **family)
    deliver.deliver_due(now=NOW + TEN_MINUTES)
    message.refresh_from_db()
    return message


def test_publishing_asks_the_parents_by_text_after_the_minutes_to_undo_it() -> None:
    proposal = ProposalFactory()

    proposals.publish(run=proposal.run, by=None, now=NOW)

    match, message = Match.objects.get(), Message.objects.get()
    assert (message.kind, message.channel) == (MessageKind.PARENT_ASKED, Channel.SMS)
    assert (message.recipient, message.to_family) == (None, match.family_id)
    assert (message.subject, message.subject_id) == ("matching.match", match.pk)
    assert message.not_before == NOW + TEN_MINUTES


@pytest.mark.parametrize(
    ("phone", "channel"),
    [
        ("+31612345678", Channel.SMS),
        ("+31731234567", Channel.LETTER),
        ("+32470123456", Channel.SMS),
        ("", Channel.LETTER),
    ],
)
def test_who_cannot_be_texted_gets_a_letter(phone: str, channel: Channel) -> None:
    assert sent(phone=phone).channel == channel


def test_the_message_holds_no_name() -> None:
    assert sent(TWO_RHYTHMS).facts == {"slots": "a 2 16:00;b 4 15:00", "minutes": 60}


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "Zeg hier ja of nee:"), ("ar", "أجيبوا بنعم أو لا هنا:"), ("fr", "Zeg hier ja of nee:")],
)
def test_the_text_is_in_their_language_with_a_link_that_is_made_when_it_is_written(
    language: str, words: str
) -> None:
    region = RegionFactory(contact_name="Marieke", contact_phone="+31731234567")
    message = listed(call_language=language, region=region)
    actor = actor_of(coordinator(region))
    item = desk.to_text(number=message.pk, actor=actor, now=timezone.now())
    assert not PersonalLink.objects.exists()

    text = desk.write_text(item=item, now=timezone.now())

    link = PersonalLink.objects.get()
    assert words in text
    assert "/antwoord/" in text
    assert "Marieke" in text
    assert "Amina" not in text
    assert (link.account, link.purpose, link.subject_id) == (None, "family_answer", message.subject_id)


def test_a_letter_tells_the_moments_and_whom_to_call_and_has_no_link() -> None:
    region = RegionFactory(contact_name="Marieke", contact_phone="+31731234567")
    listed(TWO_RHYTHMS, phone="+31731112222", region=region)

    [sheet] = desk.sheets(actor=actor_of(coordinator(region)), now=timezone.now())

    assert "dinsdag 16:00\u201317:00 (om de week);" in sheet.printed.body
    assert "donderdag 15:00\u201316:00 (om de week)." in sheet.printed.body
    assert "Marieke: 073-123 4567" in sheet.printed.body
    assert "http" not in sheet.printed.body
    assert sheet.item.address.lines == ("5212 CD  2",)


def test_a_letter_to_parents_with_two_homes_has_no_address_that_may_be_the_others() -> None:
    homes = [{"rhythm": "week_a"}, {"rhythm": "week_b", "postcode": "5213EF"}]
    message = listed(phone="", homes=homes)

    [sheet] = desk.sheets(actor=actor_of(coordinator(message.region)), now=timezone.now())

    assert sheet.item.address.lines == ()


def test_a_letter_from_right_to_left_is_printed_so() -> None:
    message = listed(phone="", call_language="ar")

    [sheet] = desk.sheets(actor=actor_of(coordinator(message.region)), now=timezone.now())

    assert sheet.printed.language == "ar"
    assert 'dir="rtl"' in sheet.printed.body


def test_a_translation_that_nobody_approved_is_marked_at_the_desk() -> None:
    message = listed(call_language="ti")

    [item] = desk.waiting(actor=actor_of(coordinator(message.region)), now=timezone.now()).texts

    assert not item.is_approved


def test_that_somebody_saw_how_parents_are_reached_is_written_down() -> None:
    message = listed()

    desk.waiting(actor=actor_of(coordinator(message.region)), now=timezone.now())

    assert AccessLog.objects.get().subject_id == message.to_family


def test_the_list_of_what_is_due_names_the_family_by_its_number() -> None:
    listed(number=371)

    assert [task.person for task in tasks_of(Rule.BY_HAND)] == ["G-0371"]


@pytest.mark.parametrize("how", ["telephone", ""])
def test_an_answer_keeps_the_question_back(how: str) -> None:
    message = listed()

    matches.accept_by_family(match=Match.objects.get(), how=how, by=None, now=NOW)

    message.refresh_from_db()
    assert message.state == MessageState.WITHDRAWN


def test_a_yes_of_the_reader_does_not() -> None:
    message = listed()

    matches.accept_by_volunteer(match=Match.objects.get(), by=None, now=NOW)

    message.refresh_from_db()
    assert message.state == MessageState.LISTED


def test_a_message_goes_to_a_parent_by_text_or_letter_never_by_mail() -> None:
    with pytest.raises(ValueError, match="no mailbox"), transaction.atomic():
        post(kind=MessageKind.PARENT_ASKED, to_family=1, subject=asked(), not_before=NOW, now=NOW)

"""What messages say: days in full, whom to ask, one link, and the same words on paper and by text."""

import re

import pytest
from django.utils import timezone

from outbox.domain.destination import link_of
from outbox.domain.letter import letter, printed, sample, text_message
from outbox.models import MessageKind
from programmes.domain import links
from programmes.domain.links import LinkPurpose, PersonalLink
from programmes.domain.tokens import hash_of
from tests.factories.outbox import MessageFactory
from tests.factories.programmes import RegionFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SECRET = re.compile(r"/([\w-]{43})\s")
K = MessageKind
TEXTED = [
    K.WELCOME,
    K.CERTIFICATE_RENEWAL,
    K.TRAINING_RENEWAL,
    K.VOLUNTEER_PROPOSED,
    K.REPLY_REMINDER,
    K.FAMILY_SAID_YES,
    K.OTHER_FAMILY,
    K.PROPOSAL_EXPIRED,
    K.INTRODUCTION_PLANNED,
    K.VISIT_QUESTION,
    K.HOW_WAS_IT,
    K.QUESTION_ANSWERED,
]


def body(**fields: object) -> str:
    return str(letter(MessageFactory(**fields), now=NOW).body)


@pytest.mark.parametrize(
    ("kind", "fact"),
    [
        (K.VOLUNTEER_PROPOSED, "reply_by"),
        (K.REPLY_REMINDER, "reply_by"),
        (K.INTRODUCTION_PLANNED, "on"),
        (K.VISIT_QUESTION, "on"),
        (K.CERTIFICATE_RENEWAL, "on"),
        (K.TRAINING_RENEWAL, "on"),
    ],
)
@pytest.mark.parametrize(("language", "day"), [("nl", "maandag 30 november"), ("en", "Monday 30 November")])
def test_a_day_is_written_in_full(kind: str, fact: str, language: str, day: str) -> None:
    assert day in body(kind=kind, facts={fact: "2026-11-30"}, recipient__language=language)


def test_the_first_meeting_names_its_day_in_the_subject() -> None:
    message = MessageFactory(
        kind=K.INTRODUCTION_PLANNED, facts={"on": "2027-01-12"}, recipient__language="en"
    )

    assert letter(message, now=NOW).subject == "First meeting on Tuesday 12 January"


def test_a_number_is_written_as_one() -> None:
    assert "20" in body(kind=K.HOW_WAS_IT, facts={"visits": 20})


def test_the_person_to_ask_is_the_regions() -> None:
    region = RegionFactory(contact_name="Marieke", contact_phone="+31731234567")

    assert "Marieke: 073-123 4567." in body(region=region)


def test_without_a_telephone_the_address_of_the_person_to_ask_is_told() -> None:
    region = RegionFactory(contact_name="Marieke", contact_email="marieke@example.org")

    assert "Marieke: marieke@example.org." in body(region=region)


@pytest.mark.parametrize(
    ("kind", "purpose"),
    [
        (K.CONFIRM_EMAIL, LinkPurpose.CONFIRM_EMAIL),
        (K.CONFIRM_REMINDER, LinkPurpose.CONFIRM_EMAIL),
        (K.LOG_IN, LinkPurpose.LOG_IN),
        (K.VOLUNTEER_PROPOSED, LinkPurpose.ANSWER),
        (K.REPLY_REMINDER, LinkPurpose.ANSWER),
        (K.VISIT_QUESTION, LinkPurpose.LOG_VISIT),
    ],
)
def test_the_link_is_personal_and_for_one_purpose(kind: str, purpose: LinkPurpose) -> None:
    message = MessageFactory(kind=kind)

    [secret] = SECRET.findall(str(letter(message, now=NOW).body))

    link = links.find(secret, purpose=purpose, now=NOW)
    assert link is not None
    assert (link.account, link.subject, link.subject_id) == (
        message.recipient,
        message.subject,
        message.subject_id,
    )


def test_the_secret_of_a_link_is_kept_nowhere() -> None:
    message = MessageFactory(kind=K.LOG_IN)

    [secret] = SECRET.findall(str(letter(message, now=NOW).body))

    message.refresh_from_db()
    assert PersonalLink.objects.get().key_hash == hash_of(secret)
    assert secret not in str([vars(message), vars(PersonalLink.objects.get())])


def test_each_attempt_has_a_link_of_its_own() -> None:
    message = MessageFactory(kind=K.LOG_IN)

    bodies = {str(letter(message, now=NOW).body) for _ in range(2)}

    assert len(bodies) == PersonalLink.objects.count() == 2


def test_a_preview_makes_no_link() -> None:
    words = sample(kind=K.VOLUNTEER_PROPOSED, recipient=UserFactory(), facts={"reply_by": "2026-11-30"})

    assert "/voorstel/..." in words.body
    assert not PersonalLink.objects.exists()


def test_a_link_to_log_in_says_how_long_and_what_to_do_when_nobody_asked() -> None:
    words = body(kind=K.LOG_IN, recipient__language="en")

    assert "15 minutes, and only once" in words
    assert "Did you not ask for it? Then do nothing" in words


@pytest.mark.parametrize("kind", TEXTED)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_text_message_is_short_and_ends_in_its_link(kind: str, language: str) -> None:
    message = MessageFactory(
        kind=kind,
        facts={"on": "2026-11-30", "reply_by": "2026-11-30"},
        recipient__name="Wim de Wit",
        recipient__language=language,
    )
    link = link_of(message, now=NOW)

    words = text_message(message, link=link)

    assert words.endswith(f" {link}")
    assert 20 < len(words.removesuffix(link)) < 160
    assert "Wim" not in words


@pytest.mark.parametrize("kind", TEXTED)
def test_a_letter_has_no_link_but_somebody_to_call(kind: str) -> None:
    region = RegionFactory(contact_name="Marieke", contact_phone="+31731234567")

    paper = printed(MessageFactory(kind=kind, region=region, recipient__name="<i>Wim</i>"))

    assert "http" not in paper.body
    assert "Marieke: 073-123 4567." in paper.body
    assert "&lt;i&gt;Wim" in paper.body
    assert paper.subject
    assert not PersonalLink.objects.exists()

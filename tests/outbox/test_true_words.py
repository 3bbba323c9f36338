"""What messages say is true: of the page that a link opens, of paper, of days, and of who gets them."""

import pytest
from django.utils import timezone
from pytest_django import Settings

from outbox.domain.letter import letter, printed
from outbox.models import MessageKind
from tests.factories.outbox import MessageFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
K = MessageKind


def body(**fields: object) -> str:
    return str(letter(MessageFactory(recipient__language="en", **fields), now=NOW).body)


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        (K.WELCOME, "/mijn"),
        (K.CERTIFICATE_RENEWAL, "/mijn"),
        (K.TRAINING_RENEWAL, "/mijn"),
        (K.PROPOSAL_EXPIRED, "/mijn"),
        (K.INTRODUCTION_PLANNED, "/mijn"),
        (K.HOW_WAS_IT, "/mijn"),
        (K.QUESTION_ANSWERED, "/mijn"),
        (K.REFERRER_RECEIVED, "/mijn-gezinnen"),
        (K.REFERRER_READER_FOUND, "/mijn-gezinnen"),
        (K.REFERRER_FINISHED, "/mijn-gezinnen"),
        (K.ALREADY_KNOWN, "/inloggen"),
    ],
)
def test_a_link_opens_the_page_that_its_words_name(kind: str, path: str, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://lezen.example"

    assert f"\nhttps://lezen.example{path}\n" in body(kind=kind)


@pytest.mark.parametrize("kind", [K.WELCOME, K.VOLUNTEER_PROPOSED, K.REPLY_REMINDER])
def test_paper_does_not_point_at_a_page(kind: str) -> None:
    paper = printed(MessageFactory(kind=kind, recipient__language="en", facts={"reply_by": "2026-11-30"}))

    assert "Look at the proposal" not in paper.body
    assert "page" not in paper.body


def test_a_reminder_names_the_day_and_no_number_of_days_that_may_be_over() -> None:
    message = MessageFactory(
        kind=K.REPLY_REMINDER, recipient__language="en", facts={"reply_by": "2026-11-30"}
    )

    assert letter(message, now=NOW).subject == "Answer before Monday 30 November"


@pytest.mark.parametrize(
    ("visits", "words"),
    [(0, "The visits to the family are done"), (1, "read to the family once"), (2, "2 times")],
)
def test_the_visits_are_counted_right(visits: int, words: str) -> None:
    assert words in body(kind=K.HOW_WAS_IT, facts={"visits": visits})


def test_who_is_known_is_promised_no_link_that_a_coordinator_does_not_get() -> None:
    assert "link" not in body(kind=K.ALREADY_KNOWN)


@pytest.mark.parametrize("kind", [K.CONFIRM_EMAIL, K.CONFIRM_REMINDER])
def test_the_days_until_a_sign_up_is_erased_are_those_of_the_setting(kind: str, settings: Settings) -> None:
    settings.SIGN_UP_ERASE_DAYS = 14

    words = body(kind=kind)

    assert "14 days" in words
    assert "30 days" not in words

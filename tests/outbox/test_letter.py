import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from pytest_django import Settings

from outbox.domain.letter import letter
from outbox.models import MessageKind
from tests.factories.outbox import MessageFactory
from tests.factories.programmes import UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
# Parents have no mailbox here.
KINDS = pytest.mark.parametrize("kind", sorted(set(MessageKind.values) - {MessageKind.PARENT_ASKED}))
LANGUAGES = pytest.mark.parametrize("language", ["nl", "en"])


def html_of(mail: EmailMultiAlternatives) -> str:
    [(content, kind)] = mail.alternatives
    assert kind == "text/html"
    return str(content)


@KINDS
@LANGUAGES
def test_both_forms_have_the_one_configured_link(kind: str, language: str, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://lezen.example"
    mail = letter(MessageFactory(kind=kind, recipient__language=language), now=NOW)

    assert str(mail.body).count("https://lezen.example/") == 1
    assert html_of(mail).count('href="https://lezen.example/') == 1


def test_the_end_of_a_run_leads_to_that_run(settings: Settings) -> None:
    settings.PUBLIC_URL = "https://lezen.example"

    mail = letter(MessageFactory(kind=MessageKind.RUN_FINISHED, subject_id=12), now=NOW)

    assert "https://lezen.example/werk/koppelen/12\n" in str(mail.body)


@KINDS
@LANGUAGES
def test_the_subject_holds_no_personal_data(kind: str, language: str) -> None:
    recipient = UserFactory(name="Quirijn Zwaan", language=language)

    mail = letter(MessageFactory(kind=kind, recipient=recipient), now=NOW)

    assert mail.subject
    assert "\n" not in mail.subject
    assert not {"Quirijn", "Zwaan", recipient.email} & set(mail.subject.split())


@KINDS
def test_a_name_cannot_write_html(kind: str) -> None:
    mail = letter(MessageFactory(kind=kind, recipient__name="<b>Sam</b> & co"), now=NOW)

    assert "&lt;b&gt;Sam" in html_of(mail)
    assert "<b>Sam</b> & co" in mail.body


def test_the_page_says_its_language() -> None:
    assert '<html lang="en">' in html_of(letter(MessageFactory(recipient__language="en"), now=NOW))


def test_the_message_id_stays_the_same_for_a_message_and_differs_for_another() -> None:
    one, other = MessageFactory(), MessageFactory()

    ids = [letter(message, now=NOW).extra_headers["Message-ID"] for message in (one, one, other)]

    assert ids[0] == ids[1] != ids[2]

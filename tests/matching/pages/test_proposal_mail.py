"""What a volunteer does with the mails that really arrive: answer a proposal, read an answer."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from matching.domain import proposals, questions
from matching.models import Match, Question
from matching.states import MatchState, ProposalState, RunState
from outbox.domain.deliver import deliver_due
from outbox.models import Message
from tests.factories.families import FamilyFactory
from tests.factories.matching import ProposalFactory, QuestionFactory, RunFactory
from tests.factories.programmes import coordinator
from tests.factories.readers import account_of, reader
from tests.mail_servers import MailServer, link_in, text_of

pytestmark = pytest.mark.django_db(transaction=True)


def send_mails() -> None:
    """The minutes in which a sending can be undone are over."""
    Message.objects.update(not_before=timezone.now())
    deliver_due(now=timezone.now())


def test_the_link_of_a_proposal_opens_it_and_one_button_answers(mail_server: MailServer) -> None:
    wim = reader()
    run = RunFactory(state=RunState.SUCCEEDED)
    proposal = ProposalFactory(run=run, volunteer=wim, family=FamilyFactory(), state=ProposalState.DRAFT)
    sent = proposals.publish(run=run, proposal_ids=[proposal.pk], by=coordinator(), now=timezone.now())
    assert sent[0].match_id is not None, sent
    send_mails()

    path = urlsplit(link_in(mail_server.mail_to(account_of(wim).email))).path
    client = Client()
    shown = client.get(path, headers={"Accept-Language": "en"}).content.decode()
    client.post(f"{path}/yes")

    assert path.startswith("/voorstel/")
    assert "Wim, there is a family for you" in shown
    assert Match.objects.get().state == MatchState.ACCEPTED_BY_VOLUNTEER


def test_the_mails_about_a_question_hold_none_of_its_words(mail_server: MailServer) -> None:
    wim, marieke = reader(), coordinator(language="en")
    question = questions.ask(volunteer=wim, text="May Rex come too?", by=account_of(wim), now=timezone.now())
    send_mails()
    questions.answer(question=question, text="Rex may come.", by=marieke, now=timezone.now())
    send_mails()

    asked = mail_server.mail_to(marieke.email)
    answered = mail_server.mail_to(account_of(wim).email)

    assert urlsplit(link_in(asked)).path == f"/werk/vragen/{question.pk}"
    assert not [mail for mail in (asked, answered) if "Rex" in text_of(mail) or "Rex" in str(mail["Subject"])]


def test_a_question_without_an_account_is_answered_without_a_mail(mail_server: MailServer) -> None:
    question = QuestionFactory()

    questions.answer(question=question, text="Yes", by=coordinator(), now=timezone.now())
    send_mails()

    assert mail_server.mails == []
    assert Question.objects.get().answer == "Yes"

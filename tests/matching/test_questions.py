"""Questions of volunteers: who hears of them, who may answer, and that the words stay here."""

import pytest

from matching.domain import questions
from matching.models import Question
from outbox.models import Channel, Message, MessageKind
from programmes.domain.access import NotAllowedError, actor_of
from programmes.domain.refusal import InvalidInput, Refusal
from tests.factories.matching import QuestionFactory
from tests.factories.moments import NOW
from tests.factories.programmes import RegionFactory, coordinator, volunteer_account
from tests.factories.readers import account_of, match_of, reader

pytestmark = pytest.mark.django_db
WORDS = "Is there a dog?"


def test_a_question_about_a_match_goes_to_who_follows_it() -> None:
    marieke, other = coordinator(), coordinator()
    wim = reader()
    match = match_of(wim, guide=marieke)

    question = questions.ask(volunteer=wim, match=match, text=WORDS, by=account_of(wim), now=NOW)

    message = Message.objects.get(kind=MessageKind.QUESTION_ASKED)
    assert (message.recipient, message.subject_id, message.region) == (marieke, question.pk, wim.region)
    assert WORDS not in str(message.facts)
    assert other != message.recipient


def test_without_a_guide_every_coordinator_of_the_region_hears_of_it() -> None:
    here = {coordinator(), coordinator()}
    coordinator(RegionFactory(slug="elders"))
    wim = reader()

    questions.ask(volunteer=wim, text=WORDS, by=account_of(wim), now=NOW)

    assert {message.recipient for message in Message.objects.all()} == here


def test_a_guide_who_left_the_region_is_not_asked() -> None:
    gone = coordinator(RegionFactory(slug="elders"))
    here = coordinator()
    wim = reader()

    questions.ask(volunteer=wim, match=match_of(wim, guide=gone), text=WORDS, by=account_of(wim), now=NOW)

    assert [message.recipient for message in Message.objects.all()] == [here]


def test_the_same_question_sent_twice_is_one() -> None:
    wim = reader()
    for text in (WORDS, f"  {WORDS}\r\n"):
        questions.ask(volunteer=wim, text=text, by=account_of(wim), now=NOW)

    assert Question.objects.get().text == WORDS


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u202e", "a" * 501])
def test_what_is_no_question_is_refused_and_nothing_is_kept(text: str) -> None:
    wim = reader()

    with pytest.raises(InvalidInput) as refused:
        questions.ask(volunteer=wim, text=text, by=account_of(wim), now=NOW)

    assert list(refused.value.errors) == ["text"]
    assert not Question.objects.exists()


def test_a_sixth_question_waits_until_one_is_answered() -> None:
    wim = reader()
    waiting = [QuestionFactory(volunteer=wim, text=f"Question {number}") for number in range(5)]

    with pytest.raises(Refusal, match="too-many-questions"):
        questions.ask(volunteer=wim, text=WORDS, by=account_of(wim), now=NOW)
    questions.answer(question=waiting[0], called=True, by=coordinator(), now=NOW)
    questions.ask(volunteer=wim, text=WORDS, by=account_of(wim), now=NOW)

    assert Question.objects.count() == 6


def test_nobody_asks_for_somebody_else() -> None:
    with pytest.raises(NotAllowedError):
        questions.ask(volunteer=reader(), text=WORDS, by=volunteer_account(), now=NOW)


def test_an_answer_in_words_is_mailed_and_its_words_are_not() -> None:
    wim, marieke = reader(), coordinator()
    question = QuestionFactory(volunteer=wim)

    questions.answer(question=question, text="Yes, gladly.", by=marieke, now=NOW)

    question.refresh_from_db()
    assert (question.answer, question.answered_by, question.answered_at) == ("Yes, gladly.", marieke, NOW)
    message = Message.objects.get()
    assert (message.kind, message.recipient) == (MessageKind.QUESTION_ANSWERED, wim.account)
    assert message.facts == {}


@pytest.mark.parametrize(
    ("preferred", "channel"), [("email", Channel.EMAIL), ("phone", Channel.SMS), ("post", Channel.EMAIL)]
)
def test_an_answer_goes_the_way_that_the_reader_likes_and_never_on_paper(
    preferred: str, channel: Channel
) -> None:
    question = QuestionFactory(volunteer=reader(preferred_channel=preferred))

    questions.answer(question=question, text="Yes, gladly.", by=coordinator(), now=NOW)

    assert Message.objects.get().channel == channel


def test_an_answer_by_telephone_is_noted_without_a_mail() -> None:
    question = QuestionFactory(volunteer=reader())

    questions.answer(question=question, called=True, by=coordinator(), now=NOW)

    assert (question.answer, question.answered_at) == ("", NOW)
    assert not Message.objects.exists()


def test_who_neither_called_nor_wrote_did_not_answer() -> None:
    question = QuestionFactory()

    with pytest.raises(InvalidInput):
        questions.answer(question=question, text=" ", by=coordinator(), now=NOW)

    question.refresh_from_db()
    assert question.answered_at is None


def test_the_second_of_two_answers_is_refused() -> None:
    question = QuestionFactory(volunteer=reader())
    questions.answer(question=question, text="Yes", by=coordinator(), now=NOW)

    with pytest.raises(Refusal, match="answered"):
        questions.answer(question=question, text="No", by=coordinator(), now=NOW)

    question.refresh_from_db()
    assert question.answer == "Yes"


def test_a_coordinator_who_reads_does_not_answer_their_own_question() -> None:
    marieke = coordinator()
    wim = reader()
    wim.account = marieke
    wim.save()

    with pytest.raises(Refusal, match="own-question"):
        questions.answer(question=QuestionFactory(volunteer=wim), text="Yes", by=marieke, now=NOW)


def test_a_coordinator_sees_the_questions_of_their_own_region_only() -> None:
    here = QuestionFactory()
    QuestionFactory(volunteer__region=RegionFactory(slug="elders"))

    assert list(questions.visible_to(actor_of(coordinator()))) == [here]
    assert list(questions.visible_to(actor_of(volunteer_account()))) == []

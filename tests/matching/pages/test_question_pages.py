"""Questions at a coordinator's desk: the list, the page with the form, the match page, the to-do list."""

import pytest
from django.test import Client

from matching.domain import questions
from matching.models import Question
from programmes.models import User
from tests.factories.matching import QuestionFactory
from tests.factories.moments import NOW
from tests.factories.programmes import RegionFactory, coordinator
from tests.factories.readers import account_of, match_of, reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def marieke(client: Client) -> User:
    user = coordinator(name="Marieke Goossens", language="en")
    client.force_login(user)
    return user


@pytest.fixture
def question() -> Question:
    wim = reader()
    made = QuestionFactory(volunteer=wim, match=match_of(wim))
    assert isinstance(made, Question)
    return made


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.usefixtures("marieke")
def test_a_question_stands_on_the_list_the_match_and_the_tasks(client: Client, question: Question) -> None:
    address = f"/werk/vragen/{question.pk}"

    assert question.match is not None
    for path in ("/werk/vragen", f"/werk/koppelingen/{question.match.pk}", "/werk/taken"):
        assert address in text(client, path)
    assert question.text in text(client, address)


@pytest.mark.usefixtures("marieke")
def test_what_waits_stands_before_what_was_answered(client: Client, question: Question) -> None:
    answered = QuestionFactory(answered_at=NOW, answer="Yes", volunteer__first_name="Els")

    shown = text(client, "/werk/vragen")

    assert shown.index(f"/werk/vragen/{question.pk}") < shown.index(f"/werk/vragen/{answered.pk}")


def test_an_answer_is_kept_and_the_volunteer_can_read_it(
    client: Client, marieke: User, question: Question
) -> None:
    client.post(f"/werk/vragen/{question.pk}", {"text": "Yes, gladly."})

    question.refresh_from_db()
    assert (question.answer, question.answered_by) == ("Yes, gladly.", marieke)
    client.force_login(account_of(question.volunteer))
    assert "Yes, gladly." in text(client, "/mijn")


@pytest.mark.usefixtures("marieke")
def test_who_called_needs_no_words(client: Client, question: Question) -> None:
    client.post(f"/werk/vragen/{question.pk}", {"called": "on"})

    question.refresh_from_db()
    assert question.answered_at is not None
    assert "By telephone" in text(client, f"/werk/vragen/{question.pk}")


@pytest.mark.usefixtures("marieke")
def test_an_empty_answer_says_what_to_do_at_its_field(client: Client, question: Question) -> None:
    shown = client.post(f"/werk/vragen/{question.pk}", {"text": ""}).content.decode()

    assert "Error:" in shown
    assert "Write your words here, in one or two sentences." in shown


@pytest.mark.usefixtures("marieke")
def test_a_colleague_who_was_first_is_told_of_and_nothing_is_overwritten(
    client: Client, question: Question
) -> None:
    questions.answer(question=question, text="No", by=coordinator(), now=NOW)

    answer = client.post(f"/werk/vragen/{question.pk}", {"text": "Yes"}, follow=True)

    question.refresh_from_db()
    assert question.answer == "No"
    assert "A colleague answered this question already." in answer.content.decode()


def test_the_questions_of_another_region_and_of_others_are_missing(
    client: Client, question: Question
) -> None:
    path = f"/werk/vragen/{question.pk}"
    stranger = coordinator(RegionFactory(slug="elders"))
    for user, status in ((stranger, 200), (account_of(question.volunteer), 404)):
        client.force_login(user)
        assert client.get(path).status_code == 404
        assert client.post(path, {"text": "Yes"}).status_code == 404
        assert client.get("/werk/vragen").status_code == status

"""A question that nobody answered yet is a task, due after two working days."""

import pytest

from matching.domain import questions
from matching.domain.todo import Rule
from tests.factories.matching import QuestionFactory
from tests.factories.moments import NOW
from tests.factories.programmes import RegionFactory, coordinator
from tests.factories.volunteers import VolunteerFactory
from tests.matching.watching import days, noon, tasks_of

pytestmark = pytest.mark.django_db


# The day of the tests is a Monday.
@pytest.mark.parametrize(("asked", "due"), [(0, 2), (-1, 1), (-3, 1), (-4, 0), (-5, -3)])
def test_a_question_is_due_two_working_days_after_it_was_asked(asked: int, due: int) -> None:
    question = QuestionFactory(asked_at=noon(asked))

    assert [(task.pk, task.due) for task in tasks_of(Rule.QUESTION)] == [(question.pk, days(due))]


def test_an_answered_question_is_no_task() -> None:
    question = QuestionFactory()
    questions.answer(question=question, called=True, by=coordinator(), now=NOW)

    assert tasks_of(Rule.QUESTION) == []


def test_the_oldest_question_comes_first() -> None:
    newer, older = QuestionFactory(asked_at=noon(-1)), QuestionFactory(asked_at=noon(-9))

    assert [task.pk for task in tasks_of(Rule.QUESTION)] == [older.pk, newer.pk]


def test_questions_of_another_region_and_ones_own_are_nobodys_task_here() -> None:
    marieke = coordinator()
    QuestionFactory(volunteer=VolunteerFactory(account=marieke))
    QuestionFactory(volunteer__region=RegionFactory(slug="elders"))

    assert tasks_of(Rule.QUESTION, by=marieke) == []


def test_a_region_that_switched_the_rule_off_finds_no_question() -> None:
    question = QuestionFactory()
    region = question.volunteer.region
    region.todo_rules_off = [Rule.QUESTION]
    region.save()

    assert tasks_of(Rule.QUESTION) == []

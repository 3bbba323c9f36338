"""Parents who asked to be called are a task of the next working day, until that was done or they answered."""

import pytest
from django.db import transaction

from matching.domain import matches, parent_calls
from matching.domain.todo import Rule
from matching.models import CallRequest, Match
from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import Refusal
from tests.factories.matching import MatchFactory
from tests.factories.moments import NOW
from tests.factories.programmes import RegionFactory, UserFactory, coordinator
from tests.factories.volunteers import VolunteerFactory
from tests.matching.watching import days, noon, tasks_of

pytestmark = pytest.mark.django_db(transaction=True)


def to_call(asked: int = 0, **fields: object) -> Match:
    match: Match = MatchFactory(**fields)
    CallRequest.objects.create(match=match, asked_at=noon(asked))
    return match


# The day of the tests is a Monday.
@pytest.mark.parametrize(("asked", "due"), [(0, 1), (-1, 0), (-3, 0), (-5, -4)])
def test_it_is_due_the_next_working_day(asked: int, due: int) -> None:
    match = to_call(asked)

    assert [(task.pk, task.due) for task in tasks_of(Rule.CALL_PARENTS)] == [(match.pk, days(due))]


def test_it_names_the_family_by_number_and_who_would_read() -> None:
    match = to_call()

    [task] = tasks_of(Rule.CALL_PARENTS)

    assert (task.family, task.person) == (match.family.reference, match.volunteer.full_name)


def test_after_the_call_it_is_no_task_and_who_called_is_kept() -> None:
    match, marieke = to_call(), coordinator()

    parent_calls.note_called(match=match, by=marieke, now=NOW)

    assert tasks_of(Rule.CALL_PARENTS) == []
    assert CallRequest.objects.get().settled_by == marieke


@pytest.mark.parametrize("answer", ["yes", "no", "no of the reader"])
def test_an_answer_ends_it(answer: str) -> None:
    match = to_call()

    if answer == "yes":
        matches.accept_by_family(match=match, how="telephone", by=None, now=NOW)
    else:
        side = "volunteer" if answer.endswith("reader") else "family"
        matches.decline(match=match, side=side, reason="other", by=None, now=NOW)

    assert tasks_of(Rule.CALL_PARENTS) == []
    assert CallRequest.objects.get().settled_at == NOW


def test_a_call_can_be_asked_again_after_one_was_made() -> None:
    match = to_call()
    parent_calls.note_called(match=match, by=None, now=NOW)

    parent_calls.ask(match=match, now=NOW)

    assert len(tasks_of(Rule.CALL_PARENTS)) == 1


def test_who_answered_asks_for_no_call() -> None:
    match = MatchFactory(state="accepted_by_family")

    with pytest.raises(MoveNotAllowedError):
        parent_calls.ask(match=match, now=NOW)


def test_calls_of_another_region_are_nobodys_task_here() -> None:
    to_call(region=RegionFactory(slug="elders"))

    assert tasks_of(Rule.CALL_PARENTS, by=coordinator()) == []


def test_nobody_calls_about_their_own_match() -> None:
    marieke = UserFactory()
    match = to_call(proposal__volunteer=VolunteerFactory(account=marieke))

    with pytest.raises(Refusal) as refused:
        parent_calls.note_called(match=match, by=marieke, now=NOW)

    assert refused.value.code == "own-match"


@pytest.mark.parametrize("how", ["no of the reader", "no answer"])
def test_parents_who_said_yes_are_called_when_it_comes_to_nothing(how: str) -> None:
    match = MatchFactory()
    matches.accept_by_family(match=match, by=None, now=NOW)

    if how == "no answer":
        with transaction.atomic():
            matches.expire(match, now=NOW)
    else:
        matches.decline(match=match, side="volunteer", reason="other", by=None, now=NOW)

    assert [task.pk for task in tasks_of(Rule.TELL_PARENTS)] == [match.pk]
    assert tasks_of(Rule.CALL_PARENTS) == []


def test_once_they_were_called_back_it_is_no_task() -> None:
    match = MatchFactory()
    matches.accept_by_family(match=match, by=None, now=NOW)
    matches.decline(match=match, side="volunteer", reason="other", by=None, now=NOW)

    parent_calls.note_called(match=match, by=coordinator(), now=NOW)

    assert tasks_of(Rule.TELL_PARENTS) == []


def test_parents_who_take_their_yes_back_are_not_called() -> None:
    match = MatchFactory()
    matches.accept_by_family(match=match, by=None, now=NOW)

    matches.decline(match=match, side="family", reason="other", by=None, now=NOW)

    assert tasks_of(Rule.TELL_PARENTS) == []

"""What is due with a match: answers, first meetings, silence, talks, messages."""

import pytest

from matching.domain.todo import Rule, Subject
from matching.models import MilestoneKind, MissedReason, Visit
from matching.states import MatchState
from outbox.states import MessageState
from programmes.models import SchoolHoliday
from tests.factories.matching import MatchFactory
from tests.factories.outbox import MessageFactory
from tests.factories.programmes import RegionFactory, coordinator
from tests.factories.visits import MilestoneFactory, VisitFactory
from tests.matching.watching import days, noon, tasks_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("reply_in", "is_due"), [(4, False), (3, True), (0, True), (-2, True)])
def test_a_proposal_without_an_answer_is_due_three_days_before_its_date(reply_in: int, is_due: bool) -> None:
    match = MatchFactory(reply_by=days(reply_in))

    tasks = tasks_of(Rule.UNANSWERED)

    assert [(task.pk, task.due) for task in tasks] == ([(match.pk, days(reply_in))] if is_due else [])


def test_an_answer_of_one_side_is_not_enough() -> None:
    match = MatchFactory(reply_by=days(1), state=MatchState.ACCEPTED_BY_FAMILY)
    MatchFactory(reply_by=days(1), state=MatchState.DECLINED)

    assert [task.pk for task in tasks_of(Rule.UNANSWERED)] == [match.pk]


@pytest.mark.parametrize(("ago", "is_due"), [(2, False), (3, True), (9, True)])
def test_a_first_meeting_is_due_three_days_after_the_second_yes(ago: int, is_due: bool) -> None:
    yes = {"volunteer_accepted_at": noon(-20), "family_accepted_at": noon(-ago)}
    MatchFactory(state=MatchState.ACCEPTED, **yes)

    assert [task.due for task in tasks_of(Rule.MEETING)] == ([days(3 - ago)] if is_due else [])


def test_a_planned_first_meeting_is_no_task() -> None:
    yes = {"volunteer_accepted_at": noon(-20), "family_accepted_at": noon(-20)}
    MatchFactory(state=MatchState.INTRODUCTION_PLANNED, introduction_on=days(4), **yes)

    assert tasks_of(Rule.MEETING) == []


@pytest.mark.parametrize(("ago", "is_due"), [(20, False), (21, True), (40, True)])
def test_a_pair_is_silent_three_weeks_after_its_last_visit(ago: int, is_due: bool) -> None:
    match = MatchFactory(state=MatchState.ACTIVE, started_on=days(-60))
    VisitFactory(match=match, on=days(-ago))

    assert [task.pk for task in tasks_of(Rule.QUIET)] == ([match.pk] if is_due else [])


def test_a_school_holiday_is_no_silence() -> None:
    SchoolHoliday.objects.create(
        zone="Zuid", kind="school", name="Herfst", start=days(-20), end=days(-12), status="vast"
    )
    match = MatchFactory(state=MatchState.ACTIVE, started_on=days(-60))
    VisitFactory(match=match, on=days(-24))

    assert tasks_of(Rule.QUIET) == []


def test_three_visits_missed_in_a_row_are_due_and_two_are_not() -> None:
    pairs = {number: MatchFactory(state=MatchState.ACTIVE, started_on=days(-40)) for number in (2, 3)}
    for number, match in pairs.items():
        VisitFactory(match=match, on=days(-35))
        for week in range(number):
            missed = {"held": False, "minutes": None, "missed_reason": MissedReason.ILLNESS}
            VisitFactory(match=match, on=days(-21 + 7 * week), **missed)

    assert [task.pk for task in tasks_of(Rule.MISSED)] == [pairs[3].pk]
    assert Visit.objects.filter(held=False).count() == 5


def test_the_call_of_week_five_is_due_until_it_is_recorded() -> None:
    early = MatchFactory(state=MatchState.ACTIVE, started_on=days(-14))
    match = MatchFactory(state=MatchState.ACTIVE, started_on=days(-30))
    for pair in (early, match):
        VisitFactory(match=pair, on=days(-7))

    assert [task.pk for task in tasks_of(Rule.WEEK_5_CALL)] == [match.pk]

    MilestoneFactory(match=match, kind=MilestoneKind.WEEK_5_CALL, on=days(-1))

    assert tasks_of(Rule.WEEK_5_CALL) == []


def test_a_talk_of_later_this_week_stands_there_from_monday_on() -> None:
    # The day of the tests is a Monday; the fifth visit is on Thursday.
    match = MatchFactory(state=MatchState.ACTIVE, started_on=days(3 - 28))
    VisitFactory(match=match, on=days(-4))

    assert [task.due for task in tasks_of(Rule.WEEK_5_CALL)] == [days(3)]
    assert tasks_of(Rule.WEEK_5_CALL, on=days(-1)) == []


def test_the_library_visit_is_due_in_week_ten() -> None:
    match = MatchFactory(state=MatchState.ACTIVE, started_on=days(-7 * 9))
    VisitFactory(match=match, on=days(-7))

    assert [task.pk for task in tasks_of(Rule.LIBRARY_VISIT)] == [match.pk]


def test_the_end_talk_is_due_when_the_visits_are_done() -> None:
    match = MatchFactory(state=MatchState.ACTIVE, started_on=days(-7 * 22))
    for week in range(20):
        VisitFactory(match=match, on=days(-7 * 21 + 7 * week))

    assert [task.pk for task in tasks_of(Rule.END_TALK)] == [match.pk]


def test_a_message_that_was_given_up_is_a_task_until_the_match_ends() -> None:
    match = MatchFactory()
    over = MatchFactory(state=MatchState.DECLINED)
    for subject in (match, over):
        MessageFactory(subject_id=subject.pk, state=MessageState.FAILED, recipient__name="Noor Ven")
    MessageFactory(subject_id=match.pk, state=MessageState.SENT)

    assert [(task.pk, task.person) for task in tasks_of(Rule.UNDELIVERED)] == [(match.pk, "Noor Ven")]


def test_a_message_about_something_else_that_did_not_arrive_is_of_its_region() -> None:
    region = RegionFactory()
    for place in (region, None):
        MessageFactory(subject="volunteers.volunteer", region=place, state=MessageState.FAILED)

    assert [task.subject for task in tasks_of(Rule.UNDELIVERED)] == [Subject.MESSAGES]


def test_a_text_that_waits_to_be_sent_is_due() -> None:
    listed = {"region": RegionFactory(), "state": MessageState.LISTED}
    MessageFactory(**listed, recipient__name="Noor Ven")
    MessageFactory(**{**listed, "region": RegionFactory(slug="elders")})

    assert [task.person for task in tasks_of(Rule.BY_HAND)] == ["Noor Ven"]


def test_nobody_sees_what_is_due_in_another_region() -> None:
    MatchFactory(reply_by=days(0))
    stranger = coordinator(RegionFactory(slug="elders"))

    assert tasks_of(Rule.UNANSWERED, by=stranger) == []


def test_a_rule_that_is_switched_off_in_the_region_finds_nothing() -> None:
    match = MatchFactory(reply_by=days(0))
    match.region.todo_rules_off = [Rule.UNANSWERED]
    match.region.save()

    assert tasks_of(Rule.UNANSWERED) == []

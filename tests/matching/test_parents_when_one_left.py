"""A family or a reader who left: parents are not asked, called nor able to say yes; nobody is reminded."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from families.domain import consents
from families.models import Family
from families.states import FamilyState
from matching.domain import courses, family_answer, parent_calls, telling
from matching.domain.family_answer import FamilyStanding
from matching.domain.reminders import remind_due
from matching.domain.todo import Rule
from matching.models import CallRequest, Match
from matching.states import OPEN_MATCH_STATES, MatchState
from outbox.domain import deliver, desk
from outbox.models import Message
from outbox.states import MessageState
from programmes.domain.access import actor_of
from programmes.domain.refusal import Refusal
from tests.factories.moments import TODAY
from tests.factories.parents import asked, secret_for_parents
from tests.factories.programmes import coordinator
from tests.factories.volunteers import VolunteerFactory
from tests.matching.watching import days, noon, tasks_of
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db(transaction=True)
WHO = ("family", "reader", "who goes along")
WHO_LEFT = pytest.mark.parametrize("who", WHO)
DAY = date(2026, 11, 30)
NOON = datetime(2026, 11, 30, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))


def left(who: str, **fields: Any) -> Match:
    """A match of which one side does not take part any more."""
    match = asked(partner=VolunteerFactory(first_name="Els"), partner_seat=1, **fields)
    if who == "family":
        Family.objects.filter(pk=match.family_id).update(state=FamilyState.WITHDRAWN)
    else:
        name = "Lieke" if who == "reader" else "Els"
        assert Volunteer.objects.filter(first_name=name).update(state=VolunteerState.LEFT)
    return Match.objects.get(pk=match.pk)


def press(match: Match, step: str, **fields: str) -> None:
    Client().post(f"/antwoord/{secret_for_parents(match)}/{step}", fields)


@WHO_LEFT
@pytest.mark.parametrize(
    "state",
    [
        *(MatchState.PROPOSED, MatchState.ACCEPTED_BY_FAMILY),
        *(MatchState.ACCEPTED, MatchState.INTRODUCTION_PLANNED),
    ],
)
def test_the_page_of_the_parents_asks_nothing_and_names_nobody(who: str, state: MatchState) -> None:
    match = left(who, state=state, introduction_on=DAY)

    answer = Client().get(f"/antwoord/{secret_for_parents(match)}")

    assert answer.status_code == 410
    assert "Lieke" not in answer.content.decode()
    assert "Els" not in answer.content.decode()


@WHO_LEFT
def test_nothing_can_be_answered(who: str) -> None:
    match = left(who)

    press(match, "yes")
    press(match, "no", reason="other")
    press(match, "call")

    assert Match.objects.get().state == MatchState.PROPOSED
    assert not CallRequest.objects.exists()


def test_who_reads_already_reads_on_until_a_coordinator_ends_it() -> None:
    assert family_answer.standing_of(left("reader", state=MatchState.ACTIVE)) == FamilyStanding.READING


@WHO_LEFT
def test_a_call_is_neither_asked_nor_a_task(who: str) -> None:
    match = left(who)
    with pytest.raises(Refusal):
        parent_calls.ask(match=match, now=timezone.now())

    CallRequest.objects.create(match=match, asked_at=timezone.now())

    assert tasks_of(Rule.CALL_PARENTS) == []


@WHO_LEFT
def test_nobody_is_asked_to_pass_their_answer_on(who: str) -> None:
    match = left(who)

    open_ones = family_answer.to_record(family=match.family_id, actor=actor_of(coordinator(match.region)))

    assert not open_ones.exists()
    assert not courses.courses_of([match.family], timezone.now())[match.family_id].asks_parents


OPEN = pytest.mark.parametrize("state", sorted(OPEN_MATCH_STATES))


@WHO_LEFT
@OPEN
def test_a_coordinator_has_to_end_it_today_and_nothing_else_is_asked_about_it(
    who: str, state: MatchState
) -> None:
    said = {"volunteer_accepted_at": noon(-9), "family_accepted_at": noon(-9)}
    match = left(who, state=state, reply_by=TODAY, proposed_at=noon(-9), introduction_on=days(9), **said)

    [task] = tasks_of(Rule.ONE_LEFT)

    assert (task.pk, task.due, task.family) == (match.pk, TODAY, match.family.reference)
    assert tasks_of(Rule.UNANSWERED) == tasks_of(Rule.MEETING) == []


def test_of_two_who_take_part_nothing_has_to_end() -> None:
    asked()

    assert tasks_of(Rule.ONE_LEFT) == []


@WHO_LEFT
def test_what_has_ended_is_no_task(who: str) -> None:
    left(who, state=MatchState.DECLINED, ended_at=NOON)

    assert tasks_of(Rule.ONE_LEFT) == []


@WHO_LEFT
def test_no_reader_is_reminded(who: str) -> None:
    left(who, reply_by=DAY, proposed_at=NOON.replace(day=23))

    assert remind_due(now=NOON) == 0
    assert not Message.objects.exists()


def asked_by_message() -> tuple[Match, Message]:
    match = asked()
    with transaction.atomic():
        telling.ask_parents(match, now=NOON)
    return match, Message.objects.get()


@pytest.mark.parametrize("is_listed", [False, True])
def test_parents_who_take_their_consent_back_are_not_written_to(is_listed: bool) -> None:
    match, message = asked_by_message()
    if is_listed:
        deliver.deliver_due(now=message.not_before)

    consents.withdraw_consent(family=match.family, by=None, now=NOON)
    deliver.deliver_due(now=message.not_before)

    message.refresh_from_db()
    assert message.state == MessageState.WITHDRAWN
    assert desk.waiting(actor=actor_of(coordinator(match.region)), now=NOON).texts == ()


def test_what_was_written_to_another_family_stays() -> None:
    _match, message = asked_by_message()

    consents.withdraw_consent(family=asked().family, by=None, now=NOON)

    message.refresh_from_db()
    assert message.state == MessageState.HELD

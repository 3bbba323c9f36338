"""The question whether a visit took place: after each planned visit, at a decent hour, once."""

import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from matching.domain import matches, visits
from matching.domain.reminders import remind_due
from matching.models import Match
from matching.states import MatchState
from outbox.domain.letter import letter
from outbox.models import Channel, Message, MessageKind
from outbox.states import MessageState
from tests.factories.matching import MatchFactory
from tests.factories.programmes import volunteer_account
from tests.factories.visits import VisitFactory, holiday, running
from tests.factories.volunteers import VolunteerFactory

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WEDNESDAY = date(2026, 11, 25)
KIND = MessageKind
pytestmark = pytest.mark.django_db


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=AMSTERDAM)


def reading(**fields: Any) -> Match:
    begun: date = fields.pop("started_on", date(2026, 11, 18))
    match = running(started_on=begun, proposal__volunteer__account=volunteer_account(), **fields)
    VisitFactory(match=match, on=match.started_on)
    return match


def test_an_hour_after_the_visit_its_reader_is_asked_once() -> None:
    match = reading()

    assert remind_due(now=at(WEDNESDAY, 15, 59)) == 0
    assert remind_due(now=at(WEDNESDAY, 16)) == 1
    assert remind_due(now=at(WEDNESDAY, 16, 15)) == 0
    assert remind_due(now=at(WEDNESDAY + timedelta(days=1), 9)) == 0

    message = Message.objects.get()
    assert (message.kind, message.subject_id) == (KIND.VISIT_QUESTION, match.pk)
    assert (message.occasion, message.facts) == ("2026-11-25", {"on": "2026-11-25"})


def test_after_an_evening_visit_the_question_comes_in_the_morning() -> None:
    reading(proposal__option=["w 3 19:00"], started_on=date(2026, 11, 18))

    assert remind_due(now=at(WEDNESDAY, 21)) == 0
    assert remind_due(now=at(WEDNESDAY + timedelta(days=1), 8, 59)) == 0
    assert remind_due(now=at(WEDNESDAY + timedelta(days=1), 9)) == 1


def test_a_clock_that_stood_still_for_two_days_still_asks() -> None:
    reading()

    assert remind_due(now=at(WEDNESDAY + timedelta(days=3), 9)) == 0
    assert remind_due(now=at(WEDNESDAY + timedelta(days=2), 19)) == 1


@pytest.mark.parametrize("held", [True, False])
def test_a_visit_that_is_logged_is_not_asked_about(held: bool) -> None:
    VisitFactory(match=reading(), on=WEDNESDAY, held=held)

    assert remind_due(now=at(WEDNESDAY, 18)) == 0


def test_in_a_holiday_nobody_is_asked() -> None:
    reading()
    holiday(WEDNESDAY, WEDNESDAY)

    assert remind_due(now=at(WEDNESDAY, 18)) == 0


def test_in_a_pause_nobody_is_asked() -> None:
    matches.pause(match=reading(), by=None, now=at(WEDNESDAY, 10))

    assert remind_due(now=at(WEDNESDAY, 18)) == 0


def test_in_the_other_week_of_the_fortnight_nobody_is_asked() -> None:
    # The week of 23 November 2026 is a week B.
    reading(proposal__option=["a 3 14:00"])

    assert remind_due(now=at(WEDNESDAY, 18)) == 0
    assert remind_due(now=at(WEDNESDAY + timedelta(weeks=1), 18)) == 1


def test_after_the_last_visit_nobody_is_asked() -> None:
    match = reading(started_on=date(2026, 6, 3))
    for number in range(1, 20):
        VisitFactory(match=match, on=date(2026, 6, 3) + timedelta(days=number))

    assert remind_due(now=at(WEDNESDAY, 18)) == 0


def test_the_first_visit_is_asked_about_once_they_have_met() -> None:
    match = MatchFactory(
        state=MatchState.INTRODUCTION_PLANNED,
        introduction_on=WEDNESDAY,
        proposal__volunteer__account=volunteer_account(),
    )

    assert remind_due(now=at(WEDNESDAY, 18)) == 0
    assert remind_due(now=at(WEDNESDAY + timedelta(weeks=1), 18)) == 1
    assert Message.objects.get().subject_id == match.pk


def test_of_a_duo_one_is_asked() -> None:
    match = reading()
    second = VolunteerFactory(account=volunteer_account())
    Match.objects.filter(pk=match.pk).update(partner=second, partner_seat=1)

    remind_due(now=at(WEDNESDAY, 18))

    assert Message.objects.get().recipient == match.volunteer.account


@pytest.mark.parametrize(
    ("preferred", "channel"),
    # A letter would come too late, and has no link.
    [("email", Channel.EMAIL), ("phone", Channel.SMS), ("post", Channel.EMAIL)],
)
def test_a_question_goes_the_way_that_its_reader_likes(preferred: str, channel: Channel) -> None:
    reading(proposal__volunteer__preferred_channel=preferred)

    remind_due(now=at(WEDNESDAY, 18))

    assert Message.objects.get().channel == channel


def test_the_link_of_the_question_opens_the_visit_log(client: Client) -> None:
    match = reading()
    remind_due(now=at(WEDNESDAY, 18))

    mail = letter(Message.objects.get(), now=timezone.now())
    found = re.search(r"/bezoek/\S+", str(mail.body))

    assert found is not None
    answer = client.get(found[0], follow=True)
    assert (answer.status_code, answer.context["match"]) == (200, match)


def test_when_a_match_ends_the_question_is_kept_back() -> None:
    match = reading()
    remind_due(now=at(WEDNESDAY, 18))

    matches.end(match=match, reason="other", by=None, now=at(WEDNESDAY, 18, 1))

    assert Message.objects.get().state == MessageState.WITHDRAWN


def test_when_all_is_done_each_reader_is_asked_how_it_was() -> None:
    match = reading()
    remind_due(now=at(WEDNESDAY, 18))

    matches.complete(match=match, by=None, now=at(WEDNESDAY, 18, 1))

    question, last = Message.objects.order_by("pk")
    assert question.state == MessageState.WITHDRAWN
    assert (last.kind, last.facts, last.state) == (KIND.HOW_WAS_IT, {"visits": 1}, MessageState.HELD)


def test_a_visit_logged_by_the_reader_answers_the_question() -> None:
    match = reading()
    told = visits.Account(on=WEDNESDAY, held=True, minutes=60)

    visits.log(match=match, told=told, by=match.volunteer.account, now=at(WEDNESDAY, 15, 30))

    assert remind_due(now=at(WEDNESDAY, 18)) == 0

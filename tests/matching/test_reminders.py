"""Reminders of the answer, and the word that the time is over: on their day, at a decent hour, once."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from matching.domain import expiry
from matching.domain.decent_hours import decent
from matching.domain.reminders import remind_due
from matching.models import Match
from matching.states import MatchState
from outbox.models import Channel, Message, MessageKind
from programmes.models import User
from tests.factories.matching import MatchFactory
from tests.factories.programmes import volunteer_account
from tests.factories.volunteers import VolunteerFactory

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
REPLY_BY = date(2026, 11, 30)
WEDNESDAY = date(2026, 11, 25)
KIND = MessageKind
pytestmark = pytest.mark.django_db


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=AMSTERDAM)


def proposed(**fields: Any) -> Match:
    match = MatchFactory(reply_by=REPLY_BY, proposal__volunteer__account=volunteer_account(), **fields)
    assert isinstance(match, Match)
    return match


def kinds() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("moment", "then"),
    [
        (at(WEDNESDAY, 8, 59), at(WEDNESDAY, 9)),
        (at(WEDNESDAY, 9), at(WEDNESDAY, 9)),
        (at(WEDNESDAY, 19, 59), at(WEDNESDAY, 19, 59)),
        (at(WEDNESDAY, 20), at(WEDNESDAY + timedelta(days=1), 9)),
        # The night in which the clock goes back.
        (at(date(2026, 10, 24), 22), at(date(2026, 10, 25), 9)),
    ],
)
def test_nobody_is_woken(moment: datetime, then: datetime) -> None:
    assert decent(moment) == then


def test_three_days_before_the_answer_is_asked_the_reader_is_reminded_once() -> None:
    match = proposed()

    assert remind_due(now=at(date(2026, 11, 26), 12)) == 0
    assert remind_due(now=at(date(2026, 11, 27), 9)) == 1
    assert remind_due(now=at(date(2026, 11, 27), 9, 15)) == 0

    message = Message.objects.get()
    assert (message.kind, message.subject_id, message.recipient) == (
        KIND.REPLY_REMINDER,
        match.pk,
        match.volunteer.account,
    )
    assert message.facts == {"reply_by": "2026-11-30"}
    assert (message.region, message.channel) == (match.region, Channel.EMAIL)


def test_on_the_last_day_too_but_not_after_it() -> None:
    proposed()

    assert remind_due(now=at(REPLY_BY + timedelta(days=1), 9)) == 0
    assert remind_due(now=at(REPLY_BY, 19)) == 1


def test_outside_decent_hours_reminders_wait() -> None:
    proposed()

    assert remind_due(now=at(REPLY_BY, 8, 59)) == 0
    assert remind_due(now=at(REPLY_BY, 20)) == 0
    assert kinds() == []


def test_who_got_the_proposal_today_is_not_reminded_today() -> None:
    proposed(proposed_at=at(date(2026, 11, 28), 10))

    assert remind_due(now=at(date(2026, 11, 28), 18)) == 0
    assert remind_due(now=at(date(2026, 11, 29), 9)) == 1


@pytest.mark.parametrize(
    ("state", "number"),
    [
        (MatchState.PROPOSED, 1),
        (MatchState.ACCEPTED_BY_FAMILY, 1),
        (MatchState.ACCEPTED_BY_VOLUNTEER, 0),
        (MatchState.ACCEPTED, 0),
        (MatchState.DECLINED, 0),
        (MatchState.TAKEN_BACK, 0),
    ],
)
def test_only_who_has_not_answered_is_reminded(state: MatchState, number: int) -> None:
    match = proposed()
    fields: dict[str, Any] = {"proposal": None} if state == MatchState.TAKEN_BACK else {}
    if state in {MatchState.DECLINED, MatchState.TAKEN_BACK}:
        fields |= {"ended_at": at(REPLY_BY, 8), "end_reason": "other"}
    Match.objects.filter(pk=match.pk).update(state=state, **fields)

    assert remind_due(now=at(REPLY_BY, 12)) == number


def test_both_of_a_duo_are_reminded() -> None:
    match = proposed()
    second = VolunteerFactory(account=volunteer_account())
    Match.objects.filter(pk=match.pk).update(partner=second, partner_seat=1)

    remind_due(now=at(REPLY_BY, 12))

    assert Message.objects.values("recipient").distinct().count() == 2


def test_a_reader_whose_account_is_blocked_is_left_alone() -> None:
    proposed()
    User.objects.update(is_active=False)

    assert remind_due(now=at(REPLY_BY, 12)) == 0


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (MatchState.PROPOSED, [KIND.PROPOSAL_EXPIRED]),
        (MatchState.ACCEPTED_BY_FAMILY, [KIND.PROPOSAL_EXPIRED]),
        (MatchState.ACCEPTED_BY_VOLUNTEER, []),
    ],
)
def test_who_did_not_answer_hears_that_the_time_is_over(state: MatchState, kind: list[str]) -> None:
    match = proposed(state=state)

    assert expiry.expire_due(now=at(REPLY_BY, 23, 59)) == []
    assert expiry.expire_due(now=at(REPLY_BY + timedelta(days=1), 0, 1)) == [match.pk]

    assert kinds() == kind
    # Made at night, sent in the morning.
    assert all(message.not_before == at(REPLY_BY + timedelta(days=1), 9) for message in Message.objects.all())

"""What readers and referrers are told of a match, by which way and when."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import transaction

from matching.domain import matches, telling
from matching.models import Match
from matching.states import MatchState
from outbox.models import Channel, Message, MessageKind
from tests.factories.matching import MatchFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import UserFactory
from tests.factories.volunteers import VolunteerFactory

pytestmark = pytest.mark.django_db(transaction=True)


def a_match(preferred: str = "email", **fields: object) -> Match:
    reader = VolunteerFactory(account=UserFactory(), preferred_channel=preferred)
    match: Match = MatchFactory(volunteer=reader, proposed_at=NOW, reply_by=date(2026, 11, 30), **fields)
    return match


@pytest.mark.parametrize(
    ("preferred", "channel"), [("email", Channel.EMAIL), ("phone", Channel.SMS), ("post", Channel.LETTER)]
)
def test_a_proposal_goes_the_way_that_the_reader_prefers(preferred: str, channel: Channel) -> None:
    match = a_match(preferred)

    with transaction.atomic():
        telling.tell_proposed(match, now=NOW)

    message = Message.objects.get(to_family=None)
    assert (message.kind, message.channel, message.region) == (
        MessageKind.VOLUNTEER_PROPOSED,
        channel,
        match.region,
    )
    assert message.facts == {"reply_by": "2026-11-30"}
    assert message.not_before == NOW + timedelta(minutes=settings.MESSAGE_HOLD_MINUTES)


def test_both_of_a_duo_are_told() -> None:
    partner = VolunteerFactory(account=UserFactory())
    match = a_match(partner=partner, partner_seat=1)

    with transaction.atomic():
        telling.tell_proposed(match, now=NOW)

    assert {message.recipient for message in Message.objects.filter(to_family=None)} == {
        match.volunteer.account,
        partner.account,
    }


def test_the_day_of_the_first_meeting_is_told_again_when_it_changes() -> None:
    match = a_match(state=MatchState.INTRODUCTION_PLANNED)

    for days in (3, 3, 5):
        match.introduction_on = TODAY + timedelta(days=days)
        with transaction.atomic():
            telling.tell_introduction(match, now=NOW)

    told = sorted(message.facts["on"] for message in Message.objects.all())
    assert told == [(TODAY + timedelta(days=days)).isoformat() for days in (3, 5)]


def test_a_planned_first_meeting_is_told() -> None:
    match = a_match(state=MatchState.ACCEPTED)
    day = TODAY + timedelta(days=3)

    matches.plan_introduction(match=match, on=day, by=None, now=NOW)

    assert Message.objects.get().kind == MessageKind.INTRODUCTION_PLANNED
    assert Message.objects.get().occasion == day.isoformat()


def test_a_first_meeting_that_is_noted_afterwards_is_not_told() -> None:
    match = a_match(state=MatchState.ACCEPTED, introduction_on=TODAY - timedelta(days=1))

    with transaction.atomic():
        telling.tell_introduction(match, now=NOW)

    assert not Message.objects.exists()

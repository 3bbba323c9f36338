"""The clock at the same instant as another clock, or as an answer: one message, or none."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from families.states import FamilyState
from matching.domain import matches
from matching.domain.reminders import remind_due
from matching.models import Match
from matching.states import MatchState
from outbox.models import Message
from outbox.states import MessageState
from tests.factories.matching import MatchFactory
from tests.factories.programmes import volunteer_account
from tests.matching.test_visit_races import ROUNDS, at_once, fresh

DAY = date(2026, 11, 30)
NOON = datetime(2026, 11, 30, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
pytestmark = pytest.mark.django_db(transaction=True)


def proposed() -> Match:
    match = MatchFactory(
        reply_by=DAY,
        proposal__volunteer__account=volunteer_account(),
        proposal__family__state=FamilyState.PROPOSED,
    )
    assert isinstance(match, Match)
    return match


def _say_no(match: Match) -> None:
    matches.decline(match=fresh(match), side="volunteer", reason="moment", by=None, now=NOON)


def test_two_beats_at_once_remind_once() -> None:
    proposed()

    at_once(*[lambda: remind_due(now=NOON)] * 3)

    assert Message.objects.count() == 1


def test_who_says_no_at_that_instant_is_not_reminded_afterwards() -> None:
    for _ in range(ROUNDS):
        match = proposed()

        at_once(
            lambda: remind_due(now=NOON),
            lambda: _say_no(match),  # noqa: B023 - ends within this round
        )

        assert fresh(match).state == MatchState.DECLINED
        left = Message.objects.filter(subject_id=match.pk).exclude(state=MessageState.WITHDRAWN)
        assert not left.exists()

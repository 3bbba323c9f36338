"""A message that has not left when its matter is settled does not go out any more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.domain import matches, visits
from matching.models import Match
from matching.states import MatchState
from outbox.models import Message, MessageKind
from outbox.states import MessageState
from tests.factories.matching import MatchFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.outbox import MessageFactory

pytestmark = pytest.mark.django_db(transaction=True)
WAITS = pytest.mark.parametrize("state", [MessageState.HELD, MessageState.LISTED])


def written(match: Match, kind: str, state: str, occasion: str = "") -> Message:
    message: Message = MessageFactory(kind=kind, subject_id=match.pk, state=state, occasion=occasion)
    return message


@WAITS
@pytest.mark.parametrize("kind", [MessageKind.VOLUNTEER_PROPOSED, MessageKind.REPLY_REMINDER])
def test_who_said_yes_is_not_asked_any_more(kind: str, state: str) -> None:
    match = MatchFactory(proposed_at=NOW)
    message = written(match, kind, state)

    matches.accept_by_volunteer(match=match, by=None, now=NOW)

    message.refresh_from_db()
    assert message.state == MessageState.WITHDRAWN


def test_the_yes_of_a_family_leaves_the_question_to_the_volunteer() -> None:
    match = MatchFactory(proposed_at=NOW)
    message = written(match, MessageKind.VOLUNTEER_PROPOSED, MessageState.LISTED)

    matches.accept_by_family(match=match, by=None, now=NOW)

    message.refresh_from_db()
    assert message.state == MessageState.LISTED


@WAITS
def test_a_visit_that_was_logged_is_not_asked_about_any_more(state: str) -> None:
    match = MatchFactory(state=MatchState.ACTIVE, proposed_at=NOW - timedelta(days=30))
    yesterday = timezone.localdate(NOW) - timedelta(days=1)
    of_yesterday = written(match, MessageKind.VISIT_QUESTION, state, yesterday.isoformat())
    of_today = written(match, MessageKind.VISIT_QUESTION, state, TODAY.isoformat())

    visits.log(match=match, told=visits.Account(on=yesterday, held=True, minutes=60), by=None, now=NOW)

    of_yesterday.refresh_from_db()
    of_today.refresh_from_db()
    assert (of_yesterday.state, of_today.state) == (MessageState.WITHDRAWN, state)

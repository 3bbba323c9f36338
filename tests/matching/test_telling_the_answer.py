"""What a reader hears when the family has answered: the page promised it."""

from datetime import date, datetime, timedelta

import pytest

from matching.domain import expiry, matches
from matching.models import Match
from matching.states import DeclineReason, MatchState
from outbox.models import Message, MessageKind
from outbox.states import MessageState
from tests.factories.matching import MatchFactory
from tests.factories.moments import NOW
from tests.factories.programmes import UserFactory
from tests.factories.volunteers import VolunteerFactory

pytestmark = pytest.mark.django_db(transaction=True)
K = MessageKind


def a_match(state: MatchState, *, said_yes: datetime | None = None) -> Match:
    reader = VolunteerFactory(account=UserFactory())
    match: Match = MatchFactory(
        volunteer=reader,
        proposed_at=NOW - timedelta(days=2),
        reply_by=date(2026, 11, 30),
        state=state,
        volunteer_accepted_at=said_yes,
    )
    return match


def asked(match: Match, state: MessageState) -> Message:
    assert match.volunteer.account is not None
    return Message.objects.create(
        kind=K.VOLUNTEER_PROPOSED,
        recipient=match.volunteer.account,
        subject="matching.match",
        subject_id=match.pk,
        state=state,
        not_before=NOW,
        created_at=NOW,
    )


def told(match: Match) -> list[str]:
    mine = Message.objects.filter(recipient=match.volunteer.account)
    return list(mine.exclude(kind=K.VOLUNTEER_PROPOSED).values_list("kind", flat=True))


def test_the_familys_yes_is_told_to_a_reader_who_waits_for_it() -> None:
    match = a_match(MatchState.ACCEPTED_BY_VOLUNTEER, said_yes=NOW)

    matches.accept_by_family(match=match, by=None, now=NOW)

    assert told(match) == [K.FAMILY_SAID_YES]


def test_both_of_a_duo_hear_of_the_yes() -> None:
    match = a_match(MatchState.ACCEPTED_BY_VOLUNTEER, said_yes=NOW)
    partner = VolunteerFactory(account=UserFactory())
    Match.objects.filter(pk=match.pk).update(partner=partner, partner_seat=1)
    match.refresh_from_db()

    matches.accept_by_family(match=match, by=None, now=NOW)

    assert set(Message.objects.filter(kind=K.FAMILY_SAID_YES).values_list("recipient", flat=True)) == {
        match.volunteer.account_id,
        partner.account_id,
    }


def test_a_reader_who_says_yes_last_reads_it_on_the_page() -> None:
    match = a_match(MatchState.ACCEPTED_BY_FAMILY)

    matches.accept_by_volunteer(match=match, by=None, now=NOW)

    assert told(match) == []


def test_the_familys_no_is_told_to_a_reader_who_said_yes() -> None:
    match = a_match(MatchState.ACCEPTED_BY_VOLUNTEER, said_yes=NOW)

    matches.decline(match=match, side="family", reason=DeclineReason.OTHER, by=None, now=NOW)

    assert told(match) == [K.OTHER_FAMILY]


def test_the_familys_no_is_told_to_a_reader_who_still_thinks_it_over() -> None:
    match = a_match(MatchState.PROPOSED)
    asked(match, MessageState.SENT)

    matches.decline(match=match, side="family", reason=DeclineReason.OTHER, by=None, now=NOW)

    assert told(match) == [K.OTHER_FAMILY]


def test_who_was_not_asked_yet_hears_nothing_of_a_no() -> None:
    match = a_match(MatchState.PROPOSED)
    question = asked(match, MessageState.HELD)

    matches.decline(match=match, side="family", reason=DeclineReason.OTHER, by=None, now=NOW)

    question.refresh_from_db()
    assert (told(match), question.state) == ([], MessageState.WITHDRAWN)


def test_who_says_no_is_not_written_to() -> None:
    match = a_match(MatchState.PROPOSED)
    asked(match, MessageState.SENT)

    matches.decline(match=match, side="volunteer", reason=DeclineReason.OTHER, by=None, now=NOW)

    assert told(match) == []


def test_a_reader_who_said_yes_hears_that_the_family_did_not_answer_in_time() -> None:
    match = a_match(MatchState.ACCEPTED_BY_VOLUNTEER, said_yes=NOW)

    expiry.expire_due(now=NOW + timedelta(days=30))

    match.refresh_from_db()
    assert match.state == MatchState.EXPIRED
    assert told(match) == [K.OTHER_FAMILY]

"""Undo within the minutes before the messages leave (N35)."""

from datetime import timedelta

import pytest

from families.states import FamilyState
from matching.domain import matches, proposals, standing, taking_back
from matching.models import HeldSlot, Match
from matching.states import MatchState, ProposalState
from outbox.models import Message, MessageKind
from outbox.states import MessageState
from programmes.domain.refusal import Refusal
from tests.factories.matching import OverrideFactory, ProposalFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import UserFactory, coordinator

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(minutes=9)
LATER = NOW + timedelta(minutes=10)


def sent() -> Match:
    proposal = ProposalFactory(volunteer__account=UserFactory(), approved_at=NOW)
    proposals.publish(run=proposal.run, proposal_ids=[proposal.pk], by=None, now=NOW)
    return Match.objects.get(proposal=proposal)


def test_no_message_leaves_to_the_reader_or_to_the_parents() -> None:
    taking_back.take_back(match=sent(), by=None, now=SOON)

    assert set(Message.objects.values_list("kind", "state")) == {
        (MessageKind.VOLUNTEER_PROPOSED, MessageState.WITHDRAWN),
        (MessageKind.PARENT_ASKED, MessageState.WITHDRAWN),
    }


def test_seat_and_moment_are_free_again() -> None:
    match = sent()

    taking_back.take_back(match=match, by=None, now=SOON)

    match.refresh_from_db()
    assert (match.state, match.proposal, match.ended_at) == (MatchState.TAKEN_BACK, None, SOON)
    assert not HeldSlot.objects.filter(is_open=True).exists()


def test_the_proposal_is_an_approved_draft_as_before_and_the_family_waits() -> None:
    match = sent()
    proposal = match.proposal
    assert proposal is not None

    taking_back.take_back(match=match, by=None, now=SOON)

    proposal.refresh_from_db()
    proposal.family.refresh_from_db()
    assert (proposal.state, proposal.approved_at) == (ProposalState.DRAFT, NOW)
    assert proposal.family.state == FamilyState.WAITING


def test_what_was_taken_back_can_be_sent_again() -> None:
    match = sent()
    proposal = match.proposal
    assert proposal is not None
    taking_back.take_back(match=match, by=None, now=SOON)

    (outcome,) = proposals.publish(run=proposal.run, by=None, now=SOON)

    assert outcome.published
    states = Message.objects.filter(to_family=None).order_by("pk").values_list("state", flat=True)
    assert list(states) == [MessageState.WITHDRAWN, MessageState.HELD]


def test_after_ten_minutes_it_is_too_late() -> None:
    with pytest.raises(Refusal) as refused:
        taking_back.take_back(match=sent(), by=None, now=LATER)

    assert refused.value.code == "too-late"


@pytest.mark.parametrize("state", [MessageState.SENDING, MessageState.SENT])
def test_once_a_message_has_left_nothing_changes(state: MessageState) -> None:
    match = sent()
    Message.objects.update(state=state)

    with pytest.raises(Refusal) as refused:
        taking_back.take_back(match=match, by=None, now=SOON)

    match.refresh_from_db()
    assert (refused.value.code, match.state) == ("too-late", MatchState.PROPOSED)


def test_an_answer_cannot_be_undone() -> None:
    match = sent()
    matches.accept_by_volunteer(match=match, by=None, now=NOW)

    with pytest.raises(Refusal) as refused:
        taking_back.take_back(match=match, by=None, now=SOON)

    assert refused.value.code == "answered"


def test_all_of_a_run_are_taken_back_but_those_who_answered() -> None:
    run = ProposalFactory().run
    ProposalFactory(run=run)
    proposals.publish(run=run, by=coordinator(), now=NOW)
    first = Match.objects.earliest("pk")
    matches.accept_by_volunteer(match=first, by=None, now=NOW)

    undone = taking_back.take_back_all(run=run, by=None, now=SOON)

    assert undone == taking_back.TakenBack(1, 0)


def test_all_includes_nothing_that_was_sent_long_ago() -> None:
    match = sent()
    assert match.proposal is not None

    undone = taking_back.take_back_all(run=match.proposal.run, by=None, now=LATER)

    assert undone == taking_back.TakenBack(0, 0)


def test_a_pin_whose_sending_was_taken_back_binds_the_next_run_again() -> None:
    match = sent()
    pin = OverrideFactory(
        volunteer=match.volunteer,
        family=match.family,
        programme=match.programme,
        created_at=NOW - timedelta(days=1),
    )

    taking_back.take_back(match=match, by=None, now=SOON)

    before = standing.load(region=match.region, programme=match.programme, day=TODAY)
    assert before.pins == {(match.volunteer_id, match.family_id): pin.pk}

"""From drafts to matches: checked on today's data, one by one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from families.states import FamilyState
from matching.domain import approvals, proposals
from matching.domain.proposals import Outcome
from matching.models import HeldSlot, Match, Proposal
from matching.states import MatchState, ProposalState
from outbox.models import Message
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.values.availability import Window
from tests.factories.families import FamilyFactory
from tests.factories.matching import ProposalFactory, RunFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import UserFactory, coordinator
from tests.factories.volunteers import VolunteerFactory

pytestmark = pytest.mark.django_db
ALL_WEDNESDAY = [Window(3, 13 * 60, 18 * 60)]


def publish(proposal: Proposal) -> Outcome:
    (outcome,) = proposals.publish(run=proposal.run, proposal_ids=[proposal.pk], by=None, now=NOW)
    return outcome


def test_makes_a_match_on_the_first_seat() -> None:
    proposal = ProposalFactory()

    outcome = publish(proposal)

    match = Match.objects.get()
    assert outcome == Outcome(proposal.pk, match_id=match.pk)
    assert (match.volunteer, match.family) == (proposal.volunteer, proposal.family)
    assert (match.seat, match.reader_number, match.state) == (1, 1, MatchState.PROPOSED)
    assert match.reply_by == TODAY + timedelta(days=7)


def test_moves_proposal_and_family() -> None:
    proposal = ProposalFactory()

    publish(proposal)

    proposal.refresh_from_db()
    proposal.family.refresh_from_db()
    assert proposal.state == ProposalState.PUBLISHED
    assert proposal.family.state == FamilyState.PROPOSED


def test_holds_the_moment_and_the_gap_after_it() -> None:
    publish(ProposalFactory(option=["w 3 14:00"]))

    slot = HeldSlot.objects.get()
    wednesday_two = 2 * 24 * 60 + 14 * 60
    assert (slot.minutes.lower, slot.minutes.upper) == (wednesday_two, wednesday_two + 90)
    assert (slot.weeks.lower, slot.weeks.upper) == (0, 2)


def test_tells_the_volunteer_ten_minutes_later() -> None:
    account = UserFactory()

    publish(ProposalFactory(volunteer__account=account))

    message = Message.objects.get(to_family=None)
    assert (message.kind, message.recipient) == ("volunteer_proposed", account)
    assert message.not_before == NOW + timedelta(minutes=10)


def test_a_volunteer_without_account_is_told_by_telephone() -> None:
    publish(ProposalFactory())

    assert not Message.objects.filter(to_family=None).exists()


def test_without_numbers_every_draft_of_the_run_goes() -> None:
    run = ProposalFactory().run
    ProposalFactory(run=run)
    ProposalFactory(run=run, state=ProposalState.DROPPED)

    outcomes = proposals.publish(run=run, by=None, now=NOW)

    assert [outcome.published for outcome in outcomes] == [True, True]


def test_the_rest_of_a_batch_goes_on() -> None:
    run = ProposalFactory(volunteer__state="resting").run
    ProposalFactory(run=run)

    outcomes = proposals.publish(run=run, by=None, now=NOW)

    assert [outcome.code for outcome in outcomes] == ["state", ""]
    assert Match.objects.count() == 1


def test_a_batch_does_not_take_more_seats_than_there_are() -> None:
    volunteer = VolunteerFactory(capacity=1, windows=ALL_WEDNESDAY)
    run = ProposalFactory(volunteer=volunteer).run
    second = ProposalFactory(run=run, volunteer=volunteer)

    outcomes = proposals.publish(run=run, by=None, now=NOW)

    assert [outcome.code for outcome in outcomes] == ["", "capacity"]
    second.refresh_from_db()
    second.family.refresh_from_db()
    assert (second.state, second.family.state) == (ProposalState.DRAFT, FamilyState.WAITING)


def test_a_batch_does_not_send_a_volunteer_to_two_places_at_once() -> None:
    volunteer = VolunteerFactory(capacity=2, windows=ALL_WEDNESDAY)
    run = ProposalFactory(volunteer=volunteer, option=["w 3 14:00"]).run
    ProposalFactory(run=run, volunteer=volunteer, option=["w 3 15:00"])

    outcomes = proposals.publish(run=run, by=None, now=NOW)

    assert [outcome.code for outcome in outcomes] == ["", "clash"]


def test_a_family_already_proposed_is_refused() -> None:
    family = FamilyFactory()
    first, second = ProposalFactory(family=family), ProposalFactory(family=family)
    publish(first)

    outcome = publish(second)

    assert outcome.code == "state"


def test_a_family_that_needs_two_readers_gets_two() -> None:
    family = FamilyFactory(readers_needed=2)
    run = ProposalFactory(family=family, option=["w 3 14:00"]).run
    ProposalFactory(run=run, family=family, option=["w 3 15:00"])

    outcomes = proposals.publish(run=run, by=None, now=NOW)

    assert [outcome.published for outcome in outcomes] == [True, True]
    assert set(Match.objects.values_list("reader_number", flat=True)) == {1, 2}


def test_two_in_one_batch_for_a_family_that_needs_one_give_one() -> None:
    family = FamilyFactory()
    run = ProposalFactory(family=family).run
    ProposalFactory(run=run, family=family)

    outcomes = proposals.publish(run=run, by=None, now=NOW)

    assert [outcome.code for outcome in outcomes] == ["", "family-has-readers"]


def test_what_was_sent_is_not_sent_again() -> None:
    proposal = ProposalFactory()
    publish(proposal)

    assert publish(proposal).code == "not-a-draft"
    assert Match.objects.count() == 1


def test_a_proposal_of_another_run_is_not_found() -> None:
    other = ProposalFactory()

    outcomes = proposals.publish(run=RunFactory(), proposal_ids=[other.pk, 999_999], by=None, now=NOW)

    assert [outcome.code for outcome in outcomes] == ["not-found", "not-found"]


def test_more_than_five_hundred_at_once_are_refused() -> None:
    with pytest.raises(InvalidInput):
        proposals.publish(run=RunFactory(), proposal_ids=range(501), by=None, now=NOW)


def test_queries_of_the_check_do_not_grow_with_the_batch() -> None:
    counts = []
    for size in (1, 6):
        run = RunFactory(state="succeeded")
        for _ in range(size):
            ProposalFactory(run=run, volunteer__state="resting")
        with CaptureQueriesContext(connection) as queries:
            proposals.publish(run=run, by=None, now=NOW)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_approval_is_noted_and_taken_back() -> None:
    proposal, person = ProposalFactory(), coordinator()

    proposals.approve(proposal=proposal, by=person, now=NOW)
    assert (proposal.approved_by, proposal.approved_at) == (person, NOW)

    proposals.unapprove(proposal=proposal, by=person, now=NOW)
    proposal.refresh_from_db()
    assert (proposal.approved_by, proposal.approved_at) == (None, None)


def test_what_was_sent_cannot_be_approved() -> None:
    proposal = ProposalFactory(state=ProposalState.PUBLISHED)

    with pytest.raises(Refusal, match="not-a-draft"):
        proposals.approve(proposal=proposal, by=None, now=NOW)


def test_a_dropped_draft_is_not_sent() -> None:
    proposal = ProposalFactory()
    proposals.drop(proposal=proposal, by=None, now=NOW)

    assert proposals.publish(run=proposal.run, by=None, now=NOW) == []


def test_many_are_approved_at_once_and_none_twice() -> None:
    run, person = ProposalFactory().run, coordinator()
    ProposalFactory(run=run)
    ProposalFactory(run=run, state=ProposalState.DROPPED)

    first, second = (approvals.approve_many(run=run, by=person, now=NOW) for _ in range(2))

    assert (first, second) == (2, 0)
    assert run.proposals.filter(approved_by=person).count() == 2


def test_of_those_approved_only_who_still_is_gets_sent() -> None:
    kept = ProposalFactory(approved_at=NOW)
    undone = ProposalFactory(run=kept.run)

    outcomes = proposals.publish(
        run=kept.run, proposal_ids=[kept.pk, undone.pk], only_approved=True, by=None, now=NOW
    )

    assert [(outcome.published, outcome.code) for outcome in outcomes] == [
        (True, ""),
        (False, "changed-meanwhile"),
    ]
    assert outcomes[1].message

"""Parents take their consent back under an open match: it ends, the seat is free, the readers are told."""

import pytest
from django.db import transaction

from families.domain import consents, leaving
from families.models import Family
from families.states import FamilyState
from matching.domain import matches, telling
from matching.domain.todo import Rule
from matching.models import HeldSlot, Match
from matching.states import MatchState
from outbox.models import Message, MessageKind
from outbox.states import MessageState
from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import Refusal
from programmes.models import StateChange
from tests.factories.matching import MatchFactory
from tests.factories.moments import NOW
from tests.factories.parents import asked
from tests.factories.programmes import OrganisationFactory, social_worker
from tests.matching.test_visit_races import ROUNDS, at_once, fresh
from tests.matching.watching import tasks_of

pytestmark = pytest.mark.django_db(transaction=True)
M, F = MatchState, FamilyState
BEFORE_READING = pytest.mark.parametrize(
    ("state", "of_family"),
    [
        (M.PROPOSED, F.PROPOSED),
        (M.ACCEPTED_BY_VOLUNTEER, F.PROPOSED),
        (M.ACCEPTED_BY_FAMILY, F.PROPOSED),
        (M.ACCEPTED, F.MATCHED),
        (M.INTRODUCTION_PLANNED, F.MATCHED),
    ],
)


def taken_back(match: Match) -> None:
    family = Family.objects.get(pk=match.family_id)
    leaving.leave(family=family, reason=leaving.CONSENT, by=None, now=NOW)


def told(match: Match) -> list[str]:
    sent = Message.objects.exclude(state=MessageState.WITHDRAWN).filter(recipient=match.volunteer.account)
    return list(sent.values_list("kind", flat=True))


@BEFORE_READING
def test_before_the_first_visit_the_match_ends_as_a_no_of_the_family(
    state: MatchState, of_family: FamilyState
) -> None:
    match = asked(state=state, family={"state": of_family})
    HeldSlot.objects.filter(match=match).update(is_open=True)

    taken_back(match)

    after = fresh(match)
    assert (after.state, after.end_reason, after.ended_at) == (M.DECLINED, "other", NOW)
    assert not HeldSlot.objects.filter(match=match, is_open=True).exists()
    assert Family.objects.get(pk=match.family_id).state == F.WITHDRAWN
    assert tasks_of(Rule.ONE_LEFT) == []


def test_the_history_of_the_family_has_no_return_to_the_queue() -> None:
    match = asked()

    taken_back(match)

    steps = StateChange.objects.filter(subject="families.family", subject_id=match.family_id)
    assert list(steps.values_list("to_state", flat=True)) == ["withdrawn"]


def test_a_reader_who_said_yes_is_told() -> None:
    match = asked(state=M.ACCEPTED_BY_VOLUNTEER, volunteer_accepted_at=NOW)

    taken_back(match)

    assert told(match) == [MessageKind.OTHER_FAMILY]


def test_questions_that_did_not_leave_yet_stay_here() -> None:
    match = asked()
    with transaction.atomic():
        telling.tell_proposed(match, now=NOW)

    taken_back(match)

    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.WITHDRAWN}
    assert told(match) == []


def test_of_two_readers_both_matches_end() -> None:
    first = asked(family={"readers_needed": 2})
    second = MatchFactory(proposal__family=first.family, reader_number=2)

    taken_back(first)

    assert {fresh(one).state for one in (first, second)} == {M.DECLINED}


@pytest.mark.parametrize("state", [M.ACTIVE, M.PAUSED])
def test_who_reads_already_is_called_by_a_coordinator_today(state: MatchState) -> None:
    match = asked(state=state, family={"state": F.ACTIVE})

    taken_back(match)

    assert fresh(match).state == state
    assert [task.pk for task in tasks_of(Rule.ONE_LEFT)] == [match.pk]


def test_with_another_reason_than_consent_a_reader_keeps_the_family() -> None:
    match = asked()

    with pytest.raises(Refusal, match="match-open"):
        leaving.leave(family=match.family, reason="moved", by=None, now=NOW)

    assert fresh(match).is_open


def test_a_yes_at_the_same_instant_does_not_keep_the_match_open() -> None:
    for _ in range(ROUNDS):
        match = asked()

        at_once(
            lambda: matches.accept_by_volunteer(match=fresh(match), by=None, now=NOW),  # noqa: B023 - ends within this round
            lambda: taken_back(match),  # noqa: B023 - as above
        )

        assert fresh(match).state == M.DECLINED
        assert Family.objects.get(pk=match.family_id).state == F.WITHDRAWN


def test_nothing_more_can_be_said_about_it() -> None:
    match = asked()
    consents.withdraw_consent(family=match.family, by=None, now=NOW)

    with pytest.raises(MoveNotAllowedError):
        matches.accept_by_family(match=match, by=None, now=NOW)


@pytest.mark.parametrize("is_there", [True, False])
def test_only_who_still_works_there_hears_of_the_families(*, is_there: bool) -> None:
    school = OrganisationFactory()
    referrer = social_worker(school)
    match = asked(family={"organisation": school, "registered_by": referrer, "state": F.PROPOSED})
    if not is_there:
        referrer.role_assignments.all().delete()
    Match.objects.filter(pk=match.pk).update(state=M.ACCEPTED_BY_VOLUNTEER, volunteer_accepted_at=NOW)

    matches.accept_by_family(match=match, by=None, now=NOW)

    assert Message.objects.filter(kind=MessageKind.REFERRER_READER_FOUND).exists() is is_there

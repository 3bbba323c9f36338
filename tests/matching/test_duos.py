"""A duo in a run and after it: one reader, two seats, two people (R6, N18, N19; product.md, section 4)."""

from datetime import timedelta

import pytest

from matching.domain import occupied, proposals, snapshot
from matching.domain.presets import rules_of
from matching.domain.proposals import Outcome
from matching.models import Match, Proposal
from matching.solver.pairing import People
from matching.solver.slots import Slot, starts_of
from matching.states import DeclineReason, MatchState
from outbox.models import Message
from programmes.values.availability import Window
from tests.factories.duos import DuoFactory
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory, ProposalFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import ProgrammeFactory, RegionFactory, volunteer_account
from tests.factories.volunteers import VolunteerFactory
from volunteers.models import Duo, Volunteer

ALL_WEDNESDAY = [Window(3, 13 * 60, 18 * 60)]
A_DAY = timedelta(days=1)


def read() -> People:
    region, programme = RegionFactory(), ProgrammeFactory()
    return snapshot.read(region=region, programme=programme, rules=rules_of(programme), day=TODAY)


def starts(people: People) -> set[str]:
    return {str(Slot.of_code(code)) for code in starts_of(people.volunteers.free[0, 0])}


def proposed(duo: Duo, **fields: object) -> Proposal:
    return ProposalFactory(volunteer=duo.first, **fields)


def publish(proposal: Proposal) -> Outcome:
    (outcome,) = proposals.publish(run=proposal.run, proposal_ids=[proposal.pk], by=None, now=NOW)
    return outcome


def together(**fields: object) -> Match:
    """A match of a duo, as publishing makes it."""
    proposal = proposed(DuoFactory(), **fields)
    assert publish(proposal).published
    return proposal.match


class TestInTheSnapshot:
    pytestmark = pytest.mark.django_db

    def test_a_duo_is_one_reader_with_the_common_part(self) -> None:
        dutch, arabic = [("nl", "native")], [("ar", "C1")]
        first = VolunteerFactory(windows=[Window(3, 13 * 60, 16 * 60)], capacity=3, languages=dutch)
        second = VolunteerFactory(windows=[Window(3, 14 * 60, 18 * 60)], capacity=2, languages=arabic)
        DuoFactory(first=first, second=second)
        alone = VolunteerFactory()

        people = read()

        assert people.volunteers.id.tolist() == [first.pk, alone.pk]
        assert starts(people) == {"w 3 14:00", "w 3 14:30", "w 3 15:00"}
        assert int(people.volunteers.capacity[0]) == 2
        assert int(people.volunteers.languages[0]).bit_count() == 2

    def test_half_a_duo_does_not_take_part(self) -> None:
        DuoFactory(second__state="resting")

        assert len(read().volunteers) == 0

    def test_a_dissolved_duo_is_two_readers(self) -> None:
        DuoFactory(ended_at=NOW)

        assert len(read().volunteers) == 2

    def test_the_largest_distance_is_that_of_the_slower(self) -> None:
        programme = ProgrammeFactory()
        first, second = VolunteerFactory(max_minutes=60, means="car"), VolunteerFactory(max_minutes=50)
        DuoFactory(first=first, second=second)

        volunteers = read().volunteers

        speed, minutes = int(volunteers.metres_per_minute[0]), int(volunteers.max_minutes[0])
        assert minutes == min(50, programme.max_metres // speed)

    def test_a_ban_of_either_is_one_of_both(self) -> None:
        duo, family = DuoFactory(), FamilyFactory()
        MatchFactory(
            proposal__volunteer=duo.second,
            proposal__family=family,
            state=MatchState.DECLINED,
            end_reason=DeclineReason.NOT_AGAIN,
        )

        assert read().bans.tolist() == [[0, 0]]

    def test_what_either_holds_counts_for_both(self) -> None:
        duo = DuoFactory(
            first=VolunteerFactory(windows=ALL_WEDNESDAY, capacity=3),
            second=VolunteerFactory(windows=ALL_WEDNESDAY, capacity=2),
        )
        MatchFactory(proposal__volunteer=duo.second, proposal__option=["w 3 14:00"])

        people = read()

        assert int(people.volunteers.capacity[0]) == 1
        assert starts(people) == {"w 3 15:30", "w 3 16:00", "w 3 16:30", "w 3 17:00"}

    def test_a_match_of_a_duo_is_held_by_both(self) -> None:
        match = together()

        held = occupied.load(programme=match.programme)

        assert {held.seats[number] for number in match.readers} == {1}
        assert held.stretches.keys() == set(match.readers)


class TestPublishing:
    pytestmark = pytest.mark.django_db

    def test_makes_a_match_with_seat_and_moment_of_both(self) -> None:
        duo = DuoFactory()
        MatchFactory(proposal__volunteer=duo.second, proposal__option=["w 1 14:00"])
        Volunteer.objects.filter(pk=duo.second_id).update(capacity=2)

        publish(proposed(duo))

        match = Match.objects.get(partner__isnull=False)
        assert (match.volunteer, match.partner) == (duo.first, duo.second)
        assert (match.seat, match.partner_seat) == (1, 2)
        assert {slot.volunteer.lower for slot in match.held_slots.all()} == {duo.first_id, duo.second_id}

    def test_tells_both(self) -> None:
        accounts = {volunteer_account(), volunteer_account()}
        first, second = (VolunteerFactory(account=account) for account in accounts)

        publish(proposed(DuoFactory(first=first, second=second)))

        assert {message.recipient for message in Message.objects.filter(to_family=None)} == accounts

    @pytest.mark.parametrize("side", ["first", "second"])
    def test_a_proposal_from_before_the_duo_is_refused(self, side: str) -> None:
        proposal = ProposalFactory()
        DuoFactory(**{side: proposal.volunteer, "since": NOW + A_DAY})

        assert publish(proposal).code == "duo"

    def test_a_proposal_of_a_dissolved_duo_is_refused(self) -> None:
        proposal = proposed(DuoFactory(since=NOW - A_DAY, ended_at=NOW + A_DAY))

        assert publish(proposal).code == "duo"

    def test_rules_are_asked_about_both(self) -> None:
        duo = DuoFactory()
        duo.second.windows.update(weekday=4)

        assert publish(proposed(duo)).code == "slot"

    def test_a_partner_without_a_place_is_refused(self) -> None:
        duo = DuoFactory()
        MatchFactory(proposal__volunteer=duo.second, proposal__option=["w 1 14:00"])

        assert publish(proposed(duo)).code == "capacity"

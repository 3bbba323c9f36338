"""The match of a duo: held by both, kept by the database, also when two act at once (R6, N18, N19)."""

from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet

from matching.domain import matches, queries
from matching.domain.violations import broken_constraint
from matching.models import HeldSlot, Match
from programmes.domain.access import Action, actor_of
from programmes.domain.refusal import Refusal
from tests.factories.duos import DuoFactory
from tests.factories.matching import MatchFactory, ProposalFactory
from tests.factories.moments import NOW
from tests.factories.programmes import volunteer_account
from tests.factories.volunteers import VolunteerFactory
from tests.matching.test_duos import A_DAY, ALL_WEDNESDAY, proposed, publish, together
from tests.matching.test_seats import at_once, violated
from volunteers.domain import duos, intake
from volunteers.models import Duo, Volunteer

ROUNDS = 5


def partner_of(match: Match) -> QuerySet[Volunteer]:
    return Volunteer.objects.filter(matches_as_partner=match)


class TestTheLifeOfAMatch:
    pytestmark = pytest.mark.django_db

    def test_its_end_frees_the_moments_of_both(self) -> None:
        match = together()

        matches.decline(match=match, side="family", reason="other", by=None, now=NOW)

        assert not HeldSlot.objects.filter(is_open=True).exists()

    def test_the_partner_sees_it_and_answers_for_both(self) -> None:
        account = volunteer_account()
        match = together()
        partner_of(match).update(account=account)

        seen = queries.matches_visible_to(actor_of(account), Action.VOLUNTEER_ANSWER)
        assert list(seen) == [match]

    def test_the_partner_does_not_decide_about_it_as_a_coordinator(self) -> None:
        account = volunteer_account()
        match = together()
        partner_of(match).update(account=account)
        match = Match.objects.get(pk=match.pk)

        with pytest.raises(Refusal, match="own-match"):
            matches.accept_by_family(match=match, by=account, now=NOW)

    def test_a_duo_is_not_dissolved_before_its_matches_end(self) -> None:
        match = together()
        duo = Duo.objects.get()

        with pytest.raises(Refusal, match="matches-open"):
            duos.dissolve(volunteer=duo.first, by=None, now=NOW)
        matches.decline(match=match, side="family", reason="other", by=None, now=NOW)
        duos.dissolve(volunteer=duo.first, by=None, now=NOW)

        assert duos.duo_of(match.volunteer) is None

    def test_who_leaves_meanwhile_keeps_the_duo_until_their_matches_end(self) -> None:
        match = together()

        intake.leave(volunteer=match.volunteer, by=None, now=NOW)

        assert duos.duo_of(match.volunteer) is not None
        with pytest.raises(Refusal, match="reader-left"):
            matches.accept_by_family(match=match, by=None, now=NOW)

    def test_the_capacity_of_a_partner_is_not_lowered_below_its_seat(self) -> None:
        match = together(volunteer__capacity=1)
        partner_of(match).update(capacity=2)
        with transaction.atomic():
            Match.objects.update(partner_seat=2)

        def lower() -> None:
            with transaction.atomic():
                partner_of(match).update(capacity=1)

        assert violated(lower) == "no_volunteer_above_capacity"


class TestInTheDatabase:
    pytestmark = pytest.mark.django_db

    @pytest.mark.parametrize(
        ("change", "constraint"),
        [
            ("partner_seat = NULL", "partner_of_a_match_has_a_seat"),
            ("partner_id = NULL", "partner_of_a_match_has_a_seat"),
            ("partner_seat = 2", "no_volunteer_above_capacity"),
            ("partner_id = volunteer_id", "partner_is_another_volunteer"),
        ],
    )
    def test_a_partner_has_a_seat_of_their_own(self, change: str, constraint: str) -> None:
        together()

        def write() -> None:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"UPDATE matching_match SET {change}")  # noqa: S608 - one of those above

        assert violated(write) in {constraint, "two_readers_differ"}

    def test_a_seat_is_taken_once_whether_alone_or_along(self) -> None:
        match = together()

        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            MatchFactory(proposal__volunteer=match.partner, proposal__option=["w 1 14:00"])

        assert broken_constraint(caught.value) == "a_seat_is_taken_once"

    def test_a_partner_is_at_one_visit_at_a_time(self) -> None:
        match = together()
        partner_of(match).update(capacity=2)

        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            MatchFactory(proposal__volunteer=match.partner, seat=2)

        assert broken_constraint(caught.value) == "a_volunteer_is_at_one_visit_at_a_time"


@pytest.mark.django_db(transaction=True)
def test_alone_and_along_at_the_same_instant_take_a_seat_once() -> None:
    for _ in range(ROUNDS):
        duo = DuoFactory(
            first=VolunteerFactory(windows=ALL_WEDNESDAY), second=VolunteerFactory(windows=ALL_WEDNESDAY)
        )
        other = DuoFactory(ended_at=NOW, first=duo.second, since=NOW - A_DAY)
        along, alone = proposed(duo), ProposalFactory(volunteer=other.first, option=["w 3 16:00"])

        at_once(partial(publish, along), partial(publish, alone))

        assert Match.objects.filter(Q(volunteer=duo.second) | Q(partner=duo.second)).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_duo_dissolved_while_it_is_published_comes_in_one_order() -> None:
    for _ in range(ROUNDS):
        duo = DuoFactory(since=NOW - A_DAY)
        proposal = proposed(duo)

        at_once(partial(publish, proposal), partial(_dissolve, duo))

        match = Match.objects.filter(proposal=proposal).first()
        duo.refresh_from_db()
        assert (match is not None) == (duo.ended_at is None)
        assert match is None or match.partner == duo.second


def _dissolve(duo: Duo) -> str:
    try:
        duos.dissolve(volunteer=Volunteer.objects.get(pk=duo.second_id), by=None, now=NOW + A_DAY)
    except Refusal as refusal:
        return refusal.code
    return ""

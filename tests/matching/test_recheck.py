"""What changed between a run and its publishing, rule by rule."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from families.states import FamilyState
from matching.domain import proposals
from matching.models import Match, Proposal
from matching.states import DeclineReason, MatchState
from tests.factories.matching import MatchFactory, ProposalFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import RegionFactory
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db


def rest(proposal: Proposal) -> None:
    Volunteer.objects.update(state="resting")


def lapse(proposal: Proposal) -> None:
    proposal.volunteer.certificate.seen_on = TODAY - timedelta(days=365 * 3 - 60)
    proposal.volunteer.certificate.save()


def move_house(proposal: Proposal) -> None:
    proposal.family.homes.update(x=200_000)


def ask_for_arabic(proposal: Proposal) -> None:
    type(proposal.family).objects.update(required_language="ar")


def change_windows(proposal: Proposal) -> None:
    proposal.volunteer.windows.update(weekday=4)


def narrow_windows(proposal: Proposal) -> None:
    proposal.volunteer.windows.update(start=15 * 60)


def to_library(proposal: Proposal) -> None:
    Volunteer.objects.update(places=["library"])


def only_teenagers(proposal: Proposal) -> None:
    Volunteer.objects.update(age_from=12)


def buy_a_dog(proposal: Proposal) -> None:
    Volunteer.objects.update(restrictions=["pets"])
    type(proposal.family).objects.update(restrictions=["pets"])


def part_for_good(proposal: Proposal) -> None:
    MatchFactory(
        proposal__volunteer=proposal.volunteer,
        proposal__family=proposal.family,
        state=MatchState.ENDED_EARLY,
        end_reason=DeclineReason.NOT_AGAIN,
    )


def fill_up(proposal: Proposal) -> None:
    proposal.volunteer.windows.update(end=20 * 60)
    MatchFactory(proposal__volunteer=proposal.volunteer, proposal__option=["w 3 17:00"])


def leave_programme(proposal: Proposal) -> None:
    proposal.volunteer.programmes.clear()


def put_on_hold(proposal: Proposal) -> None:
    type(proposal.family).objects.update(state=FamilyState.LOOK_AGAIN, look_again_on=TODAY)


def withdraw_consent(proposal: Proposal) -> None:
    proposal.family.consents.update(withdrawn_on=TODAY)


def move_region(proposal: Proposal) -> None:
    Volunteer.objects.update(region=RegionFactory(slug="tilburg"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (leave_programme, "programme"),
        (rest, "state"),
        (put_on_hold, "state"),
        (withdraw_consent, "state"),
        (move_region, "state"),
        (lapse, "certificate"),
        (move_house, "distance"),
        (ask_for_arabic, "language"),
        (change_windows, "slot"),
        (narrow_windows, "moment"),
        (to_library, "place"),
        (only_teenagers, "children"),
        (buy_a_dog, "restriction"),
        (part_for_good, "ban"),
        (fill_up, "capacity"),
    ],
)
def test_what_changed_meanwhile_is_refused_with_its_reason(
    change: Callable[[Proposal], None], code: str
) -> None:
    proposal = ProposalFactory()
    change(proposal)
    before = Match.objects.count()

    (outcome,) = proposals.publish(run=proposal.run, by=None, now=NOW)

    assert (outcome.published, outcome.code) == (False, code)
    assert str(outcome.message)
    assert Match.objects.count() == before

"""Who goes along is shown with a proposal and with a match."""

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from tests.api_clients import client_of
from tests.factories.duos import DuoFactory
from tests.factories.matching import ProposalFactory
from tests.factories.moments import NOW
from tests.factories.programmes import coordinator, volunteer_account
from tests.factories.snapshots import SnapshotFactory
from tests.matching.test_duos import together
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture
def api() -> APIClient:
    return client_of(coordinator())


@pytest.mark.parametrize(
    ("life", "is_shown"),
    [
        ({"since": NOW - A_DAY}, True),
        ({"since": NOW - A_DAY, "ended_at": NOW + A_DAY}, True),
        ({"since": NOW - 2 * A_DAY, "ended_at": NOW - A_DAY}, False),
        ({"since": NOW + A_DAY}, False),
    ],
    ids=["a duo", "dissolved since", "dissolved before", "formed since"],
)
def test_a_proposal_names_who_went_along_when_its_run_began(
    api: APIClient, life: dict[str, object], is_shown: bool
) -> None:
    duo = DuoFactory(**life)
    proposal = ProposalFactory(volunteer=duo.first)
    SnapshotFactory(run=proposal.run, taken_at=NOW)

    answer = api.get(f"/api/v1/proposals/{proposal.pk}").json()

    assert answer["partner"] == (duo.second_id if is_shown else None)


def test_a_match_names_who_goes_along(api: APIClient) -> None:
    match = together()

    answer = api.get(f"/api/v1/matches/{match.pk}").json()

    assert (answer["volunteer"]["id"], answer["partner"]["id"]) == match.readers


def test_either_of_a_duo_answers_for_both() -> None:
    account = volunteer_account()
    match = together()
    Volunteer.objects.filter(matches_as_partner=match).update(account=account)

    answer = client_of(account).post(f"/api/v1/matches/{match.pk}/accept")

    assert (answer.status_code, answer.json()["state"]) == (200, "accepted_by_volunteer")

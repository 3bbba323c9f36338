"""No list asks the database more when there is more to show."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matching.models import MatchingRun
from matching.states import ProposalState, RunState
from programmes.models import User
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory, ProposalFactory, RunFactory
from tests.factories.programmes import OrganisationFactory, coordinator, social_worker, volunteer_account
from tests.factories.volunteers import VolunteerFactory

LISTS = [
    "/werk",
    "/werk/gezinnen",
    "/werk/voorlezers",
    "/werk/koppelen",
    "/werk/koppelen/nieuw",
    "/werk/koppelen/{run}/voorstellen",
    "/werk/koppelingen",
]
pytestmark = pytest.mark.django_db


def add(run: MatchingRun) -> None:
    FamilyFactory()
    VolunteerFactory()
    RunFactory(state=RunState.SUCCEEDED)
    ProposalFactory(run=run)
    MatchFactory(proposal=ProposalFactory(run=run, state=ProposalState.PUBLISHED, family__state="proposed"))


def queries(user: User, path: str) -> int:
    client = Client()
    client.force_login(user)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(asked)


@pytest.mark.parametrize("path", LISTS)
def test_a_list_of_a_coordinator_asks_as_much_for_one_as_for_four(path: str) -> None:
    user = coordinator()
    run = RunFactory(state=RunState.SUCCEEDED)
    add(run)
    before = queries(user, path.format(run=run.pk))

    for _ in range(3):
        add(run)

    assert queries(user, path.format(run=run.pk)) == before


def test_the_families_of_a_social_worker_take_as_many_queries_for_one_as_for_four() -> None:
    school = OrganisationFactory()
    user = social_worker(school)
    FamilyFactory(organisation=school)
    before = queries(user, "/mijn-gezinnen")

    for _ in range(3):
        FamilyFactory(organisation=school)

    assert queries(user, "/mijn-gezinnen") == before


def test_a_reader_without_a_proposal_sees_that_we_search(client: Client) -> None:
    account = volunteer_account()
    VolunteerFactory(account=account)
    client.force_login(account)

    assert "We zoeken een gezin voor je" in client.get("/mijn").content.decode()

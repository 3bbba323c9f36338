"""The tab that puts a run beside another, or beside the order of registration."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matching.models import MatchingRun
from matching.states import RunState
from tests.factories.explanations import FiguresFactory
from tests.factories.matching import ProposalFactory, RunFactory
from tests.factories.programmes import ProgrammeFactory, RegionFactory, coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client) -> Client:
    client.force_login(coordinator(language="en"))
    return client


def finished(**figures: object) -> MatchingRun:
    run: MatchingRun = RunFactory(state=RunState.SUCCEEDED)
    FiguresFactory(run=run, **figures)
    return run


def shown(page: Client, run: MatchingRun, query: str = "") -> str:
    answer = page.get(f"/werk/koppelen/{run.pk}/vergelijken{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_run_before_stands_beside_it(page: Client) -> None:
    before, run = finished(placed=1), finished(placed=2)

    text = shown(page, run)

    assert f"Run {run.number} beside run {before.number}" in text
    assert "+1" in text
    assert "Passed over, though a reader fits" in text


def test_each_family_with_its_difference_readers_and_cause(page: Client) -> None:
    before, run = finished(), finished()
    old = ProposalFactory(run=before, volunteer__first_name="Els")
    ProposalFactory(run=run, family=old.family, volunteer__first_name="Wim")

    text = shown(page, run)

    assert old.family.reference in text
    assert text.index("Wim van de Ven") < text.index("Els van de Ven")
    assert "Not known: the input of a run is no longer kept" in text


def test_a_difference_narrows_with_counts(page: Client) -> None:
    before, run = finished(), finished()
    gone, new = ProposalFactory(run=before), ProposalFactory(run=run)

    text = shown(page, run, "?difference=newly_placed")

    assert 'Newly placed <span class="c">1</span>' in text
    assert new.family.reference in text
    assert gone.family.reference not in text


def test_the_order_of_registration_has_figures_and_no_pairs(page: Client) -> None:
    finished()
    run = finished()

    text = shown(page, run, "?with=first-come")

    assert f"Run {run.number} beside the order of registration" in text
    assert "Only these figures are kept of it, not the pairs." in text


def test_the_first_run_is_put_beside_the_order_of_registration(page: Client) -> None:
    assert "beside the order of registration" in shown(page, finished())


@pytest.mark.parametrize("asked", ["abc", "-1", "9" * 30, "²"])
def test_another_kind_of_address_finds_nothing(page: Client, asked: str) -> None:
    run = finished()

    assert page.get(f"/werk/koppelen/{run.pk}/vergelijken?with={asked}").status_code == 404


def test_runs_that_cannot_be_compared_are_not_offered(page: Client) -> None:
    other = RunFactory(state=RunState.SUCCEEDED, programme=ProgrammeFactory(slug="another"))
    failed, run = RunFactory(state=RunState.FAILED), finished()

    text = shown(page, run)

    for one in (other, failed):
        assert f'value="{one.pk}"' not in text
        assert page.get(f"/werk/koppelen/{run.pk}/vergelijken?with={one.pk}").status_code == 404


def test_another_region_finds_nothing(client: Client) -> None:
    run = finished()
    client.force_login(coordinator(RegionFactory(slug="elders")))

    assert client.get(f"/werk/koppelen/{run.pk}/vergelijken").status_code == 404


def test_it_asks_as_much_for_one_as_for_four(page: Client) -> None:
    before, run = finished(), finished()

    def add() -> None:
        ProposalFactory(run=run, family=ProposalFactory(run=before).family)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            shown(page, run)
        return len(asked)

    add()
    first = queries()
    for _ in range(3):
        add()

    assert queries() == first

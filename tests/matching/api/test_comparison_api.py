"""``/matching-runs/{id}/comparison`` as clients see it."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from matching.models import MatchingRun
from tests.factories.explanations import FiguresFactory
from tests.factories.families import FamilyFactory
from tests.factories.matching import ProposalFactory, RunFactory
from tests.factories.programmes import ProgrammeFactory, RegionFactory
from tests.matching.api.clients import client_of, client_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> APIClient:
    return client_of()


def finished(**fields: Any) -> MatchingRun:
    run: MatchingRun = FiguresFactory(**fields).run
    return run


def address(run: MatchingRun) -> str:
    return f"/api/v1/matching-runs/{run.pk}/comparison"


def refused(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 400
    return [(error["field"], error["message"]) for error in answer.json()["errors"]]


def test_figures_of_both_and_of_first_come_stand_side_by_side(client: APIClient) -> None:
    run, before = finished(), finished(placed=1, objective=[0, 1, 1, 500, 0])

    figures = client.get(address(run), {"with": before.pk}).json()["figures"]

    assert [figures[side]["placed"] for side in ("run", "other", "baseline")] == [2, 1, 1]
    assert figures["other"]["objective"] == [0, 1, 1, 500, 0]
    assert figures["run"]["travel"] == {"mean": 8.5, "p90": 14, "longest": 19}
    assert figures["baseline"]["waited"]["placed"]["median"] == 83.0


def test_an_older_run_without_measures_compares_all_the_same(client: APIClient) -> None:
    run, before = finished(), finished(measures={}, baseline_measures={})

    other = client.get(address(run), {"with": before.pk}).json()["figures"]["other"]

    assert (other["travel"], other["waited"], other["common_slots"]) == (None, None, None)


def test_families_stand_with_their_readers_in_both(client: APIClient) -> None:
    run, before, family = finished(), finished(), FamilyFactory()
    now, then = ProposalFactory(run=run, family=family), ProposalFactory(run=before, family=family)

    answer = client.get(address(run), {"with": before.pk}).json()

    assert answer["counts"] == {"same": 0, "other_reader": 1, "newly_placed": 0, "no_longer_placed": 0}
    (row,) = answer["results"]
    assert (row["family"]["id"], row["difference"]) == (family.pk, "other_reader")
    assert [reader["id"] for reader in row["readers"]] == [now.volunteer_id]
    assert [reader["id"] for reader in row["other_readers"]] == [then.volunteer_id]


def test_pages_go_on_and_back(client: APIClient) -> None:
    run, before = finished(), finished()
    numbers = [ProposalFactory(run=run).family_id for _ in range(5)]

    first = client.get(address(run), {"with": before.pk, "page_size": 2}).json()
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()
    back = client.get(third["previous"]).json()

    pages = [[row["family"]["id"] for row in page["results"]] for page in (first, second, third, back)]
    assert pages == [numbers[:2], numbers[2:4], numbers[4:], numbers[2:4]]
    assert (first["previous"], third["next"], back["counts"]["newly_placed"]) == (None, None, 5)
    assert client.get(back["previous"]).json()["results"] == first["results"]


def test_families_narrow_by_how_they_fare_and_counts_do_not(client: APIClient) -> None:
    run, before = finished(), finished()
    new = ProposalFactory(run=run)
    ProposalFactory(run=before)

    answer = client.get(address(run), {"with": str(before.pk), "difference": "newly_placed"}).json()

    assert [row["family"]["id"] for row in answer["results"]] == [new.family_id]
    assert (answer["counts"]["newly_placed"], answer["counts"]["no_longer_placed"]) == (1, 1)


def test_a_run_that_cannot_be_compared_is_refused_alike_whatever_is_wrong_with_it(client: APIClient) -> None:
    run, tilburg = finished(), RegionFactory(slug="tilburg")
    elsewhere = finished(run__region=tilburg)
    for_others = finished(run__programme=ProgrammeFactory(slug="voorleesexpress"))
    numbers = [999_999, elsewhere.pk, for_others.pk, RunFactory().pk]
    others = ["", "0", "-1", "x", "9" * 40, "\u0665", *map(str, numbers)]

    answers = [refused(client.get(address(run), {"with": other})) for other in others]

    assert {field for ((field, _),) in answers} == {"with"}
    assert len({message for ((_, message),) in answers}) == 1
    assert refused(client.get(address(run))) == answers[0]


def test_a_run_without_a_result_is_a_conflict(client: APIClient) -> None:
    before = finished()

    answer = client.get(address(RunFactory()), {"with": before.pk})

    assert (answer.status_code, answer.json()["code"]) == (409, "run-has-no-result")


@pytest.mark.parametrize(
    "query",
    [
        {"colour": "red"},
        {"page_size": "0"},
        {"cursor": "nonsense"},
        {"cursor": "cD1ub3RhbnVtYmVy"},
        {"difference": "better"},
        {"difference": "same\0"},
    ],
)
def test_what_the_comparison_does_not_offer_is_refused(client: APIClient, query: dict[str, str]) -> None:
    run, before = finished(), finished()

    answer = client.get(address(run), {**query, "with": str(before.pk)})

    assert [field for field, _ in refused(answer)] == list(query)


def test_a_system_compares_with_its_scope_and_gets_no_names() -> None:
    run, before = finished(), finished()
    ProposalFactory(run=run)

    (row,) = client_with("runs:read").get(address(run), {"with": before.pk}).json()["results"]

    assert "name" not in row["readers"][0]
    assert client_with("matches:read").get(address(run), {"with": before.pk}).status_code == 404

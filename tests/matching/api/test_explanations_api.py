"""What explains a run, as clients see it: one proposal, families without a reader, advice."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from matching.models import MatchingRun, Proposal
from matching.states import RunState
from programmes.models import User
from tests.factories.explanations import (
    AdviceFactory,
    AlternativeFactory,
    CompetitorFactory,
    UnplacedFactory,
)
from tests.factories.matching import ProposalFactory, RunFactory
from tests.factories.programmes import DistrictFactory, coordinator, key_of
from tests.matching.api.clients import client_with

pytestmark = pytest.mark.django_db
RUNS = "/api/v1/matching-runs"


@pytest.fixture
def person() -> User:
    return coordinator(language="en")


@pytest.fixture
def client(person: User) -> APIClient:
    found = APIClient()
    found.credentials(HTTP_AUTHORIZATION=f"Bearer {key_of(person)}", HTTP_ACCEPT_LANGUAGE="en")
    return found


@pytest.fixture
def run() -> MatchingRun:
    found: MatchingRun = RunFactory(state=RunState.SUCCEEDED)
    return found


def one(client: APIClient, proposal: Proposal) -> dict[str, Any]:
    shown: dict[str, Any] = client.get(f"/api/v1/proposals/{proposal.pk}").json()
    return shown


def results(client: APIClient, run: MatchingRun, part: str, **query: str) -> list[dict[str, Any]]:
    answer = client.get(f"{RUNS}/{run.pk}/{part}", query)
    assert answer.status_code == 200
    rows: list[dict[str, Any]] = answer.json()["results"]
    return rows


def test_a_proposal_tells_its_reasons_in_words(client: APIClient) -> None:
    reasons = one(client, ProposalFactory())["reasons"]

    assert [reason["part"] for reason in reasons] == ["travel", "language", "slot", "age", "experience"]
    assert (reasons[0]["name"], reasons[0]["points"], reasons[0]["most"]) == ("Travel", 250, 350)
    assert reasons[2]["sentence"] == "3 moments suit both"


def test_a_system_that_may_not_read_the_registers_gets_points_and_no_words() -> None:
    proposal = AlternativeFactory().proposal

    shown = one(client_with("runs:read"), proposal)

    assert all("sentence" not in reason for reason in shown["reasons"])
    assert "name" not in shown["alternatives"][0]["volunteer"]


def test_a_proposal_tells_who_else_could_read_and_what_that_costs(client: APIClient) -> None:
    proposal = ProposalFactory()
    AlternativeFactory(proposal=proposal, rank=2, change=[0, -1, -3, 90, 0], exact=False)
    AlternativeFactory(proposal=proposal, rank=1)

    first, second = one(client, proposal)["alternatives"]

    assert (first["rank"], first["exact"], second["rank"]) == (1, True, 2)
    assert first["change"] == {"urgent": 0, "placed": 0, "bands": 0, "score": -50, "kept": 0}
    assert first["sentence"] == "Costs 50 points of quality."
    assert second["sentence"].startswith("1 family fewer gets a reader.")
    assert first["volunteer"].keys() == {"id", "name", "district"}


def test_a_list_of_proposals_leaves_the_explanation_out(client: APIClient, run: MatchingRun) -> None:
    ProposalFactory(run=run)

    (listed,) = results(client, run, "proposals")

    assert not {"reasons", "alternatives"} & listed.keys()


def test_one_proposal_takes_as_many_queries_with_one_alternative_as_with_three(client: APIClient) -> None:
    counts = []
    one(client, ProposalFactory())
    for size in (1, 3):
        proposal = ProposalFactory()
        for rank in range(1, size + 1):
            AlternativeFactory(proposal=proposal, rank=rank)
        with CaptureQueriesContext(connection) as queries:
            one(client, proposal)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_families_without_a_reader_come_in_the_order_of_priority(client: APIClient, run: MatchingRun) -> None:
    for rank in (2, 1, 3):
        UnplacedFactory(run=run, rank=rank)
    UnplacedFactory()

    first = client.get(f"{RUNS}/{run.pk}/unplaced", {"page_size": "2"}).json()
    rest = client.get(first["next"]).json()

    assert [row["rank"] for row in first["results"] + rest["results"]] == [1, 2, 3]
    assert rest["next"] is None


def test_a_family_whom_nobody_fits_sees_rule_by_rule_why(client: APIClient, run: MatchingRun) -> None:
    UnplacedFactory(run=run)

    (row,) = results(client, run, "unplaced")

    assert (row["kind"], row["blocker"], row["competition"]) == ("no_pair", "slot", None)
    assert row["blockers"] == [
        {
            "rule": "distance",
            "lost": 9,
            "alone": 4,
            "sentence": "9 readers live too far away, or nearer than the programme allows.",
        },
        {
            "rule": "slot",
            "lost": 2,
            "alone": 2,
            "sentence": "2 readers have no moment that suits both.",
        },
    ]


def test_the_smallest_change_is_told_in_data_and_in_words(client: APIClient, run: MatchingRun) -> None:
    unplaced = UnplacedFactory(run=run)

    (row,) = results(client, run, "unplaced")

    change = row["smallest_change"]
    assert change["volunteer"]["id"] == unplaced.relaxed_volunteer_id
    assert (change["rule"], change["amount"], change["slots"]) == ("slot", 30, ["w 2 16:00"])
    assert change["places"] is True
    assert change["sentence"] == (
        "If this moment suits too, one reader fits: Tue 16:00. Then this family gets a reader."
    )


def test_a_family_that_lost_the_competition_sees_with_whom(client: APIClient, run: MatchingRun) -> None:
    unplaced = CompetitorFactory(run=run)
    AlternativeFactory(proposal=None, unplaced=unplaced, change=[0, 0, -2, 30, 0])

    (row,) = results(client, run, "unplaced")

    assert (row["kind"], row["blockers"], row["smallest_change"]) == ("competition", None, None)
    counts = {name: row["competition"][name] for name in ("families", "volunteers", "places", "lowest")}
    lowest = {"urgent": False, "band": 3}
    assert counts == {"families": 14, "volunteers": 13, "places": 13, "lowest": lowest}
    assert row["competition"]["sentence"].startswith("14 families share 13 readers, whose 13 places")
    assert row["alternatives"][0]["change"]["bands"] == -2


def test_what_was_not_worked_out_is_null(client: APIClient, run: MatchingRun) -> None:
    CompetitorFactory(run=run, sharing_families=None, lowest_urgent=None, lowest_band=None)

    (row,) = results(client, run, "unplaced")

    assert (row["competition"], row["blockers"], row["alternatives"]) == (None, None, [])


@pytest.mark.parametrize(
    ("query", "number"), [({"kind": "no_pair"}, 1), ({"kind": "competition"}, 1), ({"blocker": "slot"}, 1)]
)
def test_families_without_a_reader_narrow_by_reason(
    client: APIClient, run: MatchingRun, query: dict[str, str], number: int
) -> None:
    UnplacedFactory(run=run)
    CompetitorFactory(run=run)

    assert len(results(client, run, "unplaced", **query)) == number


def test_advice_comes_the_best_first(client: APIClient, run: MatchingRun) -> None:
    maaspoort = DistrictFactory(code="5235", name="Maaspoort")
    AdviceFactory(run=run, rank=2, district=maaspoort, language="", part="morning", gain=[0, 0, 2, 5, 0])
    AdviceFactory(run=run, rank=1, district=maaspoort)

    first, second = results(client, run, "advice")

    assert first == {
        "rank": 1,
        "district": {"code": "5235", "name": "Maaspoort"},
        "language": "tr",
        "day": 3,
        "part": "afternoon",
        "gain": {"urgent": 0, "placed": 1, "bands": 2, "score": 640, "kept": 0},
        "families": 4,
        "exact": True,
        "sentence": (
            "One more reader in Maaspoort who speaks Turkish and is free on Wednesday afternoon would help."
            " 1 family more gets a reader."
        ),
    }
    assert (second["rank"], second["language"]) == (2, "")


@pytest.mark.parametrize("part", ["unplaced", "advice"])
@pytest.mark.parametrize(
    "query",
    [
        {"colour": "red"},
        {"ordering": "family"},
        {"page_size": "0"},
        {"page_size": "201"},
        {"cursor": "nonsense"},
        {"kind": "castle"},
        {"blocker": "slot\0"},
    ],
)
def test_what_a_list_does_not_offer_is_refused(
    client: APIClient, run: MatchingRun, part: str, query: dict[str, str]
) -> None:
    answer = client.get(f"{RUNS}/{run.pk}/{part}", query)

    assert answer.status_code == 400
    assert {error["field"] for error in answer.json()["errors"]} == set(query)


@pytest.mark.parametrize("part", ["unplaced", "advice"])
@pytest.mark.parametrize("number", ["9" * 30, "-1", "x", "%00"])
def test_a_number_that_is_none_finds_nothing(client: APIClient, part: str, number: str) -> None:
    assert client.get(f"{RUNS}/{number}/{part}").status_code == 404

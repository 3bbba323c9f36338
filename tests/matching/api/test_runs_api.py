"""``/matching-runs`` as clients see it."""

import threading
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from matching.models import MatchingRun
from matching.states import RunState
from tests.factories.explanations import AdviceFactory, AlternativeFactory, FiguresFactory, UnplacedFactory
from tests.factories.matching import ProposalFactory, RunFactory, town
from tests.factories.programmes import (
    ProgrammeFactory,
    RegionFactory,
    administrator,
    coordinator,
    key_of,
    social_worker,
    volunteer_account,
)
from tests.matching.api.clients import client_of, client_with, with_key
from tests.worker.waiting import until
from tests.workers import Workers

RUNS = "/api/v1/matching-runs"
PARTS = ("proposals", "unplaced", "advice", "comparison?with=1")
LISTS = ("proposals", "unplaced", "advice", "comparison?with={before}")
FIGURES = {
    *("waiting", "available", "pairs", "without_pair", "placed", "at_most", "gap", "status", "objective"),
    *("bound", "optimal", "components", "baseline", "travel", "waited", "common_slots", "lost"),
    *("passed_over", "shares", "pins_left_out", "unexplained", "phases", "peak_bytes"),
}


def body(**changes: object) -> dict[str, object]:
    RegionFactory()
    ProgrammeFactory()
    return {"region": "s-hertogenbosch", "programme": "doorleesexpress"} | changes


@pytest.mark.django_db
def test_a_start_answers_where_the_run_is() -> None:
    answer = client_of().post(RUNS, body())

    run = MatchingRun.objects.get()
    assert (answer.status_code, answer["Location"]) == (202, f"{RUNS}/{run.pk}")
    shown = answer.json()
    assert (shown["state"], shown["region"], shown["number"]) == ("queued", "s-hertogenbosch", 1)
    assert (shown["failure"], shown["snapshot"], shown["figures"]) == (None, None, None)


@pytest.mark.django_db
def test_a_second_start_answers_where_the_first_run_is() -> None:
    first = RunFactory()

    answer = client_of().post(RUNS, body())

    assert (answer.status_code, answer["Location"]) == (409, f"{RUNS}/{first.pk}")
    assert answer.json()["code"] == "run-in-progress"


def test_of_starts_at_the_same_instant_one_is_taken_up(workers: Workers) -> None:
    asked, key = body(), key_of(coordinator())
    barrier, answers = threading.Barrier(6), []

    def start() -> None:
        client = with_key(key)
        barrier.wait()
        answers.append(client.post(RUNS, asked, format="json"))
        connections.close_all()

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    run = MatchingRun.objects.get()
    assert sorted(answer.status_code for answer in answers) == [202, 409, 409, 409, 409, 409]
    assert {answer.get("Location", answer.content) for answer in answers} == {f"{RUNS}/{run.pk}"}


@pytest.mark.django_db
def test_the_same_key_starts_one_run() -> None:
    client, asked = client_of(), body()

    first, second = (client.post(RUNS, asked, headers={"Idempotency-Key": "once"}) for _ in range(2))

    assert (first.status_code, second.status_code) == (202, 202)
    assert first["Location"] == second["Location"]
    assert MatchingRun.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"region": "atlantis"}, "region"),
        ({"region": 5}, "region"),
        ({"region": None}, "region"),
        ({"programme": "unknown"}, "programme"),
        ({"preset": "cheapest"}, "preset"),
        ({"time_limit": 0}, "time_limit"),
        ({"time_limit": 3_000}, "time_limit"),
        ({"time_limit": "soon"}, "time_limit"),
        ({"weights": {}}, "weights"),
        ({"state": "succeeded"}, "state"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_stored(changes: dict[str, object], field: str) -> None:
    answer = client_of().post(RUNS, body(**changes))

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert not MatchingRun.objects.exists()


@pytest.mark.django_db
def test_a_region_of_others_is_the_same_as_none() -> None:
    RegionFactory(slug="tilburg")
    client = client_of()

    foreign, missing = (client.post(RUNS, body(region=slug)).json() for slug in ("tilburg", "atlantis"))

    assert foreign["errors"] == missing["errors"]


@pytest.mark.django_db
@pytest.mark.parametrize("role", [social_worker, volunteer_account, administrator])
def test_other_roles_find_nothing(role: Any) -> None:
    proposal = ProposalFactory()
    client, run = client_of(role()), proposal.run.pk

    answers = [
        client.get(RUNS),
        client.post(RUNS, body()),
        client.get(f"{RUNS}/{run}"),
        client.post(f"{RUNS}/{run}/stop"),
        client.post(f"{RUNS}/{run}/cancel"),
        client.post(f"{RUNS}/{run}/publish"),
        *(client.get(f"{RUNS}/{run}/{part}") for part in PARTS),
        client.get(f"/api/v1/proposals/{proposal.pk}"),
        client.post(f"/api/v1/proposals/{proposal.pk}/approve"),
    ]

    assert [answer.status_code for answer in answers] == [404] * len(answers)


@pytest.mark.django_db
def test_without_a_key_nothing_is_told() -> None:
    assert APIClient().get(RUNS).status_code == 401


@pytest.mark.django_db
def test_a_coordinator_of_elsewhere_finds_nothing() -> None:
    proposal = ProposalFactory()
    client = client_of(coordinator(RegionFactory(slug="tilburg")))

    assert client.get(RUNS).json()["results"] == []
    assert client.get(f"{RUNS}/{proposal.run.pk}").status_code == 404
    for part in PARTS:
        foreign, missing = (client.get(f"{RUNS}/{run}/{part}") for run in (proposal.run.pk, 999_999))
        assert (foreign.status_code, missing.status_code) == (404, 404)
    assert client.get(f"/api/v1/proposals/{proposal.pk}").status_code == 404


@pytest.mark.django_db
def test_a_system_reads_with_its_scope_and_no_more() -> None:
    run = ProposalFactory().run
    reader = client_with("runs:read")

    assert reader.get(f"{RUNS}/{run.pk}").status_code == 200
    (proposal,) = reader.get(f"{RUNS}/{run.pk}/proposals").json()["results"]
    assert "name" not in proposal["volunteer"]
    assert reader.post(f"{RUNS}/{run.pk}/cancel").status_code == 404


@pytest.mark.django_db
def test_lists_narrow_by_state_region_and_programme() -> None:
    RunFactory()
    done = RunFactory(state=RunState.SUCCEEDED)

    answer = client_of().get(RUNS, {"state": "succeeded", "region": "s-hertogenbosch"})

    assert [run["id"] for run in answer.json()["results"]] == [done.pk]


@pytest.mark.django_db
def test_an_unknown_filter_is_refused() -> None:
    assert client_of().get(RUNS, {"colour": "red"}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("path", [RUNS, *(f"{RUNS}/{{run}}/{part}" for part in LISTS)])
def test_queries_of_lists_do_not_grow(path: str) -> None:
    client, run = client_of(), FiguresFactory().run
    before = FiguresFactory().run
    path = path.replace("{before}", str(before.pk))
    counts = []
    for size in (1, 5):
        for number in range(size):
            AlternativeFactory(proposal=ProposalFactory(run=run))
            ProposalFactory(run=before)
            AlternativeFactory(proposal=None, unplaced=UnplacedFactory(run=run))
            AdviceFactory(run=run, district__code=f"52{size}{number}")
            FiguresFactory()
        client.get(path.format(run=run.pk))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path.format(run=run.pk)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_stop_and_cancel_answer_with_the_run() -> None:
    client, run = client_of(), RunFactory()

    stopped, cancelled = client.post(f"{RUNS}/{run.pk}/stop"), client.post(f"{RUNS}/{run.pk}/cancel")
    again = client.post(f"{RUNS}/{run.pk}/cancel")

    assert (stopped.status_code, cancelled.status_code, again.status_code) == (202, 200, 409)
    assert cancelled.json()["state"] == "cancelled"
    assert again.json()["code"] == "run-has-ended"


@pytest.mark.django_db
def test_a_failure_is_told_with_code_and_sentence() -> None:
    run = RunFactory(state=RunState.FAILED, failure="broke_off")

    failure = client_of().get(f"{RUNS}/{run.pk}").json()["failure"]

    assert failure["code"] == "broke_off"
    assert failure["message"]


@pytest.mark.django_db
def test_a_proposal_is_approved_taken_back_and_dropped() -> None:
    client, address = client_of(), f"/api/v1/proposals/{ProposalFactory().pk}"

    shown = [client.post(f"{address}/{step}").json() for step in ("approve", "unapprove", "drop")]

    assert [proposal["approved"] for proposal in shown] == [True, False, False]
    assert shown[-1]["state"] == "dropped"
    assert client.post(f"{address}/drop").status_code == 409


@pytest.mark.django_db
def test_an_eleventh_start_in_an_hour_is_too_much() -> None:
    client = client_of()
    for _ in range(10):
        client.post(RUNS, body())

    answer = client.post(RUNS, body())

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def test_figures_of_a_run_are_those_of_the_contract(worker: Workers) -> None:
    town()
    client = client_of()
    address = client.post(RUNS, body())["Location"]

    def look() -> dict[str, Any] | None:
        shown: dict[str, Any] = client.get(address).json()
        return shown if shown["state"] == "succeeded" else None

    shown = until(look)

    figures = shown["figures"]
    assert set(figures) == FIGURES
    measured = {"waiting", "placed", "objective", "travel", "waited", "common_slots"}
    assert set(figures["baseline"]) == measured
    assert set(figures["travel"]) == set(figures["baseline"]["travel"]) == {"mean", "p90", "longest"}
    assert set(figures["waited"]) == set(figures["baseline"]["waited"]) == {"placed", "unplaced"}
    assert set(figures["shares"]) == {"district", "language", "referrer"}
    assert set(figures["phases"]) == {"loading", "pairing", "solving", "explaining", "storing"}
    passed_over = sum(reason["families"] for reason in figures["passed_over"])
    assert passed_over == figures["waiting"] - figures["placed"]
    assert figures["gap"] == figures["at_most"] - figures["placed"]
    assert len(shown["snapshot"]["sha256"]) == 64
    listed = client.get(f"{address}/proposals").json()["results"]
    assert len({proposal["family"]["id"] for proposal in listed}) == figures["placed"]

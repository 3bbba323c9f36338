"""``/matching-runs/{id}/publish`` as clients see it."""

import pytest

from matching.models import Match
from matching.states import RunState
from tests.factories.matching import ProposalFactory, RunFactory
from tests.matching.api.clients import client_of

RUNS = "/api/v1/matching-runs"


@pytest.mark.django_db
def test_publishing_tells_the_outcome_of_each() -> None:
    good = ProposalFactory()
    bad = ProposalFactory(run=good.run, volunteer__state="resting")

    answer = client_of().post(f"{RUNS}/{good.run.pk}/publish", {"proposals": [bad.pk, good.pk]})

    match = Match.objects.get()
    first, second = answer.json()["results"]
    assert (first["proposal"], first["published"], first["code"]) == (bad.pk, False, "state")
    assert first["message"]
    assert (second["proposal"], second["published"], second["match"]) == (good.pk, True, match.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [[], list(range(1, 502)), ["x"], [0], [2**70], "all", None])
def test_a_wrong_list_of_proposals_is_refused(wrong: object) -> None:
    run = RunFactory(state=RunState.SUCCEEDED)

    answer = client_of().post(f"{RUNS}/{run.pk}/publish", {"proposals": wrong})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"].startswith("proposals")


@pytest.mark.django_db
@pytest.mark.parametrize("named", [True, False])
def test_the_same_key_publishes_once_and_answers_the_same(named: bool) -> None:
    proposal = ProposalFactory()
    asked = {"proposals": [proposal.pk]} if named else {}
    client, path = client_of(), f"{RUNS}/{proposal.run.pk}/publish"

    first, second = (client.post(path, asked, headers={"Idempotency-Key": "sent"}) for _ in range(2))

    assert second.json() == first.json()
    assert Match.objects.count() == 1

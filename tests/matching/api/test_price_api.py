"""``/pins/price`` as clients see it."""

from typing import Any

import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from matching.domain import execution
from matching.models import MatchingRun, Override
from matching.states import RunState
from tests.factories.families import FamilyFactory
from tests.factories.matching import RunFactory
from tests.factories.programmes import (
    RegionFactory,
    administrator,
    coordinator,
    social_worker,
    volunteer_account,
)
from tests.factories.volunteers import VolunteerFactory
from tests.matching.api.clients import client_of, client_with

PRICE = "/api/v1/pins/price"


def body(**changes: object) -> dict[str, object]:
    run = RunFactory(state=RunState.FAILED)
    pair = {"volunteer": VolunteerFactory().pk, "family": FamilyFactory().pk}
    return {"run": run.pk, "kind": "pin", **pair, **changes}


def executed() -> MatchingRun:
    run = RunFactory()
    execution.execute(run_id=run.pk)
    run.refresh_from_db()
    assert isinstance(run, MatchingRun)
    return run


@pytest.mark.django_db(transaction=True)
def test_a_price_is_told_by_levels_in_words_and_with_who_comes_and_goes() -> None:
    family, near, far = FamilyFactory(), VolunteerFactory(x=149_900), VolunteerFactory(x=147_000)
    run = executed()
    asked = {"run": run.pk, "kind": "pin", "volunteer": far.pk, "family": family.pk}
    client = client_of(coordinator(language="en"))

    answers = [
        client.post(PRICE, asked, headers={"Idempotency-Key": "once", "Accept-Language": "en"})
        for _ in range(2)
    ]

    told = answers[0].json()
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[1].json() == told
    assert set(told) == {"change", "exact", "sentence", "gained", "lost"}
    assert set(told["change"]) == {"urgent", "placed", "bands", "score", "kept"}
    assert told["exact"]
    assert told["sentence"] == f"Costs {-told['change']['score']} points of quality."
    (gained,), (lost,) = told["gained"], told["lost"]
    assert (gained["volunteer"]["id"], gained["family"]["id"]) == (far.pk, family.pk)
    assert (lost["volunteer"]["id"], lost["proposal"]) == (near.pk, run.proposals.get().pk)
    assert not Override.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"run": 999_999}, "run"),
        ({"run": None}, "run"),
        ({"run": 2**70}, "run"),
        ({"kind": "wish"}, "kind"),
        ({"volunteer": "x"}, "volunteer"),
        ({"family": 0}, "family"),
        ({"with_family": 0}, "with_family"),
        ({"kind": "swap"}, "with_family"),
        ({"reason": "So"}, "reason"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, object], field: str) -> None:
    answer = client_of().post(PRICE, body(**changes))

    assert answer.status_code == 400
    assert field in [error["field"] for error in answer.json()["errors"]]


@pytest.mark.django_db
def test_a_run_without_an_outcome_has_no_prices() -> None:
    answer = client_of().post(PRICE, body())

    assert (answer.status_code, answer.json()["code"]) == (409, "run-has-no-outcome")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "factory"), [("run", RunFactory), ("volunteer", VolunteerFactory), ("family", FamilyFactory)]
)
def test_what_is_of_elsewhere_is_the_same_as_missing(name: str, factory: Any) -> None:
    elsewhere, client = factory(region=RegionFactory(slug="tilburg")), client_of()

    foreign, missing = (
        client.post(PRICE, body(**{name: number})).json() for number in (elsewhere.pk, elsewhere.pk + 9_999)
    )

    assert foreign["errors"] == missing["errors"]


@pytest.mark.django_db
@pytest.mark.parametrize("role", [social_worker, volunteer_account, administrator])
def test_other_roles_find_nothing(role: Any) -> None:
    client = client_of(role())

    assert client.post(PRICE, body()).status_code == 404


@pytest.mark.django_db
def test_a_system_needs_the_scope_that_decides() -> None:
    asked = body()

    assert client_with("runs:read").post(PRICE, asked).status_code == 404
    assert client_with("runs:write").post(PRICE, asked).status_code == 409
    assert APIClient().post(PRICE, asked).status_code == 401


@pytest.mark.django_db
def test_more_prices_than_allowed_are_too_much(settings: Settings) -> None:
    settings.RATES = {**settings.RATES, "price": "2/day"}
    client, asked = client_of(), body()
    for _ in range(2):
        assert client.post(PRICE, asked).status_code == 409

    answer = client.post(PRICE, asked)

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0

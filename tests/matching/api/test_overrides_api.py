"""``/pins`` and ``/bans`` as clients see them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from matching.domain import execution
from matching.models import Override, OverrideKind
from tests.factories.families import FamilyFactory
from tests.factories.matching import OverrideFactory, RunFactory
from tests.factories.programmes import (
    RegionFactory,
    administrator,
    coordinator,
    social_worker,
    volunteer_account,
)
from tests.factories.volunteers import VolunteerFactory
from tests.matching.api.clients import client_of, client_with

PINS, BANS = "/api/v1/pins", "/api/v1/bans"
BOTH = [(PINS, OverrideKind.PIN), (BANS, OverrideKind.BAN)]
SHOWN = {
    *("id", "region", "programme", "volunteer", "family", "state", "in_force", "reason", "until"),
    *("created_by", "created_at", "ended_by", "ended_at"),
}

pytestmark = pytest.mark.django_db


def body(**changes: object) -> dict[str, object]:
    usual = {
        "volunteer": VolunteerFactory().pk,
        "family": FamilyFactory().pk,
        "reason": "They know each other",
    }
    return {**usual, **changes}


@pytest.mark.parametrize(("path", "kind"), BOTH)
def test_a_decision_is_made_shown_listed_and_ended(path: str, kind: OverrideKind) -> None:
    person = coordinator(name="Sam de Wit")
    client, until = client_of(person), timezone.localdate() + timedelta(days=30)

    made = client.post(path, body(until=until.isoformat()))
    address = made["Location"]

    override = Override.objects.get()
    assert (made.status_code, address, override.kind) == (201, f"{path}/{override.pk}", kind)
    assert set(made.json()) == SHOWN
    assert made.json() == client.get(address).json() == client.get(path).json()["results"][0]
    assert (made.json()["created_by"], made.json()["in_force"]) == ("Sam de Wit", True)
    assert client.delete(address).status_code == 204
    ended = client.get(address).json()
    assert (ended["state"], ended["ended_by"], ended["in_force"]) == ("ended", "Sam de Wit", False)
    assert client.delete(address).status_code == 409


@pytest.mark.parametrize("path", [PINS, BANS])
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"volunteer": 2**70}, "volunteer"),
        ({"volunteer": 999_999_999}, "volunteer"),
        ({"volunteer": None}, "volunteer"),
        ({"volunteer": [1]}, "volunteer"),
        ({"volunteer": True}, "volunteer"),
        ({"family": "x"}, "family"),
        ({"family": -1}, "family"),
        ({"reason": ""}, "reason"),
        ({"reason": None}, "reason"),
        ({"reason": "x" * 501}, "reason"),
        ({"reason": "a\u202eb"}, "reason"),
        ({"until": "2020-01-01"}, "until"),
        ({"until": "9999-12-31"}, "until"),
        ({"until": "soon"}, "until"),
        ({"kind": "ban"}, "kind"),
        ({"region": "tilburg"}, "region"),
        ({"state": "ended"}, "state"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_stored(
    path: str, changes: dict[str, object], field: str
) -> None:
    answer = client_of().post(path, body(**changes))

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert not Override.objects.exists()


@pytest.mark.parametrize(("side", "factory"), [("volunteer", VolunteerFactory), ("family", FamilyFactory)])
def test_somebody_of_elsewhere_is_the_same_as_nobody(side: str, factory: Any) -> None:
    elsewhere, client = factory(region=RegionFactory(slug="tilburg")), client_of()

    foreign, missing = (
        client.post(PINS, body(**{side: number})).json() for number in (elsewhere.pk, elsewhere.pk + 9_999)
    )

    assert foreign["errors"] == missing["errors"]


def test_a_pin_against_a_hard_rule_is_refused_with_the_rule_as_a_sentence() -> None:
    answer = client_of().post(PINS, body(volunteer=VolunteerFactory(state="resting").pk))

    assert (answer.status_code, answer.json()["code"]) == (409, "state")
    assert answer.json()["detail"]


def test_a_second_decision_about_two_is_told_which_the_first_is() -> None:
    first = OverrideFactory()

    answer = client_of().post(BANS, body(volunteer=first.volunteer_id, family=first.family_id))

    assert (answer.status_code, answer.json()["code"]) == (409, "pinned-already")
    assert answer.json()["facts"] == {"pin": first.pk}


@pytest.mark.parametrize("path", [PINS, BANS])
def test_the_same_key_decides_once(path: str) -> None:
    client, asked = client_of(), body()

    answers = [client.post(path, asked, headers={"Idempotency-Key": "once"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Override.objects.count() == 1


@pytest.mark.parametrize("role", [social_worker, volunteer_account, administrator])
@pytest.mark.parametrize(("path", "kind"), BOTH)
def test_other_roles_find_nothing(path: str, kind: OverrideKind, role: Any) -> None:
    address = f"{path}/{OverrideFactory(kind=kind).pk}"
    client = client_of(role())

    answers = [client.get(path), client.post(path, body()), client.get(address), client.delete(address)]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert Override.objects.filter(state="open").count() == 1


@pytest.mark.parametrize(("path", "kind"), BOTH)
def test_a_coordinator_of_elsewhere_finds_nothing(path: str, kind: OverrideKind) -> None:
    address = f"{path}/{OverrideFactory(kind=kind).pk}"
    client = client_of(coordinator(RegionFactory(slug="tilburg")))

    assert client.get(path).json()["results"] == []
    assert client.get(address).status_code == client.delete(address).status_code == 404


def test_a_ban_is_no_pin() -> None:
    ban, client = OverrideFactory(kind=OverrideKind.BAN), client_of()

    assert client.get(PINS).json()["results"] == []
    assert client.get(f"{PINS}/{ban.pk}").status_code == client.delete(f"{PINS}/{ban.pk}").status_code == 404


def test_without_a_key_nothing_is_told() -> None:
    assert APIClient().get(PINS).status_code == 401


def test_a_system_needs_the_scope_that_decides_and_reads_no_words_about_people() -> None:
    pin = OverrideFactory(created_by=coordinator())

    assert client_with("runs:read").get(PINS).status_code == 404
    shown = client_with("runs:write").get(f"{PINS}/{pin.pk}").json()
    assert set(shown) == SHOWN - {"reason"}
    assert "name" not in shown["volunteer"]
    assert shown["created_by"] == ""


@pytest.mark.django_db(transaction=True)
def test_a_run_tells_which_pins_it_could_not_keep_and_which_proposals_are_pinned() -> None:
    kept, broken = OverrideFactory(), OverrideFactory(volunteer__state="resting")
    run, client = RunFactory(), client_of()
    execution.execute(run_id=run.pk)

    (told,) = client.get(f"/api/v1/matching-runs/{run.pk}").json()["figures"]["pins_left_out"]
    (proposal,) = client.get(f"/api/v1/matching-runs/{run.pk}/proposals").json()["results"]

    assert (told["pin"], told["rule"]) == (broken.pk, "state")
    assert told["message"]
    assert (proposal["pinned"], proposal["volunteer"]["id"]) == (True, kept.volunteer_id)


def test_lists_narrow_by_state_region_and_programme() -> None:
    OverrideFactory(state="ended")
    pin, client = OverrideFactory(), client_of()

    narrowed = client.get(
        PINS, {"state": "open", "region": "s-hertogenbosch", "programme": "doorleesexpress"}
    )

    assert [found["id"] for found in narrowed.json()["results"]] == [pin.pk]
    assert client.get(PINS, {"state": "gone"}).status_code == 400
    assert client.get(PINS, {"reason": "library"}).status_code == 400


def test_queries_of_the_list_do_not_grow() -> None:
    client, counts = client_of(), []
    for size in (1, 5):
        for _ in range(size):
            OverrideFactory(created_by=coordinator())
        client.get(PINS)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PINS).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]

"""``/matches`` as coordinators, volunteers, social workers and systems see it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from families.states import FamilyState
from matching.models import Match
from matching.states import MatchState
from programmes.models import AccessLog, User
from tests.factories.matching import MatchFactory
from tests.factories.moments import TODAY
from tests.factories.programmes import (
    OrganisationFactory,
    RegionFactory,
    coordinator,
    social_worker,
    volunteer_account,
)
from tests.matching.api.clients import client_of, client_with

pytestmark = pytest.mark.django_db
MATCHES = "/api/v1/matches"
CONTACT = {"name", "phone", "addresses"}


def match_of(account: User | None = None, **fields: Any) -> Match:
    match = MatchFactory(proposal__volunteer__account=account, **fields)
    assert isinstance(match, Match)
    return match


def accepted(account: User, **fields: Any) -> Match:
    return match_of(account, state=MatchState.ACCEPTED, proposal__family__state="matched", **fields)


def test_before_both_said_yes_a_volunteer_sees_no_name() -> None:
    reader = volunteer_account()
    match = match_of(reader)

    answer = client_of(reader).get(f"{MATCHES}/{match.pk}")

    assert answer.status_code == 200
    assert set(answer.json()["family"]) == {"districts", "ages"}
    text = answer.content.decode()
    assert match.family.last_name not in text
    assert match.family.homes.get().postcode not in text


def test_after_both_said_yes_a_volunteer_sees_whom_to_call_and_it_is_logged() -> None:
    reader = volunteer_account()
    match = accepted(reader)

    family = client_of(reader).get(f"{MATCHES}/{match.pk}").json()["family"]

    assert set(family) >= CONTACT
    assert (family["phone"], family["addresses"][0]["postcode"]) == (match.family.phone, "5212CD")
    log = AccessLog.objects.get()
    assert (log.subject, log.subject_id, log.by) == ("families.family", match.family_id, reader)


def test_a_list_never_holds_a_name() -> None:
    reader = volunteer_account()
    accepted(reader)

    (shown,) = client_of(reader).get(MATCHES).json()["results"]

    assert not CONTACT & set(shown["family"])


def test_only_the_home_of_the_visited_weeks_is_shown() -> None:
    reader = volunteer_account()
    homes = [{"rhythm": "week_a", "postcode": "5211AA"}, {"rhythm": "week_b", "postcode": "5213BB"}]
    match = accepted(reader, proposal__family__homes=homes, proposal__option=["a 3 14:00"])

    family = client_of(reader).get(f"{MATCHES}/{match.pk}").json()["family"]

    assert [home["postcode"] for home in family["addresses"]] == ["5211AA"]


def test_a_volunteer_sees_no_match_of_another() -> None:
    match = match_of()
    client = client_of(volunteer_account())

    assert client.get(f"{MATCHES}/{match.pk}").status_code == 404
    assert client.post(f"{MATCHES}/{match.pk}/accept").status_code == 404
    assert client.get(MATCHES).json()["results"] == []


def test_a_volunteer_answers_without_saying_for_whom() -> None:
    reader = volunteer_account()
    match = match_of(reader)

    answer = client_of(reader).post(f"{MATCHES}/{match.pk}/accept")

    assert answer.json()["state"] == "accepted_by_volunteer"


def test_a_volunteer_does_not_answer_for_the_family() -> None:
    reader = volunteer_account()
    match = match_of(reader)

    answer = client_of(reader).post(f"{MATCHES}/{match.pk}/accept", {"side": "family"})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "side"


def test_a_social_worker_answers_for_a_family_of_the_own_organisation() -> None:
    organisation = OrganisationFactory()
    match = match_of(proposal__family__organisation=organisation)

    answer = client_of(social_worker(organisation)).post(f"{MATCHES}/{match.pk}/accept")

    assert answer.json() == {
        "id": match.pk,
        "state": "accepted_by_family",
        "family": {"id": match.family_id},
    }


def test_a_social_worker_reads_no_matches() -> None:
    organisation = OrganisationFactory()
    match = match_of(proposal__family__organisation=organisation)
    client = client_of(social_worker(organisation))

    assert client.get(f"{MATCHES}/{match.pk}").status_code == 404
    assert client.get(MATCHES).status_code == 404


def test_a_coordinator_says_whose_answer_it_is() -> None:
    client, match = client_of(), match_of()

    unsaid = client.post(f"{MATCHES}/{match.pk}/accept")
    answers = [
        client.post(f"{MATCHES}/{match.pk}/accept", {"side": side}) for side in ("family", "volunteer")
    ]

    assert (unsaid.status_code, unsaid.json()["errors"][0]["field"]) == (400, "side")
    assert [answer.json()["state"] for answer in answers] == ["accepted_by_family", "accepted"]


def test_a_whole_life() -> None:
    client, match = client_of(), match_of()
    steps: list[tuple[str, dict[str, str]]] = [
        ("accept", {"side": "family"}),
        ("accept", {"side": "volunteer"}),
        ("introduce", {"on": str(TODAY)}),
        ("start", {"on": str(TODAY)}),
        ("pause", {}),
        ("resume", {}),
        ("complete", {}),
    ]

    answers = [client.post(f"{MATCHES}/{match.pk}/{step}", said) for step, said in steps]

    assert [answer.status_code for answer in answers] == [200] * len(steps)
    match.family.refresh_from_db()
    assert (answers[-1].json()["state"], match.family.state) == ("completed", FamilyState.FINISHED)


def test_a_step_out_of_turn_tells_where_it_can_go() -> None:
    match = match_of()

    answer = client_of().post(f"{MATCHES}/{match.pk}/complete")

    assert (answer.status_code, answer.json()["code"]) == (409, "move-not-allowed")
    assert "declined" in answer.json()["facts"]["allowed"]


@pytest.mark.parametrize(
    ("step", "said", "field"),
    [
        ("decline", {"side": "family"}, "reason"),
        ("decline", {"side": "family", "reason": "because"}, "reason"),
        ("decline", {"side": "nobody", "reason": "other"}, "side"),
        ("introduce", {}, "on"),
        ("introduce", {"on": "tomorrow"}, "on"),
        ("introduce", {"on": "0001-01-01"}, "on"),
        ("end", {"reason": ""}, "reason"),
        ("pause", {"until": "2027-01-01"}, "until"),
        ("accept", {"side": "family", "state": "active"}, "state"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_moves(step: str, said: dict[str, str], field: str) -> None:
    match = match_of()

    answer = client_of().post(f"{MATCHES}/{match.pk}/{step}", said)

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    match.refresh_from_db()
    assert match.state == MatchState.PROPOSED


@pytest.mark.parametrize("step", ["introduce", "start", "pause", "resume", "complete", "end"])
def test_only_coordinators_move_what_is_not_an_answer(step: str) -> None:
    reader = volunteer_account()
    match = accepted(reader)

    assert client_of(reader).post(f"{MATCHES}/{match.pk}/{step}", {}).status_code == 404


def test_a_coordinator_of_elsewhere_finds_nothing() -> None:
    match = match_of()
    client = client_of(coordinator(RegionFactory(slug="tilburg")))

    assert client.get(f"{MATCHES}/{match.pk}").status_code == 404
    assert client.post(f"{MATCHES}/{match.pk}/accept", {"side": "family"}).status_code == 404


def test_a_system_sees_facts_and_no_names() -> None:
    match = accepted(volunteer_account())

    shown = client_with("matches:read").get(f"{MATCHES}/{match.pk}").json()

    assert "name" not in shown["volunteer"]
    assert not CONTACT & set(shown["family"])


def test_a_key_sent_twice_answers_once() -> None:
    client, match = client_of(), match_of()
    said = {"side": "family"}

    first, second = (
        client.post(f"{MATCHES}/{match.pk}/accept", said, headers={"Idempotency-Key": "yes"})
        for _ in range(2)
    )

    assert (first.status_code, second.status_code) == (200, 200)
    assert second.json()["state"] == "accepted_by_family"


def test_queries_of_the_list_do_not_grow() -> None:
    client, counts = client_of(), []
    for size in (1, 4):
        for _ in range(size):
            match_of()
        client.get(MATCHES)
        with CaptureQueriesContext(connection) as queries:
            client.get(MATCHES)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(("days", "told"), [(29, True), (31, False)])
def test_a_name_is_there_until_thirty_days_after_the_end(days: int, told: bool) -> None:
    reader = volunteer_account()
    match = match_of(reader, state=MatchState.COMPLETED, proposal__family__state="finished")
    Match.objects.update(ended_at=timezone.now() - timedelta(days=days))

    family = client_of(reader).get(f"{MATCHES}/{match.pk}").json()["family"]

    assert ("phone" in family) == told


def test_a_social_workers_key_sent_twice_answers_once() -> None:
    organisation = OrganisationFactory()
    match = match_of(proposal__family__organisation=organisation)
    client = client_of(social_worker(organisation))

    first, second = (
        client.post(f"{MATCHES}/{match.pk}/accept", {}, headers={"Idempotency-Key": "yes"}) for _ in range(2)
    )

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()


def test_a_head_tells_a_volunteer_the_same_as_a_get() -> None:
    reader = volunteer_account()
    match = match_of(reader)

    answers = [client_of(reader).head(path) for path in (MATCHES, f"{MATCHES}/{match.pk}")]

    assert [answer.status_code for answer in answers] == [200, 200]

"""``/matches/{id}/visits`` as readers, coordinators and systems see it."""

from typing import Any

import pytest

from matching.models import Match, Visit
from matching.states import MatchState
from programmes.models import User
from tests.factories.matching import MatchFactory
from tests.factories.moments import TODAY
from tests.factories.programmes import (
    RegionFactory,
    administrator,
    coordinator,
    social_worker,
    volunteer_account,
)
from tests.matching.api.clients import client_of, client_with

pytestmark = pytest.mark.django_db
HELD = {"on": str(TODAY), "held": True, "minutes": 60, "note": "Read two chapters"}
MISSED = {"on": str(TODAY), "held": False, "missed_reason": "illness"}


def match_of(account: User | None = None, **fields: Any) -> Match:
    state = fields.pop("state", MatchState.INTRODUCTION_PLANNED)
    match = MatchFactory(
        proposal__volunteer__account=account, proposal__family__state="matched", state=state, **fields
    )
    assert isinstance(match, Match)
    return match


def address(match: Match) -> str:
    return f"/api/v1/matches/{match.pk}/visits"


def test_a_reader_logs_an_own_visit_and_the_reading_begins() -> None:
    reader = volunteer_account()
    match = match_of(reader)

    answer = client_of(reader).post(address(match), HELD, format="json")

    assert answer.status_code == 201, answer.content
    assert {name: answer.json()[name] for name in HELD} == HELD
    match.refresh_from_db()
    assert (match.state, match.started_on) == (MatchState.ACTIVE, TODAY)
    assert match.visits.get().logged_by == reader


def test_a_coordinator_logs_for_a_reader() -> None:
    match = match_of(state=MatchState.ACTIVE, started_on=TODAY)

    assert client_of().post(address(match), MISSED, format="json").status_code == 201
    (shown,) = client_of().get(address(match)).json()["results"]
    assert (shown["held"], shown["missed_reason"]) == (False, "illness")


def test_nobody_sees_or_logs_visits_of_others() -> None:
    match = match_of()
    strangers = [
        volunteer_account(),
        social_worker(),
        administrator(),
        coordinator(RegionFactory(slug="tilburg")),
    ]

    for stranger in strangers:
        client = client_of(stranger)
        assert client.get(address(match)).status_code == 404
        assert client.post(address(match), HELD, format="json").status_code == 404


def test_another_system_reads_without_the_notes_and_does_not_log() -> None:
    match = match_of()
    client_of().post(address(match), HELD, format="json")
    system = client_with("matches:read", "matches:write")

    (shown,) = system.get(address(match)).json()["results"]

    assert "note" not in shown
    assert system.post(address(match), MISSED, format="json").status_code == 404


def test_the_same_key_logs_one_visit_and_answers_alike() -> None:
    match = match_of()
    client = client_of()

    first, second = (
        client.post(address(match), HELD, format="json", HTTP_IDEMPOTENCY_KEY="k-1") for _ in range(2)
    )

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert Visit.objects.count() == 1


def test_a_second_story_about_the_same_day_is_refused() -> None:
    match = match_of()
    client = client_of()
    client.post(address(match), HELD, format="json")

    answer = client.post(address(match), MISSED, format="json")

    assert (answer.status_code, answer.json()["code"]) == (409, "visit-is-logged")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": 241}, "minutes"),
        ({"minutes": None}, "minutes"),
        ({"on": "2099-01-01"}, "on"),
        ({"missed_reason": "rain"}, "missed_reason"),
        ({"note": "x" * 201}, "note"),
        ({"logged_by": 1}, "logged_by"),
    ],
)
def test_what_cannot_be_right_is_named(wrong: dict[str, object], field: str) -> None:
    match = match_of()

    answer = client_of().post(address(match), HELD | wrong, format="json")

    assert answer.status_code == 400
    assert field in answer.content.decode()
    assert not Visit.objects.exists()


def test_before_a_first_meeting_is_planned_there_is_nothing_to_log() -> None:
    match = match_of(state=MatchState.ACCEPTED)

    answer = client_of().post(address(match), HELD, format="json")

    assert (answer.status_code, answer.json()["code"]) == (409, "no-visits")

"""What every resource shares, tried on the resources themselves, with real transactions."""

from typing import Any

import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from matching.models import MatchingRun
from programmes.models import IdempotencyKey, User
from tests.factories.programmes import PostcodeFactory, ProgrammeFactory, coordinator, key_of
from tests.factories.volunteers import VolunteerFactory
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db(transaction=True)
RUN = {"region": "s-hertogenbosch", "programme": "doorleesexpress"}


@pytest.fixture(autouse=True)
def _real_addresses(settings: Settings) -> None:
    settings.ROOT_URLCONF = "config.urls"


@pytest.fixture
def person(transactional_db: None) -> User:
    return coordinator(language="en")


def test_a_run_is_started_once_for_one_key(api: APIClient) -> None:
    ProgrammeFactory()

    answers = [api.post("/api/v1/matching-runs", RUN, HTTP_IDEMPOTENCY_KEY="k1") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert answers[0].json()["id"] == answers[1].json()["id"] == MatchingRun.objects.get().pk


def test_a_second_run_is_told_where_the_first_is(api: APIClient) -> None:
    ProgrammeFactory()
    first = api.post("/api/v1/matching-runs", RUN, HTTP_IDEMPOTENCY_KEY="k1")

    second = api.post("/api/v1/matching-runs", RUN, HTTP_IDEMPOTENCY_KEY="k2")

    assert second.status_code == 409
    assert second["Location"] == first["Location"]
    assert not IdempotencyKey.objects.filter(key="k2").exists()


def test_a_step_of_a_volunteer_happens_once_for_one_key(api: APIClient) -> None:
    volunteer = VolunteerFactory()

    answers = [
        api.post(f"/api/v1/volunteers/{volunteer.pk}/rest", HTTP_IDEMPOTENCY_KEY="k1") for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert Volunteer.objects.get().state == "resting"


def test_a_step_that_the_table_of_moves_has_not_is_told_with_what_it_has(api: APIClient) -> None:
    volunteer = VolunteerFactory(state="left")

    answer = api.post(f"/api/v1/volunteers/{volunteer.pk}/rest")

    assert answer.status_code == 409
    assert answer.json()["facts"]["from"] == "left"


def test_a_volunteer_is_edited_in_the_version_that_was_read(api: APIClient) -> None:
    PostcodeFactory(code="5211")
    volunteer = VolunteerFactory()
    address = f"/api/v1/volunteers/{volunteer.pk}"
    version = api.get(address)["ETag"]

    answers: list[Any] = [
        api.patch(address, {"max_minutes": minutes}, HTTP_IF_MATCH=version) for minutes in (30, 45)
    ]

    assert [answer.status_code for answer in answers] == [200, 412]
    assert Volunteer.objects.get().max_minutes == 30


def test_an_anonymous_sign_up_again_tells_no_more_than_the_first(transactional_db: None) -> None:
    stranger = APIClient()

    answers = [stranger.post("/api/v1/volunteers", {}, HTTP_IDEMPOTENCY_KEY="k1") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert answers[0].json()["errors"] == answers[1].json()["errors"]


def test_somebody_elses_key_is_not_a_way_in(api: APIClient) -> None:
    ProgrammeFactory()
    api.post("/api/v1/matching-runs", RUN, HTTP_IDEMPOTENCY_KEY="k1")
    other = APIClient()
    other.credentials(HTTP_AUTHORIZATION=f"Bearer {key_of(coordinator())}")

    answer = other.post("/api/v1/matching-runs", RUN, HTTP_IDEMPOTENCY_KEY="k1")

    assert answer.status_code == 409

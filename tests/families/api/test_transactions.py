"""The use cases' own transactions within those of the API, without the one that tests usually wrap around."""

import pytest
from rest_framework.test import APIClient

from families.models import Family
from programmes.models import IdempotencyKey
from tests.api_clients import client_of
from tests.factories.programmes import social_worker
from tests.families.entries import body

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/api/v1/families"
ONCE = {"Idempotency-Key": "c1"}


@pytest.fixture
def api() -> APIClient:
    return client_of(social_worker())


def test_a_registration_and_its_key_are_kept_together(api: APIClient) -> None:
    answer = api.post(ADDRESS, body(), headers=ONCE)

    assert answer.status_code == 201
    assert IdempotencyKey.objects.get().location == answer["Location"]


def test_a_refused_registration_leaves_nothing_behind(api: APIClient) -> None:
    answer = api.post(ADDRESS, body(programme="unknown"), headers=ONCE)

    assert answer.status_code == 400
    assert not Family.objects.exists()


def test_a_change_of_the_version_that_was_read_is_kept(api: APIClient) -> None:
    made = api.post(ADDRESS, body())

    answer = api.patch(made["Location"], {"wishes": "Animals"}, headers={"If-Match": made["ETag"]})

    assert answer.status_code == 200
    assert Family.objects.get().wishes == "Animals"


def test_a_refused_change_leaves_the_family_as_it_was(api: APIClient) -> None:
    made = api.post(ADDRESS, body())

    answer = api.patch(made["Location"], {"wishes": "Animals", "children": []}, headers={"If-Match": "*"})

    assert answer.status_code == 400
    assert Family.objects.get().wishes == ""


def test_consent_is_taken_back_in_one_step(api: APIClient) -> None:
    made = api.post(ADDRESS, body())

    answer = api.post(f"{made['Location']}/withdraw-consent", headers=ONCE)

    assert answer.status_code == 200
    assert Family.objects.get().state == "withdrawn"

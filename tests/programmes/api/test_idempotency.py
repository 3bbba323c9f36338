import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from rest_framework.test import APIClient

from programmes.models import IdempotencyKey, Organisation, User
from tests.factories.programmes import OrganisationFactory, coordinator, key_of

DESK = "/api/v1/organisations"
SCHOOL = {"name": "De Springplank", "kind": "school"}
KEY = "3f0c1a52"


def posted(api: APIClient, body: dict[str, str] = SCHOOL, key: str = KEY, path: str = DESK) -> Any:
    return api.post(path, body, HTTP_IDEMPOTENCY_KEY=key)


def test_the_same_request_again_makes_nothing_new_and_tells_the_same(api: APIClient, person: User) -> None:
    first = posted(api)

    again = posted(api)

    assert Organisation.objects.count() == 1
    assert (again.status_code, again["Location"], again.json()) == (201, first["Location"], first.json())


def test_the_answer_is_rendered_anew(api: APIClient) -> None:
    posted(api)
    Organisation.objects.update(name="De Duikplank")

    assert posted(api).json()["name"] == "De Duikplank"


def test_what_is_gone_is_not_told_again(api: APIClient) -> None:
    posted(api)
    Organisation.objects.all().delete()

    assert posted(api).status_code == 404


def test_a_step_happens_once(api: APIClient) -> None:
    school = OrganisationFactory(name="Hoera")
    path = f"{DESK}/{school.pk}/exclaim"

    answers = [api.post(path, HTTP_IDEMPOTENCY_KEY=KEY) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json() == {"id": school.pk, "name": "Hoera!", "kind": "school"}


def test_the_same_key_with_another_body_is_refused(api: APIClient) -> None:
    posted(api)

    answer = posted(api, {"name": "De Duikplank", "kind": "school"})

    assert answer.status_code == 422
    assert Organisation.objects.count() == 1


def test_the_same_key_of_somebody_else_is_another_key(api: APIClient) -> None:
    posted(api)

    answer = APIClient().post(
        DESK,
        {"name": "De Duikplank", "kind": "school"},
        HTTP_IDEMPOTENCY_KEY=KEY,
        HTTP_AUTHORIZATION=f"Bearer {key_of(coordinator())}",
    )

    assert answer.status_code == 201


def test_a_request_that_was_wrong_stays_wrong_and_its_key_used(api: APIClient) -> None:
    wrong = {"name": "De Springplank", "kind": "castle"}

    answers = [posted(api, wrong), posted(api, wrong), posted(api, SCHOOL)]

    assert [answer.status_code for answer in answers] == [400, 400, 422]


def test_a_refusal_of_the_moment_leaves_the_key_free(api: APIClient) -> None:
    path = f"{DESK}/fail/refusal"

    answers = [api.post(path, HTTP_IDEMPOTENCY_KEY=KEY) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert not IdempotencyKey.objects.exists()


def test_a_fault_leaves_the_key_free(api: APIClient) -> None:
    answer = api.post(f"{DESK}/fail/fault", HTTP_IDEMPOTENCY_KEY=KEY)

    assert answer.status_code == 500
    assert not IdempotencyKey.objects.exists()


def test_while_the_first_is_going_on_the_second_is_told_to_wait(api: APIClient, person: User) -> None:
    in_flight(person, age=timedelta(seconds=1))

    answer = posted(api)

    assert answer.status_code == 409
    assert (answer.json()["code"], answer["Retry-After"]) == ("in-flight", "1")


def test_a_claim_whose_process_died_can_be_taken_over(api: APIClient, person: User) -> None:
    in_flight(person, age=timedelta(seconds=61))

    assert posted(api).status_code == 201


def in_flight(person: User, *, age: timedelta) -> None:
    """Leave the row that a process leaves which was killed before it committed."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {key_of(person)}")
    posted(client)
    Organisation.objects.all().delete()
    IdempotencyKey.objects.update(status=None, location="", created_at=timezone.now() - age)


def test_after_a_day_a_key_is_forgotten(api: APIClient) -> None:
    posted(api)
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=25))

    answer = posted(api, {"name": "De Duikplank", "kind": "school"})

    assert answer.status_code == 201


@pytest.mark.parametrize("key", ["", " ", "a b", "k" * 256, "\u00e9"])
def test_a_key_that_is_no_key_is_refused(api: APIClient, key: str) -> None:
    answer = posted(api, key=key)

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == ["Idempotency-Key"]


def test_the_row_holds_no_answer(api: APIClient) -> None:
    posted(api)

    row = IdempotencyKey.objects.get()
    assert row.location == f"{DESK}/{Organisation.objects.get().pk}"
    assert "Springplank" not in "".join(str(value) for value in vars(row).values())


@pytest.mark.django_db(transaction=True)
def test_of_the_same_requests_at_the_same_instant_one_makes_something(api: APIClient, person: User) -> None:
    key = key_of(person)
    barrier = threading.Barrier(4)
    statuses: list[int] = []

    def one() -> None:
        barrier.wait()
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {key}")
        statuses.append(posted(client).status_code)
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Organisation.objects.count() == 1
    assert set(statuses) <= {201, 409}
    assert 201 in statuses

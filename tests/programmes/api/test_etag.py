import threading
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from programmes.models import Organisation, User
from tests.factories.programmes import OrganisationFactory, key_of

DESK = "/api/v1/organisations"


@pytest.fixture
def school(db: None) -> Organisation:
    organisation: Organisation = OrganisationFactory(name="De Springplank")
    return organisation


def test_an_edit_of_the_version_that_was_read_goes_through(api: APIClient, school: Organisation) -> None:
    version = api.get(f"{DESK}/{school.pk}")["ETag"]

    answer = api.patch(f"{DESK}/{school.pk}", {"name": "De Duikplank"}, HTTP_IF_MATCH=version)

    assert answer.status_code == 200
    assert answer.json()["name"] == "De Duikplank"
    assert answer["ETag"] == api.get(f"{DESK}/{school.pk}")["ETag"] != version


def test_an_edit_without_a_version_is_refused(api: APIClient, school: Organisation) -> None:
    answer = api.patch(f"{DESK}/{school.pk}", {"name": "De Duikplank"})

    assert answer.status_code == 428
    assert unchanged(school)


def test_an_edit_of_an_older_version_is_refused(api: APIClient, school: Organisation) -> None:
    version = api.get(f"{DESK}/{school.pk}")["ETag"]
    Organisation.objects.filter(pk=school.pk).update(kind="library")

    answer = api.patch(f"{DESK}/{school.pk}", {"name": "De Duikplank"}, HTTP_IF_MATCH=version)

    assert answer.status_code == 412
    assert unchanged(school)


def unchanged(school: Organisation) -> bool:
    return Organisation.objects.get(pk=school.pk).name == school.name


def test_an_edit_names_fields_that_it_may_not_set(api: APIClient, school: Organisation) -> None:
    version = api.get(f"{DESK}/{school.pk}")["ETag"]

    answer = api.patch(f"{DESK}/{school.pk}", {"region": 1}, HTTP_IF_MATCH=version)

    assert [error["field"] for error in answer.json()["errors"]] == ["region"]


@pytest.mark.django_db(transaction=True)
def test_of_edits_at_the_same_instant_one_goes_through(api: APIClient, person: User) -> None:
    school = OrganisationFactory(name="De Springplank")
    address = f"{DESK}/{school.pk}"
    version = api.get(address)["ETag"]
    key = key_of(person)

    answers = at_once(
        lambda number: APIClient().patch(
            address,
            {"name": f"Name {number}"},
            HTTP_IF_MATCH=version,
            HTTP_AUTHORIZATION=f"Bearer {key}",
        ),
        times=4,
    )

    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]


def at_once(call: Any, *, times: int) -> list[Any]:
    barrier = threading.Barrier(times)
    answers: list[Any] = []

    def one(number: int) -> None:
        barrier.wait()
        answers.append(call(number))
        connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers

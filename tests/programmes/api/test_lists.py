from typing import Any
from urllib.parse import urlsplit

import pytest
from rest_framework.test import APIClient

from tests.factories.programmes import OrganisationFactory

DESK = "/api/v1/organisations"


def refused_fields(answer: Any) -> set[str]:
    assert answer.status_code == 400
    return {error["field"] for error in answer.json()["errors"]}


def test_pages_go_on_from_the_newest_to_the_oldest(api: APIClient) -> None:
    made = OrganisationFactory.create_batch(5)

    first = api.get(f"{DESK}?page_size=3").json()
    second = api.get(f"{DESK}?{urlsplit(first['next']).query}").json()

    numbers = [row["id"] for row in first["results"] + second["results"]]
    assert numbers == [organisation.pk for organisation in reversed(made)]
    assert second["next"] is None


def test_a_page_holds_fifty_rows_unless_asked_otherwise(api: APIClient) -> None:
    OrganisationFactory.create_batch(51)

    assert len(api.get(DESK).json()["results"]) == 50


@pytest.mark.parametrize("size", ["0", "201", "-1", "many", "9" * 5000, "\u0665"])
def test_a_page_size_out_of_range_is_refused(api: APIClient, size: str) -> None:
    assert refused_fields(api.get(DESK, {"page_size": size})) == {"page_size"}


@pytest.mark.parametrize("cursor", ["nonsense", "cD1ub3RhbnVtYmVy", "bz0tMQ==", "\u2603"])
def test_a_place_in_the_list_that_was_never_handed_out_is_refused(api: APIClient, cursor: str) -> None:
    assert refused_fields(api.get(DESK, {"cursor": cursor})) == {"cursor"}


def test_a_filter_narrows(api: APIClient) -> None:
    OrganisationFactory(kind="school")
    library = OrganisationFactory(kind="library")

    answer = api.get(DESK, {"kind": "library"})

    assert [row["id"] for row in answer.json()["results"]] == [library.pk]


def test_an_unknown_filter_is_named_and_not_ignored(api: APIClient) -> None:
    assert refused_fields(api.get(DESK, {"region": "1", "ordering": "name"})) == {"region", "ordering"}


def test_an_unknown_value_of_a_filter_is_not_repeated(api: APIClient) -> None:
    answer = api.get(DESK, {"kind": "castle"})

    assert refused_fields(answer) == {"kind"}
    assert "castle" not in answer.content.decode()


def test_a_filter_with_nul_is_refused(api: APIClient) -> None:
    assert refused_fields(api.get(DESK, {"kind": "school\0"})) == {"kind"}


def test_one_record_takes_no_filters(api: APIClient) -> None:
    organisation = OrganisationFactory()

    assert refused_fields(api.get(f"{DESK}/{organisation.pk}", {"kind": "school"})) == {"kind"}

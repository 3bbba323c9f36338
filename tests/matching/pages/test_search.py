"""One search over families, volunteers and matches."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory
from tests.factories.programmes import RegionFactory, coordinator, social_worker
from tests.factories.volunteers import VolunteerFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/werk/zoeken"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(coordinator())
    return client


def totals(client: Client, words: str) -> dict[str, int]:
    answer = client.get(ADDRESS, {"q": words})
    assert answer.status_code == 200
    return {str(group.register): group.total for group in answer.context["groups"]}


def test_a_word_is_looked_for_in_every_register(desk: Client) -> None:
    MatchFactory()

    assert totals(desk, "Idrissi") == {"families": 1, "volunteers": 0, "matches": 1}
    assert totals(desk, "Noor") == {"families": 0, "volunteers": 1, "matches": 1}


def test_more_than_ten_lead_to_the_table(desk: Client) -> None:
    for _ in range(12):
        FamilyFactory(last_name="Jansen & zoon")

    answer = desk.get(ADDRESS, {"q": "Jansen &"})

    assert len(answer.context["groups"][0].rows) == 10
    assert 'href="/werk/gezinnen?q=Jansen+%26"' in answer.content.decode()


def test_nothing_asked_finds_nothing(desk: Client) -> None:
    FamilyFactory()

    assert totals(desk, " \0 ") == {}


def test_nothing_found_says_what_to_try(desk: Client) -> None:
    assert "<b>x" not in desk.get(ADDRESS, {"q": "<b>x"}).content.decode()
    assert "G-0371" in desk.get(ADDRESS, {"q": "zzz"}).content.decode()


def test_people_of_another_region_are_not_found(desk: Client) -> None:
    oss = RegionFactory(slug="oss")
    FamilyFactory(region=oss)
    VolunteerFactory(region=oss)

    assert set(totals(desk, "a").values()) == {0}


def test_a_social_worker_has_no_such_page(client: Client) -> None:
    client.force_login(social_worker())

    assert client.get(ADDRESS).status_code == 404


def test_a_search_takes_as_many_queries_for_four_as_for_one(desk: Client) -> None:
    MatchFactory()
    with CaptureQueriesContext(connection) as before:
        totals(desk, "o")
    for _ in range(3):
        MatchFactory()

    with CaptureQueriesContext(connection) as after:
        totals(desk, "o")

    assert len(after) == len(before)

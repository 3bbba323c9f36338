"""Forms above a register: keep a view, forget one, choose columns."""

import pytest
from django.test import Client

from programmes.models import ColumnChoice, SavedView, User
from tests.downloads import content
from tests.factories.families import FamilyFactory
from tests.factories.programmes import coordinator, social_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return coordinator()


@pytest.fixture
def desk(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def save(client: Client, **fields: str) -> str:
    answer = client.post("/werk/weergaven/families/bewaren", fields)
    return answer.headers["Location"]


def test_a_view_is_saved_and_stands_above_the_table(desk: Client) -> None:
    where = save(desk, name="Mijn <wijk>", query="state=waiting&page=3&sort=-name")

    page = desk.get(where).content.decode()

    assert where == "/werk/gezinnen?state=waiting&sort=-name"
    assert 'href="?state=waiting&amp;sort=-name" aria-current="true">Mijn &lt;wijk&gt;</a>' in page


def test_a_view_without_a_name_is_refused_and_the_filters_stay(desk: Client) -> None:
    where = save(desk, name=" ", query="state=waiting")

    assert where == "/werk/gezinnen?state=waiting"
    assert not SavedView.objects.exists()
    assert "note-bad" in desk.get(where).content.decode()


@pytest.mark.parametrize("query", ["//evil.example", "a=\r\nX: y", "\0", "q=%00", "&&&=", "%zz"])
def test_whatever_comes_as_filters_leads_back_to_the_register(desk: Client, query: str) -> None:
    where = save(desk, name="x", query=query)

    assert where.startswith("/werk/gezinnen")
    assert desk.get(where).status_code == 200


def test_a_view_is_deleted_by_its_owner_only(desk: Client, user: User) -> None:
    mine = SavedView.objects.create(owner=user, register="matches", name="Mine", query="mine=yes")
    other = SavedView.objects.create(owner=coordinator(), register="matches", name="Theirs")

    gone = desk.post(f"/werk/weergaven/{mine.pk}/verwijderen", {"query": "state=active"})
    refused = desk.post(f"/werk/weergaven/{other.pk}/verwijderen")

    assert gone.headers["Location"] == "/werk/koppelingen?state=active"
    assert refused.status_code == 404
    assert list(SavedView.objects.all()) == [other]


def test_chosen_columns_stand_in_the_table_and_in_the_file(desk: Client) -> None:
    FamilyFactory(phone="+31612345678")

    desk.post("/werk/kolommen/families", {"column": ["phone", "unknown"], "query": ""})

    columns = desk.get("/werk/gezinnen").context["headings"]
    assert [heading.column.key for heading in columns] == ["family", "phone"]
    assert "'+31612345678" in content(desk.get("/werk/gezinnen/export?as=csv")).decode()


def test_the_usual_columns_come_back(desk: Client, user: User) -> None:
    ColumnChoice.objects.create(owner=user, register="families", columns=["phone"])

    desk.post("/werk/kolommen/families", {"column": ["phone"], "usual": "1"})

    assert len(desk.get("/werk/gezinnen").context["headings"]) > 2


@pytest.mark.parametrize("path", ["/werk/weergaven/anything/bewaren", "/werk/kolommen/anything"])
def test_a_register_that_is_not_there_is_missing(desk: Client, path: str) -> None:
    assert desk.post(path).status_code == 404


def test_a_social_worker_keeps_no_views_of_registers(client: Client) -> None:
    client.force_login(social_worker())

    assert client.post("/werk/weergaven/families/bewaren", {"name": "x"}).status_code == 404

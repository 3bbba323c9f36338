"""All that is due, per kind, and the rules that a region follows."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from matching.domain.todo import Rule
from programmes.models import Region, StateChange, User
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory
from tests.factories.programmes import RegionFactory, coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def marieke(client: Client) -> User:
    user = coordinator(language="en")
    client.force_login(user)
    return user


def text_of(client: Client, path: str = "/werk/taken") -> str:
    return " ".join(client.get(path).content.decode().split())


def test_the_oldest_task_stands_first(marieke: User, client: Client) -> None:
    MatchFactory(reply_by=localdate(), proposal__volunteer__first_name="Anna")
    MatchFactory(reply_by=localdate() - timedelta(days=2), proposal__volunteer__first_name="Bram")

    page = text_of(client)

    assert page.index("Bram") < page.index("Anna")
    assert page.index("Late") < page.index("Today")


def test_a_kind_is_shown_alone_and_in_pages(marieke: User, client: Client) -> None:
    families = [FamilyFactory(waiting_since=localdate() - timedelta(days=100 + n)) for n in range(51)]
    MatchFactory(reply_by=localdate())

    first = text_of(client, "/werk/taken?kind=long_wait")
    second = text_of(client, "/werk/taken?kind=long_wait&page=2")

    assert families[50].reference in first
    assert families[0].reference not in first
    assert families[0].reference in second
    assert "Page 2 of 2" in second
    assert "Proposal runs out" not in first + second


@pytest.mark.parametrize("query", ["?kind=nothing", "?kind=long_wait&page=nine", "?page=-4"])
def test_an_odd_address_is_read_kindly(marieke: User, client: Client, query: str) -> None:
    assert client.get(f"/werk/taken{query}").status_code == 200


def test_a_rule_is_switched_off_and_the_history_keeps_who_did_it(marieke: User, client: Client) -> None:
    family = FamilyFactory(waiting_since=localdate() - timedelta(days=100))
    kept = [rule for rule in Rule.values if rule != Rule.LONG_WAIT]

    client.post(
        f"/werk/taken/regels/{family.region_id}", {f"region-{family.region_id}-rules": kept}, follow=True
    )

    assert Region.objects.get().todo_rules_off == [Rule.LONG_WAIT]
    assert family.reference not in text_of(client)
    change = StateChange.objects.get(subject="programmes.region")
    assert (change.subject_id, change.reason, change.to_state, change.by) == (
        family.region_id,
        "long_wait",
        "todo_off",
        marieke,
    )


def test_a_rule_that_does_not_exist_changes_nothing(marieke: User, client: Client) -> None:
    region = RegionFactory()

    answer = client.post(f"/werk/taken/regels/{region.pk}", {f"region-{region.pk}-rules": ["sleep"]})

    assert answer.status_code == 404
    assert StateChange.objects.count() == 0


def test_nobody_switches_rules_of_another_region(marieke: User, client: Client) -> None:
    other = RegionFactory(slug="elders")

    assert client.post(f"/werk/taken/regels/{other.pk}", {}).status_code == 404
    assert Region.objects.get(slug="elders").todo_rules_off == []

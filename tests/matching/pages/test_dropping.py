"""A proposal is dropped as it was seen, and only while it is a draft."""

import pytest
from django.test import Client

from matching.models import Proposal
from tests.factories.families import FamilyFactory
from tests.factories.programmes import coordinator
from tests.factories.volunteers import VolunteerFactory
from tests.matching.pages.test_review_changes import address, executed, kept


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(coordinator())
    return client


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_stale", [True, False])
def test_what_was_sent_meanwhile_is_not_dropped(desk: Client, *, is_stale: bool) -> None:
    FamilyFactory()
    VolunteerFactory()
    row = executed().proposals.get()
    Proposal.objects.filter(pk=row.pk).update(state="published")

    more = {"version": ""} if is_stale else {}
    answer = kept(desk, address(row, "drop"), why="not_now", **more)

    row.refresh_from_db()
    assert (row.state, answer.status_code) == ("published", 409 if is_stale else 200)


@pytest.mark.django_db(transaction=True)
def test_a_drop_that_says_nothing_of_what_was_seen_drops_nothing(desk: Client) -> None:
    FamilyFactory()
    VolunteerFactory()
    row = executed().proposals.get()
    mark = desk.get(address(row, "drop")).context["price"].mark

    answer = desk.post(address(row, "drop"), {"price": mark, "why": "not_now"})

    row.refresh_from_db()
    assert (row.state, answer.status_code) == ("draft", 409)

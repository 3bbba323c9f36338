"""Decisions in a review: each carries what was seen; a stale one is refused with both versions."""

from typing import Any

import pytest
from django.test import Client

from matching.domain import proposals
from matching.domain.seen import version_of
from matching.models import Override, Proposal
from matching.states import ProposalState
from programmes.models import StateChange, User
from tests.factories.matching import OverrideFactory, ProposalFactory
from tests.factories.moments import NOW
from tests.factories.programmes import coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return coordinator()


@pytest.fixture
def desk(client: Client, person: User) -> Client:
    client.force_login(person)
    return client


def decide(client: Client, row: Proposal, act: str, version: str | None = None, **more: str) -> Any:  # noqa: ANN401 - an answer with its context
    given = {"version": version_of(row) if version is None else version, **more}
    return client.post(f"/werk/koppelen/{row.run_id}/voorstellen/{row.pk}/{act}", given)


def ticked(*rows: Proposal) -> list[str]:
    return [f"{row.pk}:{version_of(row)}" for row in rows]


def many(client: Client, act: str, boxes: list[str], run: int, **more: str) -> Any:  # noqa: ANN401 - an answer with its context
    given = {"act": act, "chosen": boxes, **more}
    return client.post(f"/werk/koppelen/{run}/voorstellen/gekozen", given, follow=True)


def test_an_approval_keeps_the_filters_of_the_list(desk: Client, person: User) -> None:
    row = ProposalFactory()

    answer = decide(desk, row, "goedkeuren", back="state=open&page=2")

    row.refresh_from_db()
    assert row.approved_by == person
    assert answer.headers["Location"].endswith(f"/voorstellen/{row.pk}?state=open&page=2")


@pytest.mark.parametrize("act", ["goedkeuren", "terugnemen", "losmaken", "terugzetten"])
def test_a_stale_decision_is_refused_with_both_versions(desk: Client, act: str) -> None:
    row = ProposalFactory()
    seen = version_of(row)
    colleague = coordinator(email="other@example.org")
    proposals.approve(proposal=row, by=colleague, now=NOW)

    answer = decide(desk, row, act, seen, back="state=open")

    text = answer.content.decode()
    row.refresh_from_db()
    assert answer.status_code == 409
    assert row.approved_by == colleague
    assert str(colleague) in text
    assert f'name="version" value="{version_of(row)}"' in text
    assert 'name="back" value="state=open"' in text


def test_who_still_wants_it_decides_on_what_stands_now(desk: Client) -> None:
    row = ProposalFactory()
    seen = version_of(row)
    proposals.approve(proposal=row, by=None, now=NOW)
    assert decide(desk, row, "terugnemen", seen).status_code == 409

    assert decide(desk, row, "terugnemen").status_code == 302

    row.refresh_from_db()
    assert row.approved_at is None


def test_a_decision_without_what_was_seen_is_stale(desk: Client) -> None:
    row = ProposalFactory()

    assert decide(desk, row, "goedkeuren", "").status_code == 409


def test_dropping_can_be_undone(desk: Client, person: User) -> None:
    row = ProposalFactory()
    proposals.drop(proposal=row, reason="not_now", by=person, now=NOW)
    assert StateChange.objects.get(subject_id=row.pk, subject="matching.proposal").reason == "not_now"

    decide(desk, row, "terugzetten")

    row.refresh_from_db()
    assert row.state == ProposalState.DRAFT


def test_an_unpinned_pair_binds_no_next_run(desk: Client, person: User) -> None:
    row = ProposalFactory(pinned=True)
    pin = OverrideFactory(volunteer=row.volunteer, family=row.family, programme=row.run.programme)

    decide(desk, row, "losmaken")

    row.refresh_from_db()
    pin.refresh_from_db()
    assert not row.pinned
    assert (pin.state, pin.ended_by) == ("ended", person)


def test_those_chosen_are_approved_and_what_a_colleague_decided_is_left_and_told(
    desk: Client, person: User
) -> None:
    first = ProposalFactory()
    second, third = (ProposalFactory(run=first.run) for _ in range(2))
    boxes = ticked(first, second)
    proposals.drop(proposal=second, by=None, now=NOW)

    answer = many(desk, "approve", boxes, first.run_id)

    states = Proposal.objects.order_by("pk").values_list("state", "approved_by")
    assert list(states) == [("draft", person.pk), ("dropped", None), ("draft", None)]
    assert second.family.reference in " ".join(str(note) for note in answer.context["messages"])
    assert third.approved_at is None


def test_a_bulk_pin_asks_why_first_and_then_pins(desk: Client, person: User) -> None:
    first = ProposalFactory()
    second = ProposalFactory(run=first.run)
    boxes = ticked(first, second)

    asked = many(desk, "pin", boxes, first.run_id)
    assert all(f'value="{box}"' in asked.content.decode() for box in boxes)
    assert not Override.objects.exists()
    refused = many(desk, "pin", boxes, first.run_id, note="Ze kennen elkaar")
    assert "Ze kennen elkaar" in refused.content.decode()
    assert "errsum" in refused.content.decode()

    many(desk, "pin", boxes, first.run_id, why="fits_better", note="")

    pins = Override.objects.filter(state="open", kind="pin", created_by=person)
    assert {(pin.volunteer_id, pin.family_id) for pin in pins} == {
        (row.volunteer_id, row.family_id) for row in (first, second)
    }
    assert Proposal.objects.filter(pinned=True).count() == 2


def test_a_pair_that_breaks_a_rule_today_is_not_pinned_and_says_why(desk: Client) -> None:
    row = ProposalFactory(volunteer__state="resting")

    answer = many(desk, "pin", ticked(row), row.run_id, why="other", note="")

    assert not Override.objects.exists()
    assert row.family.reference in " ".join(str(note) for note in answer.context["messages"])


def test_nothing_chosen_is_told(desk: Client) -> None:
    row = ProposalFactory()

    assert len(many(desk, "approve", [], row.run_id).context["messages"]) == 1


def test_approve_all_is_refused_when_other_proposals_are_open_than_were_seen(desk: Client) -> None:
    row = ProposalFactory()
    ProposalFactory(run=row.run, approved_at=NOW)
    address = f"/werk/koppelen/{row.run_id}/voorstellen/goedkeuren"

    desk.post(address, {"open": "2"})
    row.refresh_from_db()
    assert row.approved_at is None

    desk.post(address, {"open": "1"})
    row.refresh_from_db()
    assert row.approved_at is not None


@pytest.mark.parametrize(
    ("page", "given"),
    [("goedkeuren", {"open": "9" * 5_000}), ("gekozen", {"act": "approve", "chosen": f"{'9' * 5_000}:x"})],
)
def test_numbers_that_no_record_has_approve_nothing(desk: Client, page: str, given: dict[str, str]) -> None:
    row = ProposalFactory()

    answer = desk.post(f"/werk/koppelen/{row.run_id}/voorstellen/{page}", given)

    row.refresh_from_db()
    assert (answer.status_code, row.approved_at) == (302, None)

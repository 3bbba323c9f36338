"""Pin, ban, swap and drop in a review: the price comes first, changes collect and are computed together."""

from typing import Any

import pytest
from django.test import Client

from matching.domain import execution, pending_changes, proposals
from matching.domain.seen import version_of
from matching.models import ChangeKind, MatchingRun, Override, PendingChange, Proposal
from matching.states import RunState
from programmes.models import User
from tests.factories.families import FamilyFactory
from tests.factories.matching import ProposalFactory, RunFactory
from tests.factories.moments import NOW
from tests.factories.programmes import coordinator
from tests.factories.volunteers import VolunteerFactory

NEAR, FAR = 149_900, 147_000


@pytest.fixture
def person() -> User:
    return coordinator()


@pytest.fixture
def desk(client: Client, person: User) -> Client:
    client.force_login(person)
    return client


def executed() -> MatchingRun:
    run = RunFactory()
    execution.execute(run_id=run.pk)
    run.refresh_from_db()
    assert isinstance(run, MatchingRun)
    return run


def address(row: Proposal, kind: str, **more: Any) -> str:
    rest = "".join(f"&{name}={value}" for name, value in more.items())
    return f"/werk/koppelen/{row.run_id}/wijzigen?kind={kind}&proposal={row.pk}{rest}"


def kept(client: Client, path: str, **more: str) -> Any:  # noqa: ANN401 - an answer with its context
    """Open a form, and send it with the price that it showed."""
    shown = client.get(path)
    given = {"price": shown.context["price"].mark, "version": shown.context["version"], "why": "other"}
    return client.post(path, {**given, "note": "", "until": "", **more})


def add(row: Proposal, kind: ChangeKind = ChangeKind.BAN, **more: Any) -> PendingChange:
    people = {"run": row.run, "volunteer": row.volunteer, "family": row.family}
    usual: dict[str, Any] = {**people, "kind": kind, "reason": "So", "by": None, "now": NOW}
    return pending_changes.add(**{**usual, **more})


@pytest.mark.django_db(transaction=True)
def test_another_reader_is_priced_then_collected_then_computed_with_what_is_approved(
    desk: Client, person: User
) -> None:
    family, near, far = FamilyFactory(), VolunteerFactory(x=NEAR), VolunteerFactory(x=FAR)
    other = FamilyFactory(homes=[{"x": 151_000}])
    reader = VolunteerFactory(x=151_100)
    run = executed()
    row, approved = run.proposals.get(family=family), run.proposals.get(family=other)
    assert row.volunteer in {near, reader}
    proposals.approve(proposal=approved, by=person, now=NOW)
    path = address(row, "pin", volunteer=far.pk)

    shown = desk.get(path)
    (line, *_rest) = [line for line in shown.context["price"].lines if line.family == family.reference]
    answer = kept(desk, path, why="asked_for", note="Oma vraagt het")

    assert far.full_name in line.after
    assert answer.status_code == 302
    change = PendingChange.objects.get()
    assert (change.kind, change.made_by, change.volunteer, change.family) == ("pin", person, far, family)
    assert change.reason.endswith("Oma vraagt het")
    assert change.change is not None
    assert not Override.objects.exists()

    new = pending_changes.apply(run=run, by=person, now=NOW)
    execution.execute(run_id=new.pk)

    assert new.follows == run
    assert not PendingChange.objects.exists()
    pairs = dict(new.proposals.values_list("family", "volunteer"))
    assert pairs == {family.pk: far.pk, other.pk: approved.volunteer_id}
    assert new.proposals.get(family=other).approved_by == person


@pytest.mark.django_db(transaction=True)
def test_two_proposals_exchange_their_readers(desk: Client, person: User) -> None:
    for _ in range(2):
        VolunteerFactory()
        FamilyFactory()
    run = executed()
    one, other = run.proposals.order_by("pk")
    proposals.approve(proposal=one, by=person, now=NOW)

    kept(desk, address(one, "swap", **{"with": other.family.reference}))
    answer = desk.post(f"/werk/koppelen/{run.pk}/wijzigingen/berekenen")
    new = MatchingRun.objects.get(follows=run)
    execution.execute(run_id=new.pk)

    assert answer.headers["Location"] == f"/werk/koppelen/{new.pk}"
    assert dict(new.proposals.values_list("family", "volunteer")) == {
        one.family_id: other.volunteer_id,
        other.family_id: one.volunteer_id,
    }


@pytest.mark.django_db(transaction=True)
def test_a_drop_shows_its_price_and_counts_at_once(desk: Client) -> None:
    FamilyFactory()
    VolunteerFactory()
    row = executed().proposals.get()

    shown = desk.get(address(row, "drop"))
    kept(desk, address(row, "drop"), why="not_now")

    row.refresh_from_db()
    assert shown.context["price"].is_dear
    assert row.family.reference in shown.context["price"].sentence
    assert row.state == "dropped"


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_says_why_and_has_nothing_to_save(desk: Client) -> None:
    FamilyFactory()
    VolunteerFactory()
    row = executed().proposals.get()
    newcomer = VolunteerFactory()

    shown = desk.get(address(row, "pin", volunteer=newcomer.pk))

    assert shown.context["no_price"]
    assert 'name="price"' not in shown.content.decode()


@pytest.mark.django_db
def test_the_panel_comes_at_once_and_asks_for_the_price_by_itself(desk: Client) -> None:
    row = ProposalFactory()

    text = desk.get(address(row, "ban"), headers={"HX-Request": "true"}).content.decode()

    assert "price=1" in text
    assert "<html" not in text


@pytest.mark.django_db
def test_a_pin_of_what_the_run_chose_costs_nothing_and_holds_at_once(desk: Client, person: User) -> None:
    row = ProposalFactory()

    kept(desk, address(row, "pin"), until="2030-01-01")

    row.refresh_from_db()
    pin = Override.objects.get()
    assert row.pinned
    assert (pin.volunteer, pin.family, pin.created_by, str(pin.until)) == (
        row.volunteer,
        row.family,
        person,
        "2030-01-01",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("mark", ["", "forged"])
def test_nothing_is_saved_before_the_price_was_shown(desk: Client, mark: str) -> None:
    row = ProposalFactory()
    given = {"price": mark, "version": version_of(row), "why": "other", "note": "Bewaar mij", "until": ""}

    answer = desk.post(address(row, "pin"), given)

    assert not Override.objects.exists()
    assert "Bewaar mij" in answer.content.decode()


@pytest.mark.django_db
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(desk: Client) -> None:
    row = ProposalFactory()

    answer = kept(desk, address(row, "pin"), why="", note="Bewaar mij", until="2020-01-01")

    text = answer.content.decode()
    assert not Override.objects.exists()
    assert "Bewaar mij" in text
    assert {"why", "until"} == set(answer.context["form"].errors)


@pytest.mark.django_db
def test_a_stale_pin_is_refused(desk: Client) -> None:
    row = ProposalFactory()
    mark = desk.get(address(row, "pin")).context["price"].mark
    seen = version_of(row)
    proposals.drop(proposal=row, by=None, now=NOW)

    given = {"price": mark, "version": seen, "why": "other", "note": "", "until": ""}
    answer = desk.post(address(row, "pin"), given)

    assert answer.status_code == 409
    assert not Override.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_ban_of_what_a_colleague_decided_about_is_refused_and_nothing_is_collected(desk: Client) -> None:
    FamilyFactory()
    VolunteerFactory()
    row = executed().proposals.get()
    shown = desk.get(address(row, "ban"))
    proposals.approve(proposal=row, by=None, now=NOW)

    given = {"price": shown.context["price"].mark, "version": shown.context["version"], "why": "other"}
    answer = desk.post(address(row, "ban"), {**given, "note": "", "until": ""})

    assert answer.status_code == 409
    assert not PendingChange.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "rest",
    ["kind=bad&proposal={row}", "kind=pin&proposal=x", "kind=pin", "kind=pin&proposal={row}&volunteer=0"],
)
def test_odd_addresses_are_not_found(desk: Client, rest: str) -> None:
    row = ProposalFactory()

    path = f"/werk/koppelen/{row.run_id}/wijzigen?{rest.format(row=row.pk)}"

    assert desk.get(path).status_code == 404


@pytest.mark.django_db
def test_a_swap_with_a_family_that_has_no_proposal_is_told(desk: Client) -> None:
    row = ProposalFactory()

    answer = desk.get(address(row, "swap", **{"with": "G-9999"}), follow=True)

    assert answer.redirect_chain[-1][0].endswith(f"/voorstellen/{row.pk}")
    assert len(answer.context["messages"]) == 1


@pytest.mark.django_db
def test_each_change_says_who_made_it_and_can_be_undone(desk: Client, person: User) -> None:
    row = ProposalFactory()
    other = ProposalFactory(run=row.run)
    first = add(row, by=person, change=[0, -1, 0, 0, 0], exact=True)
    add(other)
    address = f"/werk/koppelen/{row.run_id}"

    text = desk.get(f"{address}/voorstellen").content.decode()
    desk.post(f"{address}/wijzigingen/{first.pk}/wissen")
    left = list(PendingChange.objects.values_list("family", flat=True))
    desk.post(f"{address}/wijzigingen/wissen")

    assert str(person) in text
    assert left == [other.family_id]
    assert not PendingChange.objects.exists()


@pytest.mark.django_db
def test_a_run_that_is_going_leaves_the_changes_as_they_are(desk: Client) -> None:
    row = ProposalFactory()
    add(row)
    going = RunFactory(region=row.run.region, programme=row.run.programme, state=RunState.RUNNING)

    answer = desk.post(f"/werk/koppelen/{row.run_id}/wijzigingen/berekenen")

    assert answer.headers["Location"] == f"/werk/koppelen/{going.pk}"
    assert PendingChange.objects.count() == 1
    assert not Override.objects.exists()

"""What earlier decisions are to a new run: in its input, in its proposals, and in what it could not keep."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching.domain import execution, overrides, proposals, snapshot, standing
from matching.domain.presets import rules_of
from matching.domain.price import price
from matching.models import MatchingRun, Override, OverrideKind, Proposal
from matching.solver.pairing import People
from matching.states import MatchState, ProposalState, RunState
from programmes.domain.refusal import Refusal
from programmes.values.availability import Window
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory, OverrideFactory, ProposalFactory, RunFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.programmes import ProgrammeFactory, RegionFactory, coordinator
from tests.factories.volunteers import VolunteerFactory
from volunteers.models import Duo

Pair = tuple[int, int]
YESTERDAY = TODAY - timedelta(days=1)
NEAR, FAR = 149_900, 147_000
MONDAY, TUESDAY = Window(1, 14 * 60, 15 * 60), Window(2, 14 * 60, 15 * 60)


def read() -> People:
    region: Any = RegionFactory()
    programme: Any = ProgrammeFactory()
    return snapshot.read(region=region, programme=programme, rules=rules_of(programme), day=TODAY)


def pairs_of(people: People, name: str) -> list[Pair]:
    rows = getattr(people, name)
    ids = people.volunteers.id[rows[:, 0]].tolist(), people.families.id[rows[:, 1]].tolist()
    return list(zip(*ids, strict=True))


def pair_of(record: Proposal | Override) -> Pair:
    return record.volunteer_id, record.family_id


@pytest.mark.django_db
def test_pins_and_bans_in_force_are_in_the_input() -> None:
    pin, ban = OverrideFactory(), OverrideFactory(kind=OverrideKind.BAN)
    OverrideFactory(until=YESTERDAY)
    OverrideFactory(state="ended")
    OverrideFactory(kind=OverrideKind.BAN, until=YESTERDAY)

    people = read()

    assert pairs_of(people, "pins") == [pair_of(pin)]
    assert pairs_of(people, "bans") == [pair_of(ban)]


@pytest.mark.django_db
def test_older_pins_go_before_younger_ones_and_approvals_last() -> None:
    run = RunFactory(state=RunState.SUCCEEDED)
    late, early = (ProposalFactory(run=run, approved_at=NOW - timedelta(hours=hours)) for hours in (1, 2))
    younger = OverrideFactory(created_at=NOW)
    older = OverrideFactory(created_at=NOW - timedelta(days=1))

    people = read()

    assert pairs_of(people, "pins") == [pair_of(older), pair_of(younger), pair_of(early), pair_of(late)]


@pytest.mark.django_db
def test_undecided_drafts_of_the_last_run_count_as_published() -> None:
    old = ProposalFactory(run__requested_at=NOW)
    run = RunFactory(state=RunState.SUCCEEDED)
    draft = ProposalFactory(run=run)
    ProposalFactory(run=run, state=ProposalState.DROPPED)
    ProposalFactory(run=run, state=ProposalState.PUBLISHED)
    ProposalFactory(run=RunFactory(state=RunState.FAILED))

    people = read()

    assert pairs_of(people, "published") == [pair_of(draft)]
    assert pair_of(old) not in pairs_of(people, "published")


@pytest.mark.django_db
def test_a_pin_is_fulfilled_once_the_two_were_proposed_to_each_other() -> None:
    match = MatchFactory(state=MatchState.DECLINED, proposal__family__state="waiting")
    OverrideFactory(volunteer=match.volunteer, family=match.family, created_at=NOW - timedelta(days=1))

    assert pairs_of(read(), "pins") == []


@pytest.mark.django_db
def test_a_pin_made_after_a_refusal_counts() -> None:
    match = MatchFactory(state=MatchState.DECLINED, proposal__family__state="waiting")
    again = OverrideFactory(
        volunteer=match.volunteer, family=match.family, created_at=NOW + timedelta(days=1)
    )

    assert pairs_of(read(), "pins") == [pair_of(again)]


@pytest.mark.django_db
def test_publishing_heeds_a_ban_that_was_made_meanwhile() -> None:
    draft = ProposalFactory()
    overrides.decide(
        kind=OverrideKind.BAN, volunteer=draft.volunteer, family=draft.family, reason="No", by=None, now=NOW
    )

    (outcome,) = proposals.publish(run=draft.run, by=None, now=NOW)

    assert (outcome.published, outcome.code) == (False, "ban")


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow() -> None:
    counts = []
    for size in (1, 4):
        run = RunFactory(state=RunState.SUCCEEDED)
        for _ in range(size):
            OverrideFactory()
            ProposalFactory(run=run, approved_at=NOW)
        with CaptureQueriesContext(connection) as queries:
            read()
        counts.append(len(queries))

    assert counts[0] == counts[1]


def executed() -> MatchingRun:
    run = RunFactory()
    execution.execute(run_id=run.pk)
    run.refresh_from_db()
    assert run.state == RunState.SUCCEEDED, run.failure
    assert isinstance(run, MatchingRun)
    return run


def chosen(run: MatchingRun) -> set[Pair]:
    return {pair_of(proposal) for proposal in run.proposals.all()}


def pinned(**pair: Any) -> Override:
    return overrides.decide(kind=OverrideKind.PIN, **pair, reason="So", by=None, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_pin_brings_two_together_whom_a_run_would_not_pair() -> None:
    family, far, _near = FamilyFactory(), VolunteerFactory(x=FAR), VolunteerFactory(x=NEAR)
    before = executed()

    pinned(volunteer=far, family=family)
    after = executed()

    assert chosen(before) != chosen(after) == {(far.pk, family.pk)}
    assert after.proposals.get().pinned
    assert after.figures.pins_left_out == []


@pytest.mark.django_db(transaction=True)
def test_a_ban_keeps_two_apart() -> None:
    family, volunteer = FamilyFactory(), VolunteerFactory()
    overrides.decide(kind=OverrideKind.BAN, volunteer=volunteer, family=family, reason="So", by=None, now=NOW)

    assert chosen(executed()) == set()


@pytest.mark.django_db(transaction=True)
def test_an_approved_draft_survives_a_new_run_with_its_approval() -> None:
    person, family, first = coordinator(), FamilyFactory(), VolunteerFactory(x=FAR)
    draft = executed().proposals.get()
    proposals.approve(proposal=draft, by=person, now=NOW)
    VolunteerFactory(x=NEAR)

    again = executed().proposals.get()

    assert pair_of(again) == (first.pk, family.pk)
    assert (again.approved_by, again.approved_at, again.pinned) == (person, NOW, False)


@pytest.mark.django_db(transaction=True)
def test_an_approval_that_was_taken_back_binds_nobody() -> None:
    FamilyFactory()
    VolunteerFactory(x=FAR)
    draft = executed().proposals.get()
    proposals.approve(proposal=draft, by=None, now=NOW)
    proposals.unapprove(proposal=draft, by=None, now=NOW)
    near = VolunteerFactory(x=NEAR)

    again = executed().proposals.get()

    assert (again.volunteer_id, again.approved_at) == (near.pk, None)


@pytest.mark.django_db(transaction=True)
def test_a_new_run_changes_no_draft_that_is_as_good_as_another() -> None:
    VolunteerFactory(windows=[MONDAY])
    VolunteerFactory(windows=[MONDAY])
    homes = [{"windows": [MONDAY]}]
    FamilyFactory(homes=homes)
    FamilyFactory(homes=homes)
    run = executed()
    crossed = [draft.volunteer_id for draft in run.proposals.order_by("pk")][::-1]
    for draft, volunteer in zip(run.proposals.order_by("pk"), crossed, strict=True):
        Proposal.objects.filter(pk=draft.pk).update(volunteer=volunteer)

    again = executed()

    assert chosen(again) == chosen(run)
    assert again.figures.objective[4] == 2


@pytest.mark.django_db(transaction=True)
def test_pins_that_cannot_all_hold_are_told_and_the_run_succeeds() -> None:
    volunteer = VolunteerFactory(windows=[MONDAY])
    families = [FamilyFactory(homes=[{"windows": [MONDAY]}]) for _ in range(2)]
    resting, elsewhere = VolunteerFactory(), FamilyFactory(homes=[{"windows": [TUESDAY]}])
    first, second = (pinned(volunteer=volunteer, family=family) for family in families)
    third = pinned(volunteer=resting, family=FamilyFactory())
    type(resting).objects.filter(pk=resting.pk).update(state="resting")
    fourth = OverrideFactory(volunteer=volunteer, family=elsewhere)

    run = executed()

    told = {found["pin"]: found["rule"] for found in run.figures.pins_left_out}
    assert told == {second.pk: "room", third.pk: "state", fourth.pk: "slot"}
    assert run.proposals.get(pinned=True).family_id == first.family_id


@pytest.mark.django_db(transaction=True)
def test_a_pin_of_one_of_a_duo_holds_for_the_duo() -> None:
    family, first, second = FamilyFactory(), VolunteerFactory(x=FAR), VolunteerFactory(x=FAR)
    Duo.objects.create(first=first, second=second, since=NOW)
    VolunteerFactory(x=NEAR)

    pinned(volunteer=second, family=family)
    run = executed()

    draft = run.proposals.get()
    assert (draft.volunteer_id, draft.pinned, run.figures.pins_left_out) == (first.pk, True, [])
    found = price(run=run, kind="pin", volunteer=second, family=family, by=None, now=NOW)
    assert found.change == (0, 0, 0, 0, 0)


@pytest.mark.django_db
def test_half_a_duo_cannot_be_pinned() -> None:
    family, here = FamilyFactory(), VolunteerFactory()
    there = VolunteerFactory(region=RegionFactory(slug="tilburg"))
    Duo.objects.create(first=there, second=here, since=NOW)

    with pytest.raises(Refusal) as caught:
        pinned(volunteer=here, family=family)

    assert caught.value.code == "state"


@pytest.mark.django_db(transaction=True)
def test_an_approval_that_cannot_hold_is_told_by_its_proposal() -> None:
    family, volunteer = FamilyFactory(), VolunteerFactory()
    draft = executed().proposals.get()
    proposals.approve(proposal=draft, by=None, now=NOW)
    type(volunteer).objects.update(state="resting")

    run = executed()

    assert run.figures.pins_left_out == [
        {"proposal": draft.pk, "volunteer": volunteer.pk, "family": family.pk, "rule": "state"}
    ]


@pytest.mark.django_db(transaction=True)
def test_what_is_decided_while_a_run_goes_on_is_not_told_as_left_out() -> None:
    pin = OverrideFactory(volunteer__state="resting", created_at=timezone.now() + timedelta(hours=1))

    run = executed()

    assert run.figures.pins_left_out == []
    assert standing.load(region=pin.region, programme=pin.programme, day=TODAY).pins

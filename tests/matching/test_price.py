"""What a decision costs, worked out by a real computation on a run's own input."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from django.conf import settings as configured
from pytest_django.fixtures import Settings

from matching.domain import execution, overrides, proposals
from matching.domain.computation.pricing import price_of
from matching.domain.computation.question import Assignment, Priced, Question, Unpriced
from matching.domain.computation.wire import Order
from matching.domain.price import GRACE_SECONDS, Decision, Price, price
from matching.models import MatchingRun, OverrideKind, Snapshot
from matching.solver import Control, solve
from matching.solver.generate import SIZES, people
from matching.solver.pairing import People, Rules, Weights, instance_of, pairs
from matching.states import RunState
from programmes.domain.refusal import InvalidInput, Refusal
from tests.factories.families import FamilyFactory
from tests.factories.matching import OverrideFactory, RunFactory, town
from tests.factories.moments import NOW
from tests.factories.volunteers import VolunteerFactory

NEAR, FAR = 149_900, 147_000


def executed() -> MatchingRun:
    run = RunFactory()
    execution.execute(run_id=run.pk)
    run.refresh_from_db()
    assert isinstance(run, MatchingRun)
    assert run.state == RunState.SUCCEEDED, run.failure
    return run


def priced(run: MatchingRun, kind: str, volunteer: object, family: object, **other: Any) -> Price:
    people: dict[str, Any] = {"volunteer": volunteer, "family": family, **other}
    return price(run=run, kind=kind, **people, by=None, now=NOW)


def refused(run: MatchingRun, kind: str, volunteer: object, family: object, **other: object) -> str:
    with pytest.raises(Refusal) as caught:
        priced(run, kind, volunteer, family, **other)
    assert caught.value.message
    return caught.value.code


@pytest.mark.django_db(transaction=True)
def test_a_ban_costs_what_the_next_run_with_that_ban_loses() -> None:
    town()
    before = executed()
    draft = before.proposals.order_by("pk")[0]
    pair: dict[str, Any] = {"volunteer": draft.volunteer, "family": draft.family}

    found = priced(before, Decision.BAN, **pair)
    overrides.decide(kind=OverrideKind.BAN, **pair, reason="So", by=None, now=NOW)
    after = executed()

    assert found.exact
    # The last level counts drafts of a run before, and there the second run differs from the first.
    changed = [new - old for new, old in zip(after.figures.objective, before.figures.objective, strict=True)]
    assert list(found.change[:4]) == changed[:4]
    assert draft.pk in {pair.proposal for pair in found.lost}


@pytest.mark.django_db(transaction=True)
def test_a_pin_tells_who_comes_and_who_goes() -> None:
    family, near, far = FamilyFactory(), VolunteerFactory(x=NEAR), VolunteerFactory(x=FAR)
    run = executed()
    draft = run.proposals.get()

    found = priced(run, Decision.PIN, far, family)

    (gained,), (lost,) = found.gained, found.lost
    assert (gained.volunteer, gained.family, gained.proposal) == (far.pk, family.pk, None)
    assert (lost.volunteer, lost.family, lost.proposal) == (near.pk, family.pk, draft.pk)
    assert found.change == (0, 0, 0, gained.score - lost.score, 0)
    assert gained.minutes > lost.minutes


@pytest.mark.django_db(transaction=True)
def test_what_is_so_already_costs_nothing() -> None:
    family, near, far = FamilyFactory(), VolunteerFactory(x=NEAR), VolunteerFactory(x=FAR)
    run = executed()

    found = [priced(run, Decision.PIN, near, family), priced(run, Decision.BAN, far, family)]

    assert [(one.change, one.gained, one.lost) for one in found] == [((0,) * 5, (), ())] * 2


@pytest.mark.django_db(transaction=True)
def test_a_swap_is_between_two_pairs_of_the_outcome() -> None:
    readers = [VolunteerFactory() for _ in range(3)]
    for _ in range(2):
        FamilyFactory()
    run = executed()
    one, other = run.proposals.order_by("pk")
    idle = next(reader for reader in readers if reader.pk not in {one.volunteer_id, other.volunteer_id})

    found = priced(
        run,
        Decision.SWAP,
        one.volunteer,
        one.family,
        with_volunteer=other.volunteer,
        with_family=other.family,
    )

    crossed = {(one.volunteer_id, other.family_id), (other.volunteer_id, one.family_id)}
    assert {(pair.volunteer, pair.family) for pair in found.gained} == crossed
    assert {pair.proposal for pair in found.lost} == {one.pk, other.pk}
    with_idle = {"with_volunteer": idle, "with_family": other.family}
    assert refused(run, Decision.SWAP, one.volunteer, one.family, **with_idle) == "not-proposed"
    itself = {"with_volunteer": one.volunteer, "with_family": one.family}
    assert refused(run, Decision.SWAP, one.volunteer, one.family, **itself) == "same-pair"


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_is_refused_with_its_rule() -> None:
    family, reader = FamilyFactory(), VolunteerFactory()
    pinned, other = FamilyFactory(), FamilyFactory()
    VolunteerFactory()
    OverrideFactory(volunteer=reader, family=pinned)
    run = executed()
    late, stranger = VolunteerFactory(), VolunteerFactory(windows=[])

    assert refused(run, Decision.PIN, late, family) == "not-in-run"
    assert refused(run, Decision.PIN, stranger, family) == "not-in-run"
    assert refused(run, Decision.PIN, reader, other) == "room"
    assert refused(run, Decision.BAN, reader, pinned) == "pinned-already"
    free = run.proposals.get(pinned=False)
    other_pair = {"with_volunteer": free.volunteer, "with_family": free.family}
    assert refused(run, Decision.SWAP, reader, pinned, **other_pair) == "pinned-already"


@pytest.mark.django_db(transaction=True)
def test_a_pin_against_a_hard_rule_names_the_rule() -> None:
    family, mute = FamilyFactory(required_language="ti"), VolunteerFactory()
    run = executed()

    assert refused(run, Decision.PIN, mute, family) == "language"


@pytest.mark.django_db(transaction=True)
def test_what_was_decided_about_the_drafts_since_changes_no_price() -> None:
    family, near, far = FamilyFactory(), VolunteerFactory(x=NEAR), VolunteerFactory(x=FAR)
    run = executed()
    before = priced(run, Decision.PIN, far, family)

    proposals.drop(proposal=run.proposals.get(), by=None, now=NOW)
    type(near).objects.update(state="resting")

    assert priced(run, Decision.PIN, far, family) == before


@pytest.mark.django_db
@pytest.mark.parametrize("state", [RunState.QUEUED, RunState.FAILED, RunState.CANCELLED])
def test_a_run_without_an_outcome_has_no_prices(state: RunState) -> None:
    run = RunFactory(state=state)

    assert refused(run, Decision.PIN, VolunteerFactory(), FamilyFactory()) == "run-has-no-outcome"


@pytest.mark.django_db
def test_only_a_swap_has_another_pair() -> None:
    run, volunteer, family = RunFactory(state=RunState.SUCCEEDED), VolunteerFactory(), FamilyFactory()

    with pytest.raises(InvalidInput) as lacking:
        priced(run, Decision.SWAP, volunteer, family, with_family=family)
    with pytest.raises(InvalidInput) as too_much:
        priced(run, Decision.PIN, volunteer, family, with_volunteer=volunteer, with_family=family)

    assert list(lacking.value.errors) == ["with_volunteer"]
    assert list(too_much.value.errors) == ["with_volunteer", "with_family"]


@pytest.mark.django_db(transaction=True)
def test_what_breaks_off_or_takes_too_long_is_no_price(settings: Settings) -> None:
    family, volunteer = FamilyFactory(), VolunteerFactory()
    run = executed()

    settings.PRICE_TIME_LIMIT_SECONDS = -GRACE_SECONDS
    assert refused(run, Decision.PIN, volunteer, family) == "no-price"
    settings.PRICE_TIME_LIMIT_SECONDS = 5
    Snapshot.objects.update(content=b"nothing")
    assert refused(run, Decision.PIN, volunteer, family) == "no-price"


class City:
    """A drawn city with its outcome, asked without a process between."""

    def __init__(self) -> None:
        self.people: People = people(SIZES["city"], seed=5)
        self.found = pairs(self.people, Rules(), Weights(), Control())
        self.instance = instance_of(self.people, self.found, Rules())
        self.result = solve(self.instance)

    def numbers(self, row: int) -> tuple[int, int]:
        ends = self.found.volunteer[row], self.found.family[row]
        return int(self.people.volunteers.id[ends[0]]), int(self.people.families.id[ends[1]])

    def ask(self, kind: str, row: int, control: Control | None = None) -> Priced | Unpriced:
        chosen = tuple(
            (*self.numbers(row), tuple(str(slot) for slot in option))
            for row, option in zip(self.result.pair.tolist(), self.result.option, strict=True)
        )
        outcome = Assignment(chosen, self.result.objective, self.result.bound)
        content = self.people.to_bytes()
        order = Order(len(content), Rules(), Weights(), 60, configured.RUN_MEMORY_LIMIT_BYTES)
        question = Question(kind, self.numbers(row), None, outcome)
        return price_of(content, order, question, control or Control())


@pytest.fixture(scope="module")
def city() -> City:
    return City()


@pytest.mark.parametrize("place", range(6))
def test_a_price_is_the_difference_to_a_whole_new_solution(city: City, place: int) -> None:
    chosen = set(city.result.pair.tolist())
    row = [row for row in range(city.instance.pair_count) if row not in chosen][place * 97]

    told = city.ask(Decision.PIN, row)

    forced = solve(replace(city.instance, pins=np.array([row], np.int64)))
    assert isinstance(told, Priced)
    assert told.change == tuple(
        new - old for new, old in zip(forced.objective, city.result.objective, strict=True)
    )
    assert city.numbers(row) in {(pair.volunteer, pair.family) for pair in told.gained}


def test_without_time_a_price_is_told_as_what_it_is(city: City) -> None:
    row = int(city.result.pair[0])

    hurried, whole = city.ask(Decision.BAN, row, Control(0.0)), city.ask(Decision.BAN, row)

    assert isinstance(hurried, Priced)
    assert isinstance(whole, Priced)
    assert whole.exact
    assert not hurried.exact or hurried == whole

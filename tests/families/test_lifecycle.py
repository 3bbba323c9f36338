"""A family through any order of steps: the table of moves decides, its place is never lost."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import sampled_from

from families.domain import consents, intake, trajectory
from families.models import Consent, Family
from families.states import FAMILY_MOVES, FamilyState
from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import Refusal
from programmes.models import StateChange
from tests.factories.families import FamilyFactory
from tests.factories.moments import NOW
from tests.families.entries import CONSENT


def within_matching(step: Callable[..., None]) -> Callable[..., None]:
    """Give the step the transaction that a use case of matching opens around it."""
    return transaction.atomic(step)


STEPS: dict[str, Callable[..., None]] = {
    "confirm consent": lambda **given: intake.confirm_consent(entry=CONSENT, **given),
    "plan intake": intake.plan_intake,
    "complete intake": intake.complete_intake,
    "start waiting": intake.start_waiting,
    "hold": lambda **given: intake.hold(until=given["now"].date() + timedelta(days=9), **given),
    "withdraw": intake.withdraw,
    "withdraw consent": consents.withdraw_consent,
    "propose": within_matching(trajectory.propose),
    "found reader": within_matching(trajectory.found_reader),
    "begin": within_matching(trajectory.begin),
    "finish": within_matching(trajectory.finish),
    "release": within_matching(trajectory.release),
}


class FamilyLife(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.since: date | None = None
        self.refused = 0

    @initialize(readers=sampled_from([1, 2]))
    def register(self, readers: int) -> None:
        self.family = FamilyFactory(state=FamilyState.REFERRED, readers_needed=readers)
        self.before = FamilyState.REFERRED.value

    @rule(name=sampled_from(sorted(STEPS)))
    def step(self, name: str) -> None:
        self.now += timedelta(days=1)
        self.before = self.family.state
        try:
            STEPS[name](family=Family.objects.get(pk=self.family.pk), by=None, now=self.now)
        except (MoveNotAllowedError, Refusal):
            self.refused += 1
        self.family.refresh_from_db()

    @invariant()
    def moves_as_the_table_says(self) -> None:
        allowed = {self.before, *FAMILY_MOVES[self.before]}
        assert self.family.state in allowed

    @invariant()
    def history_ends_where_the_family_is(self) -> None:
        changes = list(history(self.family))
        assert [before for before, _ in changes[1:]] == [after for _, after in changes[:-1]]
        assert (changes[-1][1] if changes else FamilyState.REFERRED) == self.family.state

    @invariant()
    def its_place_in_the_queue_stays(self) -> None:
        assert self.since in {None, self.family.waiting_since}
        self.since = self.family.waiting_since

    @invariant()
    def nobody_waits_without_consent(self) -> None:
        if self.family.state in {FamilyState.WAITING, FamilyState.PROPOSED, FamilyState.ACTIVE}:
            assert Consent.objects.filter(family=self.family, withdrawn_on__isnull=True).exists()


def history(family: Family) -> list[tuple[str, str]]:
    rows = StateChange.objects.filter(subject="families.family", subject_id=family.pk)
    return list(rows.order_by("at", "id").values_list("from_state", "to_state"))


@pytest.mark.django_db
def test_a_family_lives_by_its_table_of_moves() -> None:
    run_state_machine_as_test(FamilyLife, settings=settings(max_examples=25, stateful_step_count=20))

"""A volunteer through any order of steps: the table of moves decides and history keeps up."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import sampled_from

from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import Refusal
from programmes.models import StateChange
from tests.factories.moments import NOW
from tests.factories.volunteers import VolunteerFactory
from volunteers.domain import certificates, intake, resting
from volunteers.models import Volunteer
from volunteers.states import VOLUNTEER_MOVES, VolunteerState

STEPS: dict[str, Callable[..., object]] = {
    "confirm e-mail": intake.confirm_email,
    "plan interview": intake.plan_interview,
    "accept": intake.accept,
    "make available": intake.make_available,
    "rest": resting.rest,
    "leave": intake.leave,
    "decline": intake.decline,
    "request certificate": certificates.request_certificate,
    "record certificate": lambda **given: certificates.record_certificate(
        seen_on=given["now"].date(), **given
    ),
    "refuse certificate": certificates.refuse_certificate,
}


class VolunteerLife(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.refused = 0

    @initialize()
    def sign_up(self) -> None:
        self.volunteer = VolunteerFactory(state=VolunteerState.APPLIED, certificate=False)
        self.before = VolunteerState.APPLIED.value

    @rule(name=sampled_from(sorted(STEPS)))
    def step(self, name: str) -> None:
        self.now += timedelta(days=1)
        self.before = self.volunteer.state
        try:
            STEPS[name](volunteer=Volunteer.objects.get(pk=self.volunteer.pk), by=None, now=self.now)
        except (MoveNotAllowedError, Refusal):
            self.refused += 1
        self.volunteer.refresh_from_db()

    @invariant()
    def moves_as_the_table_says(self) -> None:
        assert self.volunteer.state in {self.before, *VOLUNTEER_MOVES[self.before]}

    @invariant()
    def history_ends_where_the_volunteer_is(self) -> None:
        rows = StateChange.objects.filter(subject="volunteers.volunteer", subject_id=self.volunteer.pk)
        changes = list(rows.order_by("at", "id").values_list("from_state", "to_state"))
        assert [before for before, _ in changes[1:]] == [after for _, after in changes[:-1]]
        assert (changes[-1][1] if changes else VolunteerState.APPLIED) == self.volunteer.state

    @invariant()
    def who_is_available_once_was_accepted_and_has_an_account(self) -> None:
        if self.volunteer.state == VolunteerState.AVAILABLE:
            assert self.volunteer.account_id is not None


@pytest.mark.django_db
def test_a_volunteer_lives_by_their_table_of_moves() -> None:
    run_state_machine_as_test(VolunteerLife, settings=settings(max_examples=25, stateful_step_count=20))

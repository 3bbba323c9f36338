from contextlib import nullcontext
from datetime import timedelta
from itertools import product

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from programmes.domain.access import NOBODY, log_read
from programmes.domain.lifecycle import MoveNotAllowedError, can_move, move
from programmes.models import Programme, StateChange
from programmes.states import PROGRAMME_MOVES, ProgrammeState
from tests.factories.moments import NOW
from tests.factories.programmes import ProgrammeFactory, UserFactory

STATES = list(ProgrammeState)
TABLES = [model for model in apps.get_models() if hasattr(model, "MOVES")]


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "after"), list(product(STATES, STATES)))
def test_a_move_happens_if_and_only_if_the_table_has_it(before: str, after: str) -> None:
    programme = ProgrammeFactory(state=before)

    allowed = can_move(programme, to=after)

    with nullcontext() if allowed else pytest.raises(MoveNotAllowedError):
        move(programme, to=after, by=None, now=NOW)

    assert allowed == (after in PROGRAMME_MOVES[before])
    assert Programme.objects.get().state == programme.state == (after if allowed else before)
    assert StateChange.objects.count() == int(allowed)


@pytest.mark.django_db
def test_a_refused_move_tells_what_is_allowed() -> None:
    programme = ProgrammeFactory(state=ProgrammeState.DRAFT)

    with pytest.raises(MoveNotAllowedError) as refused:
        move(programme, to="closed", by=None, now=NOW)

    told = refused.value
    assert (told.from_state, told.to_state, told.allowed) == ("draft", "closed", ("open",))


@pytest.mark.django_db
def test_a_move_is_remembered_with_who_when_from_to_and_why() -> None:
    programme = ProgrammeFactory(state=ProgrammeState.DRAFT)
    user = UserFactory()

    move(programme, to="open", by=user, now=NOW, reason="season-begins")

    line = StateChange.objects.values("subject", "subject_id", "from_state", "to_state", "reason", "by", "at")
    assert line.get() == {
        "subject": "programmes.programme",
        "subject_id": programme.pk,
        "from_state": "draft",
        "to_state": "open",
        "reason": "season-begins",
        "by": user.pk,
        "at": NOW,
    }


@pytest.mark.django_db
def test_fields_change_with_the_move() -> None:
    programme = ProgrammeFactory(state=ProgrammeState.DRAFT)

    move(programme, to="open", by=None, now=NOW, round_starts_on=NOW.date())

    assert Programme.objects.get().round_starts_on == programme.round_starts_on == NOW.date()


@pytest.mark.django_db
def test_the_state_of_the_row_counts_and_not_what_was_read_before() -> None:
    stale = ProgrammeFactory(state=ProgrammeState.DRAFT)
    Programme.objects.update(state=ProgrammeState.CLOSED)

    move(stale, to="open", by=None, now=NOW)

    assert StateChange.objects.get().from_state == "closed"


@pytest.mark.django_db(transaction=True)
def test_a_move_outside_a_transaction_is_refused() -> None:
    programme = ProgrammeFactory(state=ProgrammeState.DRAFT)

    with pytest.raises(transaction.TransactionManagementError):
        move(programme, to="open", by=None, now=NOW)

    assert Programme.objects.get().state == "draft"


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_a_table_of_moves_is_whole(model: type[Model]) -> None:
    """Every state has a row, every move ends in a state, and every state can be reached."""
    moves = getattr(model, "MOVES")  # noqa: B009 - not every model has one
    field = model._meta.get_field("state")
    states = {value for value, _name in field.flatchoices}  # type: ignore[union-attr] # a column - never a relation

    reached = {field.get_default()}  # type: ignore[union-attr] # as above - a column
    while further := {to for state in reached for to in moves[state]} - reached:
        reached |= further

    assert set(moves) == states
    assert reached == states


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_no_move_stays_where_it_is(model: type[Model]) -> None:
    moves = getattr(model, "MOVES")  # noqa: B009 - as above

    assert not [state for state in moves if state in moves[state]]


class ProgrammeLife(RuleBasedStateMachine):
    """A programme beside a model of a few lines: its state, and how often it moved."""

    def __init__(self) -> None:
        super().__init__()
        self.programme = ProgrammeFactory(state=ProgrammeState.DRAFT)
        self.state: str = ProgrammeState.DRAFT
        self.moves = StateChange.objects.filter(subject_id=self.programme.pk).count()

    @rule(to=st.sampled_from(STATES), hours=st.integers(0, 100))
    def ask(self, to: str, hours: int) -> None:
        allowed = can_move(self.programme, to=to)
        try:
            move(self.programme, to=to, by=None, now=NOW + timedelta(hours=hours))
        except MoveNotAllowedError:
            assert not allowed
        else:
            assert allowed
            self.state, self.moves = to, self.moves + 1

    @invariant()
    def row_and_history_agree(self) -> None:
        history = StateChange.objects.filter(subject_id=self.programme.pk).order_by("id")
        assert Programme.objects.get(pk=self.programme.pk).state == self.state
        assert history.count() == self.moves

    def teardown(self) -> None:
        Programme.objects.all().delete()


@pytest.mark.django_db
def test_a_programme_lives_by_its_table() -> None:
    run_state_machine_as_test(ProgrammeLife)


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["programmes_statechange", "programmes_accesslog"])
@pytest.mark.parametrize(
    "change", ["UPDATE {} SET subject_id = 5", "DELETE FROM {}", "UPDATE {} SET at = now()"]
)
def test_history_cannot_be_rewritten(table: str, change: str) -> None:
    a_line_of_each()

    with pytest.raises(IntegrityError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(change.format(table))


def a_line_of_each() -> None:
    programme = ProgrammeFactory(state=ProgrammeState.DRAFT)
    move(programme, to="open", by=UserFactory(), now=NOW)
    log_read(programme, actor=NOBODY, action="read", now=NOW)


@pytest.mark.django_db
def test_forgetting_an_account_leaves_what_it_did() -> None:
    user = UserFactory()
    move(ProgrammeFactory(state=ProgrammeState.DRAFT), to="open", by=user, now=NOW)

    user.delete()

    assert StateChange.objects.get().by is None

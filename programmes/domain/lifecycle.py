"""The one way to change a state: ask the table of moves, write state and history together."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from django.db import transaction

from programmes.models import StateChange, User
from programmes.states import Moves

if TYPE_CHECKING:
    from django.db.models import Manager, Model
    from django.db.models.options import Options


class Stateful(Protocol):
    """A record with a state and a table of moves."""

    MOVES: ClassVar[Moves]
    _meta: "ClassVar[Options[Any]]"  # quoted: subscriptable only for the type checker
    _default_manager: "ClassVar[Manager[Any]]"
    pk: int
    state: str


class MoveNotAllowedError(Exception):
    """The table of moves has no such move.

    Attributes
    ----------
    from_state, to_state : str
        The move that was asked for.
    allowed : tuple[str, ...]
        Where the record may go instead.
    """

    def __init__(self, from_state: str, to_state: str, allowed: Iterable[str]) -> None:
        super().__init__(f"{from_state} > {to_state}")
        self.from_state = from_state
        self.to_state = to_state
        self.allowed = tuple(sorted(allowed))


def check_move(record: Stateful, *, to: str) -> None:
    """Refuse a move that the table does not have.

    Raises
    ------
    MoveNotAllowedError
        With from, to and what is allowed.
    """
    allowed = record.MOVES[record.state]
    if to not in allowed:
        raise MoveNotAllowedError(record.state, to, allowed)


def can_move(record: Stateful, *, to: str) -> bool:
    """Tell whether a move is allowed: what greys out a button."""
    return to in record.MOVES[record.state]


def move(
    record: Stateful,
    *,
    to: str,
    by: User | None,
    now: datetime,
    reason: str = "",
    **changes: object,
) -> None:
    """Move a record to another state inside the caller's transaction.

    Locks the row and reads its state anew, so that of two moves at the same instant
    the second sees what the first did. ``changes`` are fields that change with the move.

    Raises
    ------
    MoveNotAllowedError
        When the row, as it is now, may not go there.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "A move is part of a use case: open its transaction first."
        )
    model = type(record)
    record.state = _locked_state(model, record.pk)
    check_move(record, to=to)
    StateChange.objects.create(
        subject=model._meta.label_lower,
        subject_id=record.pk,
        from_state=record.state,
        to_state=to,
        reason=reason,
        by=by,
        at=now,
    )
    record.state = to
    for field, value in changes.items():
        setattr(record, field, value)
    model._default_manager.filter(pk=record.pk).update(state=to, **changes)


def note_edit(
    record: "Model", *, before: str, after: str, by: User | None, now: datetime, reason: str = ""
) -> None:
    """Write down, as codes, that something of a record changed that is not its state."""
    StateChange.objects.create(
        subject=record._meta.label_lower,
        subject_id=record.pk,
        from_state=before,
        to_state=after,
        reason=reason,
        by=by,
        at=now,
    )


def note_step(record: Stateful, *, step: str, by: User | None, now: datetime) -> None:
    """Write down, as a code, that something was done with a record which stays in its state.

    The row is locked, so that the history stays one line of states.
    """
    state = _locked_state(type(record), record.pk)
    StateChange.objects.create(
        subject=type(record)._meta.label_lower,
        subject_id=record.pk,
        from_state=state,
        to_state=state,
        reason=step,
        by=by,
        at=now,
    )


def _locked_state(model: type[Stateful], pk: int) -> str:
    # No stronger than an update: who only refers to the row, as a pin does to its people, does not wait.
    rows = model._default_manager.select_for_update(of=("self",), no_key=True)
    return str(rows.values_list("state", flat=True).get(pk=pk))

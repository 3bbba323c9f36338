"""Steps of a family that follow from its matches. Steps of matching's use cases: they open no transaction."""

from collections.abc import Collection
from datetime import datetime

from families.models import Family
from families.states import FamilyState
from programmes.domain.lifecycle import move
from programmes.models import User

_UNDER_WAY = frozenset({FamilyState.PROPOSED, FamilyState.MATCHED, FamilyState.ACTIVE})


def propose(*, family: Family, by: User | None, now: datetime, reason: str = "") -> None:
    """Note that a reader was proposed; for the second of two readers the family stays where it is.

    Raises
    ------
    MoveNotAllowedError
        When the family does not wait.
    """
    if not _second_reader_finds_it_in(_UNDER_WAY, family):
        move(family, to=FamilyState.PROPOSED, by=by, now=now, reason=reason)


def found_reader(*, family: Family, by: User | None, now: datetime, reason: str = "") -> None:
    """Note that a reader and the family both said yes; the second of two readers changes nothing."""
    if not _second_reader_finds_it_in({FamilyState.MATCHED, FamilyState.ACTIVE}, family):
        move(family, to=FamilyState.MATCHED, by=by, now=now, reason=reason)


def begin(*, family: Family, by: User | None, now: datetime, reason: str = "") -> None:
    """Note the first visit; the second of two readers changes nothing."""
    if not _second_reader_finds_it_in({FamilyState.ACTIVE}, family):
        move(family, to=FamilyState.ACTIVE, by=by, now=now, reason=reason)


def finish(*, family: Family, by: User | None, now: datetime, reason: str = "") -> None:
    """Note that the reading is done. Call it when the last open match of the family is completed.

    A family that left meanwhile stays where it is.
    """
    if _state_now(family) in _UNDER_WAY:
        move(family, to=FamilyState.FINISHED, by=by, now=now, reason=reason)


def release(*, family: Family, by: User | None, now: datetime, reason: str = "") -> None:
    """Put the family back in its old place in the queue: waiting since stays what it is.

    Call it when no open match of the family is left. A family that left meanwhile stays where it is.
    """
    if _state_now(family) in _UNDER_WAY:
        move(family, to=FamilyState.WAITING, by=by, now=now, reason=reason)


def _second_reader_finds_it_in(states: Collection[str], family: Family) -> bool:
    return family.readers_needed > 1 and _state_now(family) in states


def _state_now(family: Family) -> str:
    rows = Family.objects.select_for_update(of=("self",), no_key=True)
    family.state = rows.values_list("state", flat=True).get(pk=family.pk)
    return family.state

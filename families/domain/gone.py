"""What ends elsewhere when parents take their consent back: matching knows, and the register is below it."""

from collections.abc import Callable
from datetime import datetime

from families.models import Family
from programmes.models import User

Act = Callable[[Family, User | None, datetime], None]
_ACTS: list[Act] = []


def register(act: Act) -> None:
    """Let matching act; called once, when it is set up."""
    if act not in _ACTS:
        _ACTS.append(act)


def end_the_rest(family: Family, *, by: User | None, now: datetime) -> None:
    """End what goes on about a family; a step of the transaction that locked it and moved it out."""
    for act in _ACTS:
        act(family, by, now)

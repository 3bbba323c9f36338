"""The price of a decision: what pins, bans and swaps change in the objective, and which pairs come and go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matching.solver.changes import Changing, solved
from matching.solver.control import Control
from matching.solver.errors import PinError
from matching.solver.result import NOTHING, add
from matching.solver.solve.pins import check_pins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matching.solver.changes import Change
    from matching.solver.instance import Instance
    from matching.solver.result import Result, Vector


@dataclass(frozen=True)
class Price:
    """What a decision costs.

    Attributes
    ----------
    change : tuple of 5 int
        Objective with the decision minus objective without it.
    exact : bool
        Whether both are proven best; if not, `change` is the difference of the best that were found.
    gained, lost : tuple of int
        Pairs (rows of the instance) that come into the assignment and that leave it.
    """

    change: Vector
    exact: bool
    gained: tuple[int, ...]
    lost: tuple[int, ...]


def price(
    instance: Instance,
    result: Result,
    *,
    pins: Sequence[int] = (),
    bans: Sequence[int] = (),
    control: Control | None = None,
) -> Price:
    """What it costs when some pairs must be in the assignment and others must not, all together.

    Parameters
    ----------
    instance : Instance
        Its own pins hold as well.
    result : Result
        An answer to it.
    pins, bans : sequence of int
        Rows of pairs.
    control : Control, optional
        Stops what needs a search; the price is then not exact.

    Raises
    ------
    PinError
        If the pins cannot hold, with the rule.
    """
    control = Control() if control is None else control
    _check(instance, pins, bans)
    concerned = solved(instance, result, np.array([*pins, *bans], np.int64))
    return _price([Changing(one, control).change(one.local(pins), one.local(bans)) for one in concerned])


def swap(
    instance: Instance, result: Result, one: int, other: int, *, control: Control | None = None
) -> Price:
    """What it costs when two matched pairs exchange their families.

    Parameters
    ----------
    instance, result : Instance, Result
    one, other : int
        Rows of two pairs of the result.
    control : Control, optional
        As in `price`.

    Raises
    ------
    PinError
        With rule ``pair`` if either volunteer may not read with the other's family; as in `price` otherwise.
    """
    crossed = [_pair(instance, one, other), _pair(instance, other, one)]
    return price(instance, result, pins=crossed, bans=[one, other], control=control)


def _pair(instance: Instance, volunteer_of: int, family_of: int) -> int:
    volunteer, family = instance.volunteer[volunteer_of], instance.family[family_of]
    rows = np.flatnonzero((instance.volunteer == volunteer) & (instance.family == family))
    if not len(rows):
        names = instance.volunteers[int(volunteer)], instance.families[int(family)]
        raise PinError("swap", f"{names[0]} and {names[1]} are no feasible pair", "pair")
    return int(rows[0])


def _check(instance: Instance, pins: Sequence[int], bans: Sequence[int]) -> None:
    """Refuse by counting alone what cannot hold."""
    every = dict.fromkeys([*instance.pins.tolist(), *pins])
    banned = next((place for place, pin in enumerate(every) if pin in set(bans)), None)
    if banned is not None:
        raise PinError(f"pins[{banned}]", "breaks rule ban: this pair must and must not be", "ban")
    check_pins(replace(instance, pins=np.array(list(every), np.int64)))


def _price(changes: Sequence[Change]) -> Price:
    total = NOTHING
    for change in changes:
        total = add(total, change.vector)
    return Price(
        change=total,
        exact=all(change.exact for change in changes),
        gained=tuple(sorted(row for change in changes for row in change.gained)),
        lost=tuple(sorted(row for change in changes for row in change.lost)),
    )

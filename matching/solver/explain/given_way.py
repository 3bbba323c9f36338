"""Two people in a world where one rule has given way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from matching.solver.explain.terms import taken
from matching.solver.slots import RHYTHMS, bits_of, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from matching.solver.explain.relaxation import Relaxation
    from matching.solver.pairing import Families, People, Volunteers

    Both = tuple[Volunteers, Families]

_WEEKS: dict[str, list[int]] = dict(zip(RHYTHMS, ([0, 1], [0], [1]), strict=True))


def given_way(people: People, family: int, change: Relaxation) -> Both:
    """The volunteer and the family by themselves, after the change."""
    both = (
        taken(people.volunteers, np.array([change.volunteer])),
        taken(people.families, np.array([family])),
    )
    return _CHANGES[change.rule](*both, change)


def _distance(reader: Volunteers, family: Families, change: Relaxation) -> Both:
    return _with(reader, max_minutes=reader.max_minutes[0] + change.amount), family


def _slot(reader: Volunteers, family: Families, change: Relaxation) -> Both:
    (slot,) = change.slots
    added = np.zeros_like(reader.free)
    added[0, _WEEKS[slot.rhythm]] = words_of(bits_of([slot.bit]))
    return replace(reader, free=reader.free | added), replace(family, free=family.free | added)


def _place(reader: Volunteers, family: Families, change: Relaxation) -> Both:
    added = np.uint8(1 << change.amount)
    return replace(reader, places=reader.places | added), replace(family, places=family.places | added)


def _children(reader: Volunteers, family: Families, _: Relaxation) -> Both:
    wider = _with(
        reader,
        max_children=max(reader.max_children[0], family.children[0]),
        age_min=min(reader.age_min[0], family.age_min[0]),
        age_max=max(reader.age_max[0], family.age_max[0]),
    )
    return wider, family


def _language(reader: Volunteers, family: Families, _: Relaxation) -> Both:
    return reader, replace(family, required_language=np.array([-1], np.int8))


def _capacity(reader: Volunteers, family: Families, change: Relaxation) -> Both:
    return _with(reader, capacity=reader.capacity[0] + change.amount), family


def _certificate(reader: Volunteers, family: Families, change: Relaxation) -> Both:
    return _with(reader, valid_until=reader.valid_until[0] + change.amount), family


def _with(reader: Volunteers, **values: int) -> Volunteers:
    """The same volunteer with other numbers in some columns."""
    columns: dict[str, Any] = {
        name: np.array([value], reader.SPEC[name][0]) for name, value in values.items()
    }
    return replace(reader, **columns)


_CHANGES: dict[str, Callable[[Volunteers, Families, Relaxation], Both]] = {
    "distance": _distance, "slot": _slot, "place": _place, "children": _children, "language": _language,
    "capacity": _capacity, "certificate": _certificate,
}  # fmt: skip

"""One volunteer and one family who fit, with whatever a test wants to be otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from matching.solver.pairing import Families, People, Volunteers
from matching.solver.slots import Slot, bits_of, words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


def starts(*texts: str) -> NDArray[np.uint64]:
    """Words with these starts, written as day and hour."""
    return words_of(bits_of(Slot.parse(f"w {text}").bit for text in texts))


_MONDAY = starts("1 16:00", "1 16:30")

_VOLUNTEER: dict[str, Any] = {
    "id": 1, "in_programme": True, "available": True, "valid_until": 200, "x": [0, 0], "y": [0, 0],
    "metres_per_minute": 100, "max_minutes": 15, "languages": 1, "languages_good": 1, "places": 1,
    "age_min": 4, "age_max": 12, "max_children": 4, "restrictions": 0, "capacity": 1,
    "free": [_MONDAY, _MONDAY], "free_yes": [_MONDAY, _MONDAY], "experience": 0, "age_wish": [-1, -1],
}  # fmt: skip
_FAMILY: dict[str, Any] = {
    "id": 7, "in_programme": True, "ready": True, "last_visit": 100, "x": [1_000, 1_000], "y": [0, 0],
    "one_home": True, "required_language": -1, "home_languages": 1, "places": 1, "children": 1, "age_min": 8,
    "age_max": 9, "restrictions": 0, "free": [_MONDAY, _MONDAY], "free_yes": [_MONDAY, _MONDAY],
    "urgent": False, "waiting_days": 0, "need": 1, "needs": 0,
}  # fmt: skip


def couple(
    volunteer: dict[str, Any] | None = None,
    family: dict[str, Any] | None = None,
    bans: list[list[int]] | None = None,
) -> People:
    """A thousand metres apart, ten minutes on the way, free on Monday at 16:00 and 16:30."""
    nothing = np.empty((0, 2), np.int32)
    return People(
        Volunteers(**_row(_VOLUNTEER | (volunteer or {}), Volunteers.SPEC)),
        Families(**_row(_FAMILY | (family or {}), Families.SPEC)),
        np.array(bans or nothing, np.int32).reshape(-1, 2),
        nothing,
        nothing,
    )


def _row(values: dict[str, Any], spec: dict[str, Any]) -> dict[str, Any]:
    return {name: np.array([values[name]], dtype).reshape(1, *shape) for name, (dtype, shape) in spec.items()}

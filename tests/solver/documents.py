"""A small instance as a document, to be changed by tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matching.solver.files import instance_from

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

Document = dict[str, Any]


def document() -> Document:
    """Two volunteers, two families, three pairs."""
    return {
        "format": "doorlees-instance/1",
        "settings": {"visit_minutes": 60, "gap_minutes": 30, "band_days": 28},
        "volunteers": [{"id": "v1", "capacity": 1}, {"id": "v2", "capacity": 2}],
        "families": [
            {"id": "f1", "need": 1, "urgent": False, "waiting_days": 120},
            {"id": "f2", "need": 1, "urgent": True, "waiting_days": 10},
        ],
        "pairs": [
            pair("v1", "f1", 873, ["w 1 16:00"]),
            pair("v2", "f1", 100, ["w 2 16:00"]),
            pair("v2", "f2", 500, ["a 3 14:30", "b 5 10:00"]),
        ],
        "pins": [],
        "published": [],
    }


def pair(volunteer: str, family: str, score: int, *options: list[str]) -> Document:
    """One pair of a document."""
    return {"volunteer": volunteer, "family": family, "score": score, "options": list(options)}


def problem(
    capacity: dict[str, int], families: dict[str, Document], pairs: list[Document], **more: object
) -> Document:
    """An instance document from capacities by id, families by id, and pairs."""
    return {
        "format": "doorlees-instance/1",
        "volunteers": [{"id": name, "capacity": room} for name, room in capacity.items()],
        "families": [{"id": name} | family for name, family in families.items()],
        "pairs": pairs,
    } | more


def assignment(cost: NDArray[np.int64], allowed: NDArray[np.bool_]) -> Document:
    """Plain assignment: everybody takes one, all at the same moment; a score is 100 less the cost."""
    volunteers = [f"v{row}" for row in range(cost.shape[0])]
    families = [f"f{column}" for column in range(cost.shape[1])]
    return problem(
        dict.fromkeys(volunteers, 1),
        {family: {} for family in families},
        [
            pair(volunteers[row], families[column], 100 - int(cost[row, column]), ["w 1 16:00"])
            for row, column in zip(*(ends.tolist() for ends in allowed.nonzero()), strict=True)
        ],
    )


def change(path: list[str | int], value: object) -> Callable[[Document], None]:
    """How to put another value at a place in a document."""

    def tamper(document: Document) -> None:
        place: Any = document
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return tamper


instance = instance_from

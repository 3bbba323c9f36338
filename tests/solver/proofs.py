"""An instance, its best answer and the proof of it, made by hand: one component for each kind of price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.solver.documents import pair, problem

if TYPE_CHECKING:
    from tests.solver.documents import Document


def priced() -> Document:
    """Clash in v1's week; one place for two with v2; a pin that is in the way of f6; f7 wants v4 twice."""
    return problem(
        {"v1": 2, "v2": 1, "v3": 2, "v4": 2, "v5": 1, "v6": 1},
        {"f1": {}, "f2": {}, "f3": {}, "f4": {}, "f5": {}, "f6": {"urgent": True}, "f7": {"need": 2}},
        [
            pair("v1", "f1", 400, ["w 1 16:00"]),
            pair("v1", "f2", 500, ["w 1 17:00"]),
            pair("v2", "f3", 300, ["w 1 16:00"]),
            pair("v2", "f4", 600, ["w 2 16:00"]),
            pair("v3", "f5", 100, ["w 2 16:00"]),
            pair("v3", "f6", 900, ["w 2 16:30"]),
            pair("v4", "f7", 1_000, ["w 3 16:00"]),
            pair("v5", "f7", 500, ["w 3 17:00"]),
            pair("v6", "f7", 100, ["w 3 17:00"]),
        ],
        pins=[["v3", "f5"]],
    )


def certificate() -> Document:
    """A place costs what is worth most of those who do not get it; what f6 would have cost, f5 gets back."""
    return {
        "families": [
            ["f1", [0, 0, 0, 0, 0]],
            ["f2", [0, 0, 0, 200, 0]],
            ["f3", [0, 0, 0, 0, 0]],
            ["f4", [0, 0, 0, 600, 0]],
            ["f5", [0, 0, 0, 0, 0]],
            ["f6", [0, 0, 0, 0, 0]],
            ["f7", [0, 1, 0, 1_000, 0]],
        ],
        "volunteers": [["v2", [0, 2, 0, 600, 0]]],
        "windows": [["v1", "a 1 16:00", [0, 2, 0, 800, 0]], ["v3", "b 2 16:00", [2, 2, 0, 1_800, 0]]],
        "pairs": [["v3", "f5", [-2, 0, 0, -1_600, 0]], ["v4", "f7", [0, 0, 0, 1_000, 0]]],
    }


def proven() -> Document:
    """The best answer with its proof."""
    matched = [("v1", "f2"), ("v2", "f4"), ("v3", "f5"), ("v4", "f7"), ("v5", "f7")]
    pairs = {(one["volunteer"], one["family"]): one for one in priced()["pairs"]}
    return {
        "format": "doorlees-result/1",
        "status": "optimal",
        "objective": [0, 4, 0, 2_700, 0],
        "bound": [0, 4, 0, 2_700, 0],
        "components": {"total": 4, "proven": 4},
        "matches": [
            {
                "volunteer": volunteer,
                "family": family,
                "option": pairs[volunteer, family]["options"][0],
                "score": pairs[volunteer, family]["score"],
            }
            for volunteer, family in matched
        ],
        "certificate": certificate(),
    }

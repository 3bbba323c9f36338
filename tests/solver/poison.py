"""Instances that nobody means well: far too large in one place, empty, or wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.solver.documents import document, pair, problem

if TYPE_CHECKING:
    from tests.solver.documents import Document

CLOCKS = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(480, 1_231, 30)]
WEEK = [f"{day} {clock}" for day in range(1, 8) for clock in CLOCKS]
WEEKLY = [[f"w {start}"] for start in WEEK]
TWO_HOMES = [[f"a {one}", f"b {other}"] for one in WEEK for other in WEEK]


def one_reader_for_all(families: int = 10_000) -> Document:
    """Thousands of families whom only one volunteer could read with, at any moment of three afternoons."""
    options = [[f"w {day} {clock}"] for day in (1, 2, 3) for clock in CLOCKS[14:20]]
    return problem(
        {"v1": 4},
        {f"f{n}": {"waiting_days": n % 400} for n in range(families)},
        [pair("v1", f"f{n}", n % 1_001, *options) for n in range(families)],
    )


def every_slot_of_the_week() -> Document:
    """A volunteer with room for all, families with every start and rhythm that there is."""
    options = [[f"{rhythm} {start}"] for rhythm in "wab" for start in WEEK]
    return problem(
        {"v1": 1_000_000, "v2": 3},
        {f"f{n}": {"need": 1 + n % 2} for n in range(20)},
        [pair(reader, f"f{n}", 500, *options) for n in range(20) for reader in ("v1", "v2")],
    )


def every_two_slots_of_two_homes() -> Document:
    """All 33,124 combinations of a start in week A and one in week B, for each of nine pairs."""
    return problem(
        {"v1": 3, "v2": 3, "v3": 3},
        {"f1": {}, "f2": {"need": 2}, "f3": {"urgent": True}},
        [pair(f"v{v}", f"f{f}", 100 * v + f, *TWO_HOMES) for v in (1, 2, 3) for f in (1, 2, 3)],
    )


def one_component(families: int = 5_000) -> Document:
    """A ring in which everybody is linked with everybody, with clashes all around."""
    hours = [[f"w {day} {clock}"] for day in (1, 3) for clock in ("16:00", "17:00")]
    return problem(
        {f"v{n}": 1 + n % 3 for n in range(families // 2)},
        {f"f{n}": {"waiting_days": 7 * n % 900, "urgent": n % 50 == 0} for n in range(families)},
        [
            pair(f"v{(n // 2 + step) % (families // 2)}", f"f{n}", (n * 37 + step * 101) % 1_001, *hours)
            for n in range(families)
            for step in range(4)
        ],
    )


def all_scores_equal() -> Document:
    """Nothing to choose by: whoever is paired, the objective is the same."""
    return problem(
        {f"v{n}": 1 for n in range(150)},
        {f"f{n}": {} for n in range(150)},
        [pair(f"v{v}", f"f{f}", 500, ["w 1 16:00"]) for v in range(150) for f in range(150)],
    )


SOLVABLE = {
    "no families": problem({"v1": 1}, {}, []),
    "no volunteers": problem({}, {"f1": {}}, []),
    "nobody": problem({}, {}, []),
    "no room": problem({"v1": 0}, {"f1": {}}, [pair("v1", "f1", 1, ["w 1 16:00"])]),
    "one reader for all": one_reader_for_all(),
    "every slot of the week": every_slot_of_the_week(),
    "every two slots of two homes": every_two_slots_of_two_homes(),
    "one component": one_component(),
    "all scores equal": all_scores_equal(),
}


def changed(old: str, new: str) -> str:
    """A good instance as text, with one thing in it replaced."""
    text = json.dumps(document())
    assert old in text
    return text.replace(old, new)


# The line, and how its message begins.
WRONG = {
    "a pin that is no pair": (changed('"pins": []', '"pins": [["v1", "f2"]]'), "pins[0]: breaks rule pair"),
    "more pins than room": (
        changed('"pins": []', '"pins": [["v2", "f1"], ["v2", "f2"], ["v1", "f1"]]'),
        "pins[2]: breaks rule need",
    ),
    "a pin without room": (
        changed('"capacity": 1', '"capacity": 0').replace('"pins": []', '"pins": [["v1", "f1"]]'),
        "pins[0]: breaks rule capacity",
    ),
    "a pin twice": (changed('"pins": []', '"pins": [["v1", "f1"], ["v1", "f1"]]'), "pins[1]: stands twice"),
    "a volunteer twice": (changed('"id": "v2"', '"id": "v1"'), 'volunteers[1].id: "v1" stands twice'),
    "a family twice": (changed('"id": "f2"', '"id": "f1"'), 'families[1].id: "f1" stands twice'),
    "no number": (changed("873", "NaN"), "is no JSON: NaN is no number"),
    "infinity": (changed("873", "-Infinity"), "is no JSON: -Infinity is no number"),
    "beyond 64 bits": (changed("120", str(2**63)), "families[0].waiting_days: must be a whole number"),
    "beyond 64 bits below zero": (
        changed("873", str(-(2**63) - 1)),
        "pairs[0].score: must be a whole number",
    ),
    "beyond a float": (changed("873", "1e400"), "pairs[0].score: must be a whole number"),
    "a number without end": (changed("873", "9" * 5_000), "is no JSON: Exceeds the limit"),
    "a fraction": (changed("873", "0.5"), "pairs[0].score: must be a whole number"),
    "an unknown day": (changed("w 1 16:00", "w 8 16:00"), 'pairs[0].options[0][0]: "w 8 16:00" is no slot'),
    "an unknown hour": (
        changed("w 1 16:00", "w 1 26:00"),
        "pairs[0].options[0][0]: a visit starts on a half",
    ),
    "another format": (changed("instance/1", "instance/9"), 'format: must be "doorlees-instance/1"'),
    "no format": (changed('"format"', '"farmat"'), "format: is missing"),
    "nested deep": ("[" * 10_000 + "]" * 10_000, "is nested too deep"),
    "nested deep inside": (changed("873", "[" * 10_000 + "]" * 10_000), "is nested too deep"),
    "half a character": (
        changed('"id": "v1"', '"id": "\\ud800"'),
        "volunteers[0].id: holds half a character",
    ),
    "capacity beyond all": (
        changed('"capacity": 2', '"capacity": 1000001'),
        "volunteers[1].capacity: must be",
    ),
    "a list as id": (
        changed('"volunteer": "v1"', '"volunteer": ["v1"]'),
        "pairs[0].volunteer: must be a text",
    ),
    "no object": ("null", "must be an object"),
    "cut off": (json.dumps(document())[:-9], "line 1, column "),
}

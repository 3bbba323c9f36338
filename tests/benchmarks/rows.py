"""Rows and records to print and keep."""

from __future__ import annotations

from benchmarks.record import Record
from benchmarks.row import Row


def row(**values: object) -> Row:
    usual = {"what": "city, full", "target": "at most 1/5", "peer": "naive CP-SAT", "measured": "0.010"}
    return Row(**(usual | values))  # type: ignore[arg-type] # object - each test gives what fits


def record(*rows: Row, kind: str = "full") -> Record:
    return Record(
        kind=kind,
        date="2026-11-23T22:05:09+00:00",
        commit="abc",
        machine={"processor": "Abacus", "cores": 2, "memory_megabytes": 16_000, "system": "Linux"},
        versions={"Python": "3.11.2", "numpy": "2.4.6"},
        rows=rows,
        phases=(
            {
                "instance": "city",
                "pairs": 5_031,
                "seconds": {"pairing": 0.0144, "solve": 1.5},
                "megabytes": {"libraries": 70, "paired": 80, "solved": 90},
                "objective": [9, 163, 735, 101_283, 0],
                "bound": [9, 163, 735, 101_283, 0],
                "components": [3, 2],
            },
        ),
    )

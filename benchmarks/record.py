"""All that one run has measured, as it is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.machine import commit, machine, versions
from benchmarks.row import Row, from_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

FORMAT = "doorlees-benchmarks/1"


@dataclass(frozen=True)
class Record:
    """Rows with when, on what and by which versions.

    Attributes
    ----------
    kind : str
        ``full``, ``quick`` or ``part``.
    date : str
        Start of the run, ISO 8601, in UTC.
    commit : str or None
    machine, versions : dict
        As `benchmarks.machine` tells them.
    rows : tuple of Row
    phases : tuple of dict
        Our own runs as `benchmarks.footprint` tells them.
    """

    kind: str
    date: str
    commit: str | None
    machine: dict[str, Any]
    versions: dict[str, str]
    rows: tuple[Row, ...]
    phases: tuple[dict[str, Any], ...]

    def as_json(self) -> dict[str, Any]:
        """The record as what `json` can write."""
        return {
            "format": FORMAT, "kind": self.kind, "date": self.date, "commit": self.commit,
            "machine": self.machine, "versions": self.versions,
            "rows": [row.as_json() for row in self.rows], "phases": list(self.phases),
        }  # fmt: skip


def record_of(kind: str, began: datetime, rows: Sequence[Row], phases: Sequence[dict[str, Any]]) -> Record:
    """Record of a run on this machine."""
    return Record(
        kind, began.isoformat(timespec="seconds"), commit(), machine(), versions(), tuple(rows), tuple(phases)
    )


def keep(record: Record, folder: Path) -> Path:
    """Write the record to a file named by its minute; what is not a full run says so in its name."""
    minute = record.date[:16].replace("T", "-").replace(":", "")
    kind = "" if record.kind == "full" else f"-{record.kind}"
    path = folder / f"{minute}{kind}.json"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record.as_json(), indent=1) + "\n", encoding="utf-8")
    return path


def read(path: Path) -> Record:
    """The record of a file that `keep` wrote."""
    values = json.loads(path.read_text(encoding="utf-8"))
    return Record(
        kind=values["kind"],
        date=values["date"],
        commit=values["commit"],
        machine=values["machine"],
        versions=values["versions"],
        rows=tuple(from_json(row) for row in values["rows"]),
        phases=tuple(values["phases"]),
    )

"""``make bench``: measure every row, print the table, keep it as JSON, renew the README.

Only a wrong value ends it with 1; a missed target is told in the table.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.footprint import FootprintError, footprint
from benchmarks.measure import ROWS, measured, names
from benchmarks.record import Record, keep, read, record_of
from benchmarks.table import markdown, write_into

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.row import Row

RESULTS = Path("benchmarks/results")
README = Path("README.md")
WHOLE_RUNS = {True: ("season", "stress"), False: ("city", "season", "nation", "plain nation", "stress")}


def main(arguments: list[str] | None = None) -> int:
    """Do what is asked; 1 when a value is wrong."""
    asked = _asked(arguments)
    if asked.table is not None:
        write_into(README, markdown(read(asked.table)))
        return 0
    record = _measured(asked)
    keep(record, RESULTS)
    print(markdown(record))
    if record.kind == "full":
        write_into(README, markdown(record))
    return 1 if any(row.wrong for row in record.rows) else 0


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out what takes long")
    parser.add_argument(
        "--rows", nargs="+", choices=list(ROWS), metavar="ROW", help=f"only: {', '.join(ROWS)}"
    )
    parser.add_argument("--table", type=Path, metavar="JSON", help="only renew the README from a kept result")
    return parser.parse_args(arguments)


def _measured(asked: argparse.Namespace) -> Record:
    began = datetime.now(UTC)
    rows: list[Row] = []
    for name in asked.rows or names(quick=asked.quick):
        _tell(f"{name} ...")
        rows.append(measured(name, quick=asked.quick))
        _tell("; ".join([f"  {rows[-1].measured}", *rows[-1].wrong]))
    kind = "part" if asked.rows else "quick" if asked.quick else "full"
    return record_of(kind, began, rows, [] if asked.rows else _phases(WHOLE_RUNS[asked.quick]))


def _phases(cases: Sequence[str]) -> list[dict[str, Any]]:
    """What each of our runs takes; one that breaks is told and left out, the rows are kept."""
    phases = []
    for name in cases:
        try:
            phases.append(footprint(name))
        except FootprintError as error:
            _tell(f"{name} by phase: {error}")
    return phases


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

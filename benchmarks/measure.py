"""One row in a process of its own, so that no measurement finds the memory of another.

``python -m benchmarks.measure ROW [quick]`` prints it as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module

from benchmarks.row import Row, from_json

ROWS = {
    "exactness": "exactness:exactness",
    "city": "naive:city",
    "season": "naive:season",
    "nation": "naive:nation",
    "city-program": "programs:city",
    "season-program": "programs:season",
    "nation-program": "programs:nation",
    "plain-nation": "flows:plain_nation",
    "stress": "flows:stress",
    "stress-pairs": "pairing:stress",
    "plain-alternatives": "explained:alternatives_plain",
    "season-alternatives": "explained:alternatives_season",
    "nation-alternatives": "explained:alternatives_nation",
    "nation-alternatives-exact": "explained:alternatives_nation_exact",
    "season-repair": "explained:repair_season",
    "nation-repair": "explained:repair_nation",
    "season-placed": "placed:season",
    "nation-placed": "placed:nation",
    "stress-workers": "processes:stress",
}
"""Name of each row, in the order of the table, and the function that measures it."""

LONG = {
    "nation", "city-program", "season-program", "nation-program", "nation-alternatives",
    "nation-alternatives-exact", "nation-repair",
}  # fmt: skip
"""Rows that a quick run leaves out."""

MOST_SECONDS = 900


def names(*, quick: bool) -> list[str]:
    """The rows of a run."""
    return [name for name in ROWS if not (quick and name in LONG)]


def measured(name: str, *, quick: bool) -> Row:
    """The row, measured in a new process; a row that breaks tells so as a wrong value."""
    command = [sys.executable, "-m", "benchmarks.measure", name, *(["quick"] if quick else [])]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, capture_output=True, text=True, check=False, timeout=MOST_SECONDS
        )
    except subprocess.TimeoutExpired:
        return _broken(name, f"not done in {MOST_SECONDS} s")
    if done.returncode != 0:
        return _broken(name, (done.stderr.strip().splitlines() or ["no reason told"])[-1])
    return from_json(json.loads(done.stdout.splitlines()[-1]))


def _broken(name: str, why: str) -> Row:
    return Row(what=name, target="", peer="", measured="not measured", met=False, wrong=(why,))


def main(name: str, *options: str) -> None:
    """Measure and tell."""
    module, function = ROWS[name].split(":")
    row: Row = getattr(import_module(f"benchmarks.rows.{module}"), function)(quick="quick" in options)
    print(json.dumps(row.as_json()))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""``python -m benchmarks.pages``: time every page of the coordinator on two sizes, renew the README's table.

Needs PostgreSQL and Redis: ``python -m config.embedded exec -- python -m benchmarks.pages``.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

from benchmarks.table import write_into

if TYPE_CHECKING:
    from benchmarks.pages.timing import Timing
    from benchmarks.pages.towns import Place

RESULTS = Path("benchmarks/results")
README = Path("README.md")
BEGIN = "<!-- pages: written by make bench -->"
END = "<!-- end of pages -->"
SMALL, LARGE = "city", "nation"
HEAD = (
    "page",
    "queries",
    "200 families, 300 volunteers",
    "5,000 and 6,000",
    "times as long",
    "95th percentile",
)
PAGES = {
    "overview": "/werk",
    "all tasks": "/werk/taken",
    "families": "/werk/gezinnen",
    "families, found by name": "/werk/gezinnen?q=van",
    "one family": "/werk/gezinnen/{family}",
    "possible readers of a family": "/werk/gezinnen/{waiting}/koppelingen",
    "volunteers": "/werk/voorlezers",
    "one volunteer": "/werk/voorlezers/{volunteer}",
    "matches": "/werk/koppelingen",
    "one match": "/werk/koppelingen/{match}",
    "runs": "/werk/koppelen",
    "new run": "/werk/koppelen/nieuw",
    "review, first page": "/werk/koppelen/{run}/voorstellen",
    "review, one pair": "/werk/koppelen/{run}/voorstellen/{proposal}",
    "review, page 20": "/werk/koppelen/{run}/voorstellen?page=20",
    "families without proposal": "/werk/koppelen/{run}/geen-voorstel",
    "map": "/werk/koppelen/{run}/kaart",
    "comparison": "/werk/koppelen/{run}/vergelijken",
    "settings of a run": "/werk/koppelen/{run}/instellingen",
    "sending, all at once": "/werk/koppelen/{run}/versturen?which=all",
    "recruiting advice": "/werk/wervingsadvies",
    "search": "/werk/zoeken?q=van",
}


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; a full run, of both sizes, is kept."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages")
    parser.add_argument("--quick", action="store_true", help="a season instead of a nation, nothing kept")
    large = "season" if parser.parse_args(arguments).quick else LARGE
    from django.core.management import call_command  # noqa: PLC0415 - after django.setup

    from benchmarks.pages.timing import timing  # noqa: PLC0415 - after django.setup
    from benchmarks.pages.towns import place  # noqa: PLC0415 - after django.setup

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    places: dict[str, Place] = {}
    for size in (SMALL, large):
        print(f"{size} ...", file=sys.stderr, flush=True)
        places[size] = place(size)
    timings = {name: [timing(place, address) for place in places.values()] for name, address in PAGES.items()}
    table = _table(timings)
    print(table)
    if large == LARGE:
        _keep(timings)
        write_into(README, table, begin=BEGIN, end=END)
    return 0


def _table(timings: dict[str, list[Timing]]) -> str:
    lines = [HEAD, tuple("---" for _ in HEAD), *(_cells(name, sizes) for name, sizes in timings.items())]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cells(name: str, both: list[Timing]) -> tuple[str, ...]:
    small, large = both
    queries = f"{small.queries}" if small.queries == large.queries else f"{small.queries} to {large.queries}"
    return (
        name,
        queries,
        f"{1_000 * small.middle:.0f} ms",
        f"{1_000 * large.middle:.0f} ms",
        f"{large.middle / small.middle:.1f}",
        f"{1_000 * large.high:.0f} ms",
    )


def _keep(timings: dict[str, list[Timing]]) -> None:
    from benchmarks.machine import commit, machine  # noqa: PLC0415 - with the rest

    told: dict[str, Any] = {
        name: {
            size: {"queries": one.queries, "seconds": one.seconds}
            for size, one in zip((SMALL, LARGE), both, strict=True)
        }
        for name, both in timings.items()
    }
    minute = f"{datetime.now(UTC):%Y-%m-%d-%H%M}"
    record = {"format": "doorlees-pages/1", "commit": commit(), "machine": machine(), "pages": told}
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{minute}-pages.json"
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    django.setup()
    sys.exit(main())

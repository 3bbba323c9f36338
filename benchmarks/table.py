"""The rows as a table for people, and its place in the README."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.record import Record
    from benchmarks.row import Row

HEAD = ("work", "target", "measured", "met", "ours", "peer", "its time", "our memory")
BEGIN = "<!-- benchmarks: written by make bench -->"
END = "<!-- end of benchmarks -->"


class MarkersError(Exception):
    """The text has no place for the table."""


def markdown(record: Record) -> str:
    """A Markdown table, with what it was measured on above it and our own phases below it."""
    lines = [HEAD, tuple("---" for _ in HEAD), *(_cells(row) for row in record.rows)]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return "\n\n".join(text for text in (_told(record), table, _phases(record)) if text)


def placed(text: str, table: str, *, begin: str = BEGIN, end: str = END) -> str:
    """The text with the table between its two markers.

    Raises
    ------
    MarkersError
        If the markers do not stand there once, in order.
    """
    before, begins, rest = text.partition(begin)
    _, ends, after = rest.partition(end)
    if not begins or not ends or begin in rest:
        raise MarkersError(f"the text needs one {begin} and one {end} after it")
    return f"{before}{begin}\n{table.strip()}\n{end}{after}"


def write_into(path: Path, table: str, *, begin: str = BEGIN, end: str = END) -> None:
    """Renew the table in a file."""
    path.write_text(placed(path.read_text(encoding="utf-8"), table, begin=begin, end=end), encoding="utf-8")


def seconds_text(seconds: float | None) -> str:
    """Seconds or milliseconds with three significant digits."""
    if seconds is None:
        return ""
    return f"{seconds * 1_000:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def _cells(row: Row) -> tuple[str, ...]:
    met = {None: "", True: "yes", False: "**no**"}[row.met]
    memory = "" if row.peak_megabytes is None else f"{row.peak_megabytes:,} MB"
    target = row.target or "none"
    measured = "; ".join([row.measured, *(f"**wrong: {one}**" for one in row.wrong)])
    return (
        row.what, target, measured, met, seconds_text(row.ours), row.peer, seconds_text(row.theirs), memory,
    )  # fmt: skip


def _told(record: Record) -> str:
    machine = record.machine
    libraries = ", ".join(f"{name} {version}" for name, version in record.versions.items())
    return (
        f"Measured {record.date[:10]} on {machine['cores']} cores of {machine['processor']}, "
        f"{machine['memory_megabytes']:,} MB; {libraries}."
    )


def _phases(record: Record) -> str:
    """Seconds per phase and peak memory of our own run."""
    lines = []
    for told in record.phases:
        phases = ", ".join(f"{name} {seconds_text(seconds)}" for name, seconds in told["seconds"].items())
        total, proven = told["components"]
        lines.append(
            f"- {told['instance']}: {told['pairs']:,} pairs, {phases}; "
            f"peak {told['megabytes']['solved']:,} MB, {proven} of {total} components proven"
        )
    return "\n".join(lines)

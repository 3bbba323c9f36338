"""The table that people read, and its place in the README."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.row import ratio_text
from benchmarks.table import BEGIN, END, MarkersError, markdown, placed, seconds_text
from tests.benchmarks.rows import record, row

if TYPE_CHECKING:
    from pathlib import Path


def test_a_row_tells_work_target_ratio_both_times_and_memory() -> None:
    told = markdown(record(row(met=True, ours=0.0093, theirs=60.2, peak_megabytes=1_082)))

    assert "| city, full | at most 1/5 | 0.010 | yes | 9.3 ms | naive CP-SAT | 60.2 s | 1,082 MB |" in told


def test_every_row_has_as_many_cells_as_the_head() -> None:
    lines = markdown(record(row(), row(met=False))).splitlines()

    assert {line.count("|") for line in lines if line.startswith("|")} == {9}


def test_a_missed_target_stands_out() -> None:
    assert "| **no** |" in markdown(record(row(met=False)))


def test_a_wrong_value_is_told_beside_what_was_measured() -> None:
    assert "0.010; **wrong: 3 is not 4**" in markdown(record(row(wrong=("3 is not 4",))))


def test_the_machine_and_the_versions_stand_above() -> None:
    first = markdown(record(row())).splitlines()[0]

    assert first == "Measured 2026-11-23 on 2 cores of Abacus, 16,000 MB; Python 3.11.2, numpy 2.4.6."


def test_our_phases_stand_below() -> None:
    last = markdown(record(row())).splitlines()[-1]

    assert last == "- city: 5,031 pairs, pairing 14.4 ms, solve 1.5 s; peak 90 MB, 2 of 3 components proven"


def test_the_table_replaces_what_stood_between_the_markers() -> None:
    text = f"# Title\n{BEGIN}\nold\n{END}\nafter\n"

    assert placed(text, "new\n") == f"# Title\n{BEGIN}\nnew\n{END}\nafter\n"


@pytest.mark.parametrize("text", ["", BEGIN, f"{END} {BEGIN}", f"{BEGIN} {BEGIN} {END}"])
def test_a_text_without_its_two_markers_is_refused(text: str) -> None:
    with pytest.raises(MarkersError):
        placed(text, "new")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, ""), (0.00932, "9.32 ms"), (0.5, "500 ms"), (1.697, "1.7 s"), (60.18, "60.2 s")],
)
def test_seconds_are_told_with_three_digits(seconds: float | None, text: str) -> None:
    assert seconds_text(seconds) == text


@pytest.mark.parametrize(
    ("ratio", "text"), [(1.2897, "1.29"), (0.3714, "0.37"), (0.0301, "0.030"), (0.000151, "0.00015")]
)
def test_a_small_ratio_keeps_its_digits(ratio: float, text: str) -> None:
    assert ratio_text(ratio) == text


def test_the_readme_has_a_place_for_the_table(pytestconfig: pytest.Config) -> None:
    readme: Path = pytestconfig.rootpath / "README.md"

    assert "a table" in placed(readme.read_text(encoding="utf-8"), "a table")

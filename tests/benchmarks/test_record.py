"""What a run keeps."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from benchmarks import __main__ as bench
from benchmarks.record import keep, read, record_of
from benchmarks.table import BEGIN, END
from tests.benchmarks.rows import record, row

if TYPE_CHECKING:
    from pathlib import Path


def test_a_kept_record_is_read_back_the_same(tmp_path: Path) -> None:
    kept = record(row(met=True, ratio=0.01, wrong=("one",), facts={"turns": [1.0]}))

    assert read(keep(kept, tmp_path)) == kept


@pytest.mark.parametrize(
    ("kind", "name"), [("full", "2026-11-23-2205.json"), ("quick", "2026-11-23-2205-quick.json")]
)
def test_a_record_is_named_by_its_minute_and_kind(tmp_path: Path, kind: str, name: str) -> None:
    assert keep(record(row(), kind=kind), tmp_path).name == name


def test_the_json_says_what_was_measured_where_with_what(tmp_path: Path) -> None:
    path = keep(record_of("quick", datetime(2026, 11, 23, tzinfo=UTC), [row()], []), tmp_path)
    told = json.loads(path.read_text(encoding="utf-8"))

    assert list(told) == ["format", "kind", "date", "commit", "machine", "versions", "rows", "phases"]
    assert set(told["machine"]) == {"processor", "cores", "memory_megabytes", "system"}
    assert set(told["versions"]) == {"Python", "numpy", "scipy", "ortools", "highspy"}
    assert {"what", "target", "peer", "measured", "ratio", "met", "ours", "theirs"} < set(told["rows"][0])


def test_a_kept_record_renews_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text(f"{BEGIN}\nold\n{END}\n", encoding="utf-8")
    kept = keep(record(row()), tmp_path / "kept")

    done = bench.main(["--table", str(kept)])

    told = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert done == 0
    assert "naive CP-SAT" in told
    assert "old" not in told

"""Poisoned instances end in a solution or in a clear message, in a bounded part of memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from matching.solver.cli import main
from tests.solver.poison import SOLVABLE, WRONG, one_reader_for_all

if TYPE_CHECKING:
    from pathlib import Path

# Address space, of which the libraries alone take a good third.
MEMORY = 1 << 30
PATIENCE = 300


def bounded(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program with no more than so much memory; one thread, since each takes some."""
    return subprocess.run(
        [sys.executable, "-m", "matching.solver", *arguments],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_the_limit_on_memory_does_bite(tmp_path: Path) -> None:
    (tmp_path / "i.json").write_bytes(b"[" + b"{}," * 14_000_000 + b"{}]")

    done = bounded("solve", str(tmp_path / "i.json"))

    assert done.returncode == 2
    assert done.stderr == "this needs more memory than there is\n"


@pytest.mark.parametrize("name", SOLVABLE)
def test_a_monstrous_instance_is_solved_with_proof(name: str, tmp_path: Path) -> None:
    given, out = tmp_path / "i.json", tmp_path / "r.json"
    given.write_text(json.dumps(SOLVABLE[name]))

    done = bounded("solve", str(given), "--out", str(out))

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(out.read_text())["status"] == "optimal"
    assert main(["verify", str(given), str(out)]) == 0


def test_a_monstrous_instance_is_done_by_hand_too(tmp_path: Path) -> None:
    given, out = tmp_path / "i.json", tmp_path / "r.json"
    given.write_text(json.dumps(one_reader_for_all()))

    assert bounded("baseline", str(given), "--out", str(out)).returncode == 0
    assert main(["verify", str(given), str(out)]) == 0


def test_every_wrong_instance_is_refused_with_where_and_why(tmp_path: Path) -> None:
    given, out = tmp_path / "i.jsonl", tmp_path / "r.jsonl"
    given.write_text("".join(f"{line}\n" for line, _ in WRONG.values()))

    done = bounded("solve", str(given), "--out", str(out))

    answers = [json.loads(line) for line in out.read_text().splitlines()]
    told = {name: answer["error"] for name, answer in zip(WRONG, answers, strict=True)}
    assert {name: told[name][: len(begin)] for name, (_, begin) in WRONG.items()} == {
        name: begin for name, (_, begin) in WRONG.items()
    }
    assert {answer["status"] for answer in answers} == {"invalid"}
    assert done.returncode == 2
    assert done.stderr == f"{given}: {len(WRONG)} of {len(WRONG)} lines have no result\n"


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_instance_is_refused_alone_as_well(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line, begin = WRONG[name]
    given = tmp_path / "i.json"
    given.write_text(line)

    assert main(["solve", str(given)]) == 2
    said = capsys.readouterr()
    assert said.err.startswith(f"{given}: {begin}")
    assert said.out == ""


def test_text_that_looks_like_a_line_end_is_none(tmp_path: Path) -> None:
    given, out = tmp_path / "i.jsonl", tmp_path / "r.jsonl"
    document = SOLVABLE["no room"] | {"volunteers": [{"id": "v\u2028\x851", "capacity": 1}], "pairs": []}
    given.write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")

    assert main(["solve", str(given), "--out", str(out)]) == 0
    assert main(["verify", str(given), str(out)]) == 0

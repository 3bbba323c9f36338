"""The program at a terminal: it shows how far it is, and an interrupt ends it with the best found."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from matching.solver.cli import main
from matching.solver.files import instance_text, read_text, write_text
from matching.solver.generate import Size, generate
from tests.solver.answers import written

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 60


def started(*arguments: str) -> tuple[subprocess.Popen[bytes], int]:
    """The program in a session of its own, and the terminal on which it shows how far it is."""
    terminal, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "matching.solver", *arguments], stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    return process, terminal


def shown_until(word: bytes, terminal: int) -> bytes:
    """What a terminal shows up to a word, or up to the end."""
    shown = b""
    while word not in shown:
        try:
            shown += os.read(terminal, 1_000)
        except OSError:  # how a terminal says that nobody writes to it any more
            return shown
    return shown


@pytest.fixture
def hard(tmp_path: Path) -> str:
    """Two towns, one easy to solve and one hard: families of two readers and too few volunteers."""
    drawn = generate(Size(400, 160, 2), 1)
    drawn = replace(drawn, capacity=np.full(160, 3), need=np.where(np.arange(400) % 6 == 0, 2, 1))
    write_text(str(tmp_path / "hard.json"), instance_text(drawn))
    return str(tmp_path / "hard.json")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupt_ends_a_solve_with_the_best_found(hard: str, tmp_path: Path, workers: str) -> None:
    out = str(tmp_path / "r.json")
    process, terminal = started("solve", hard, "--out", out, "--workers", workers)

    shown = shown_until(b"1/2", terminal)
    os.killpg(process.pid, signal.SIGINT)

    assert process.wait(PATIENCE) == 0
    assert b"families placed" in shown
    assert written(read_text(out))["status"] == "feasible"
    assert main(["verify", hard, out]) == 0


def test_what_is_shown_on_a_terminal_is_wiped_at_the_end(tmp_path: Path) -> None:
    given = str(tmp_path / "i.json")
    write_text(given, instance_text(generate(Size(40, 30, 2), 1)))

    process, terminal = started("solve", given, "--out", str(tmp_path / "r.json"))

    shown = shown_until(b"\0", terminal)
    assert process.wait(PATIENCE) == 0
    assert shown.startswith(b"\r\x1b[Ksolving ")
    assert shown.endswith(b"\r\x1b[K")


def test_without_a_terminal_nothing_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = str(tmp_path / "i.json")
    write_text(given, instance_text(generate(Size(40, 30, 2), 1)))

    main(["solve", given, "--out", str(tmp_path / "r.json")])

    assert capsys.readouterr().err == ""


def test_the_interrupt_is_python_s_own_again_afterwards(tmp_path: Path) -> None:
    given = str(tmp_path / "i.json")
    write_text(given, instance_text(generate(Size(40, 30, 2), 1)))
    before = signal.getsignal(signal.SIGINT)

    main(["solve", given, "--out", str(tmp_path / "r.json")])

    assert signal.getsignal(signal.SIGINT) is before

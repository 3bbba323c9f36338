"""Memory and seconds of our own run, in a process that does nothing else."""

from __future__ import annotations

import pytest

from benchmarks.footprint import FootprintError, footprint


def test_a_run_tells_its_phases_and_how_memory_grew() -> None:
    told = footprint("city")

    libraries, paired, solved = (told["megabytes"][phase] for phase in ("libraries", "paired", "solved"))
    assert 0 < libraries <= paired <= solved
    assert {"pairing", "instance", "solve"} <= set(told["seconds"])


def test_the_memory_of_the_process_that_asks_does_not_count() -> None:
    ballast = bytearray(b"1") * 300_000_000

    assert footprint("city")["megabytes"]["solved"] < len(ballast) // 1_000_000


def test_a_run_that_fails_says_why() -> None:
    with pytest.raises(FootprintError, match="no such instance"):
        footprint("no such instance")

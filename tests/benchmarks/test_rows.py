"""Rows are measured in processes of their own."""

from __future__ import annotations

from importlib import import_module

import pytest

from benchmarks.duel import duel
from benchmarks.measure import LONG, ROWS, measured, names
from benchmarks.rows import right
from matching.solver import solve
from matching.solver.generate import Size, generate


@pytest.mark.parametrize("place", ROWS.values())
def test_every_row_is_a_function(place: str) -> None:
    module, function = place.split(":")

    assert callable(getattr(import_module(f"benchmarks.rows.{module}"), function))


def test_a_quick_run_leaves_out_what_takes_long() -> None:
    assert set(ROWS) - set(names(quick=True)) == LONG
    assert names(quick=False) == list(ROWS)


def test_a_row_comes_back_from_its_process() -> None:
    row = measured("season-placed", quick=True)

    assert row.wrong == ()
    assert row.facts["objective"][1] > row.facts["their objective"][1]


def test_a_row_that_breaks_counts_as_wrong() -> None:
    row = measured("no such row", quick=True)

    assert row.wrong == ("KeyError: 'no such row'",)
    assert row.met is False


def test_both_sides_take_turns_and_a_slow_peer_has_fewer() -> None:
    played: list[str] = []

    both = duel(lambda: played.append("ours"), lambda: played.append("theirs"), 3, 2)

    assert played == ["ours", "theirs", "ours", "theirs", "ours"]
    assert (len(both.our_seconds), len(both.their_seconds)) == (3, 2)


def test_a_peer_over_our_bound_is_a_wrong_value() -> None:
    result = solve(generate(Size(60, 45, 2), 1))
    urgent, placed, bands, score, kept = result.bound

    assert right.beaten(result, result.bound) == []
    assert len(right.beaten(result, (urgent, placed + 1, bands, score, kept))) == 1

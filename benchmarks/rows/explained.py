"""Alternatives of all families and repair after a decline, against solving anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.duel import duel
from benchmarks.instances import TIME_LIMIT, drawn, without
from benchmarks.row import Row, ratio_text
from benchmarks.rows import right
from matching.solver import Control, solve
from matching.solver.explain.alternatives import alternatives
from matching.solver.repair import repair

if TYPE_CHECKING:
    from matching.solver import Instance, Result
    from matching.solver.explain.alternatives import Alternative

TURNS = 3
CHECKED = 4
DECLINES = 5


def alternatives_plain(*, quick: bool) -> Row:
    """At most one full solve."""
    return _alternatives("plain nation", "nation without clashes", 1 if quick else TURNS, search=True)


def alternatives_season(*, quick: bool) -> Row:
    """At most one full solve, in one pass: a bound where visits clash."""
    return _alternatives("season", "season", 1 if quick else TURNS, search=False)


def alternatives_nation(*, quick: bool) -> Row:
    """At most one full solve, in one pass: a bound where visits clash."""
    return _alternatives("nation", "nation", 1 if quick else TURNS, search=False)


def alternatives_nation_exact(*, quick: bool) -> Row:
    """The same with a search of its own for each that clashes."""
    return _alternatives("nation", "nation, all exact", 1, search=True)


def repair_season(*, quick: bool) -> Row:
    """At most 1/5 of a re-solve."""
    return _repair("season", TURNS)


def repair_nation(*, quick: bool) -> Row:
    """At most 1/5 of a re-solve."""
    return _repair("nation", 1 if quick else TURNS)


def _alternatives(name: str, shown: str, turns: int, *, search: bool) -> Row:
    instance = drawn(name).instance
    result = solve(instance, Control(TIME_LIMIT))
    both = duel(
        lambda: alternatives(instance, result, search=search),
        lambda: solve(instance, Control(TIME_LIMIT)),
        turns,
    )
    all_told = [one for of_family in both.our_answer.values() for one in of_family]
    exact = [one for one in all_told if one.exact]
    return Row(
        what=f"{shown}, alternatives of all families",
        target="at most one full solve",
        peer="one full solve",
        measured=f"{ratio_text(both.ratio)} ({len(exact):,} of {len(all_told):,} exact)",
        ratio=both.ratio,
        met=both.ratio <= 1,
        ours=both.ours,
        theirs=both.theirs,
        wrong=tuple(_forced_otherwise(instance, result, exact)),
        facts={
            "families": len(both.our_answer), "alternatives": len(all_told), "exact": len(exact),
            "our turns": both.our_seconds, "their turns": both.their_seconds,
        },
    )  # fmt: skip


def _forced_otherwise(instance: Instance, result: Result, exact: list[Alternative]) -> list[str]:
    """Some alternatives forced by a pin and solved anew: those whose change is another."""
    wrong = []
    for one in exact[:: max(1, len(exact) // CHECKED)]:
        forced = solve(replace(instance, pins=np.array([one.pair], np.int64)), Control(TIME_LIMIT))
        change = tuple(new - old for new, old in zip(forced.objective, result.objective, strict=True))
        if forced.status == "optimal" and change != one.change:
            wrong.append(f"forcing pair {one.pair} changes {change}, not {one.change}")
    return wrong


def _repair(name: str, turns: int) -> Row:
    instance = drawn(name).instance
    result = solve(instance, Control(TIME_LIMIT))
    declined = result.pair[:: max(1, len(result.pair) // DECLINES)][:DECLINES].tolist()
    both = duel(
        lambda: [repair(instance, result, lost=[pair]).result for pair in declined],
        lambda: [solve(without(instance, [pair]), Control(TIME_LIMIT)) for pair in declined],
        turns,
    )
    wrong = []
    for pair, ours, anew in zip(declined, both.our_answer, both.their_answer, strict=True):
        wrong += right.ours(instance, ours) + right.equal(ours, anew.objective, 5) * (
            anew.status == "optimal"
        )
        if pair in ours.pair:
            wrong.append(f"pair {pair} was declined and is chosen again")
    return Row(
        what=f"{name}, repair after a decline (mean of {len(declined)})",
        target="at most 1/5 of a re-solve",
        peer="solving anew without the pair",
        measured=ratio_text(both.ratio),
        ratio=both.ratio,
        met=both.ratio <= 1 / 5 and not wrong,
        ours=both.ours / len(declined),
        theirs=both.theirs / len(declined),
        wrong=tuple(wrong),
        facts={"declined": declined, "our turns": both.our_seconds, "their turns": both.their_seconds},
    )

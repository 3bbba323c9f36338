"""Families placed, against first come, first served."""

from __future__ import annotations

from benchmarks.duel import duel
from benchmarks.footprint import footprint
from benchmarks.instances import TIME_LIMIT, drawn
from benchmarks.row import Row
from benchmarks.rows import right
from matching.solver import Control, baseline, solve

LEAST = {"season": 0.05, "nation": 0.07}


def season(*, quick: bool) -> Row:
    """At least 5 % more families."""
    return _row("season")


def nation(*, quick: bool) -> Row:
    """At least 7 % more families."""
    return _row("nation")


def _row(name: str) -> Row:
    instance = drawn(name).instance
    both = duel(lambda: solve(instance, Control(TIME_LIMIT)), lambda: baseline(instance), 1)
    ours, by_hand = both.our_answer, both.their_answer
    more = ours.objective[1] / by_hand.objective[1] - 1
    wrong = right.ours(instance, ours) + right.ours(instance, by_hand) + right.beaten(ours, by_hand.objective)
    return Row(
        what=f"{name}, families placed",
        target=f"at least +{LEAST[name]:.0%}",
        peer="longest waiting takes nearest feasible",
        measured=f"+{more:.1%} ({ours.objective[1]} and {by_hand.objective[1]})",
        met=more >= LEAST[name],
        ours=both.ours,
        theirs=both.theirs,
        peak_megabytes=footprint(name)["megabytes"]["solved"],
        wrong=tuple(wrong),
        facts={"objective": ours.objective, "their objective": by_hand.objective},
    )

"""Two worker processes against one."""

from __future__ import annotations

from benchmarks.duel import duel
from benchmarks.instances import drawn
from benchmarks.row import Row
from benchmarks.rows import right
from matching.solver import solve

LEAST = 1.6


def stress(*, quick: bool) -> Row:
    """At least 1.6 times as fast, and the same to the pair."""
    instance = drawn("stress").instance
    both = duel(lambda: solve(instance, workers=2), lambda: solve(instance, workers=1), 2 if quick else 5)
    two, one = both.our_answer, both.their_answer
    wrong = right.ours(instance, two) + right.equal(two, one.objective, 5)
    if two.matches != one.matches:
        wrong.append("two processes choose other pairs than one")
    return Row(
        what="stress, two worker processes",
        target="at least 1.6 x as fast as one",
        peer="one process",
        measured=f"{1 / both.ratio:.2f} x as fast",
        ratio=both.ratio,
        met=1 / both.ratio >= LEAST,
        ours=both.ours,
        theirs=both.theirs,
        wrong=tuple(wrong),
        facts={"our turns": both.our_seconds, "their turns": both.their_seconds},
    )

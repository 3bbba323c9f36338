"""Tiny instances with all that is hard, against trying everything."""

from __future__ import annotations

from functools import partial

from benchmarks.duel import timed
from benchmarks.row import Row, ratio_text
from matching.solver import Instance, PinError, Vector, solve
from tests.solver.exhaustive import best
from tests.solver.tiny import COUNT, tiny


def exactness(*, quick: bool) -> Row:
    """The full vector of every instance that the tests draw; pins that cannot hold are refused."""
    ours, theirs, unequal = 0.0, 0.0, []
    for seed in range(COUNT // 10 if quick else COUNT):
        instance = tiny(seed)
        found, our_seconds = timed(partial(_solved, instance))
        truth, their_seconds = timed(partial(best, instance))
        ours, theirs = ours + our_seconds, theirs + their_seconds
        if found != truth:
            unequal.append(f"tiny instance {seed}: {found}, and the best is {truth}")
    drawn = seed + 1
    return Row(
        what=f"{drawn:,} tiny instances: clashes, fortnights, two readers, pins",
        target=f"{drawn:,} equal",
        peer="exhaustive search of the full vector",
        measured=f"{drawn - len(unequal):,} equal ({ratio_text(ours / theirs)})",
        ratio=ours / theirs,
        met=not unequal,
        ours=ours,
        theirs=theirs,
        wrong=tuple(unequal[:5]),
        facts={"drawn": drawn, "equal": drawn - len(unequal)},
    )


def _solved(instance: Instance) -> Vector | None:
    try:
        return solve(instance).objective
    except PinError:
        return None

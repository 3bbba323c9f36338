"""Ours against HiGHS on the plain integer program, level by level: no target, but a second proof."""

from __future__ import annotations

from benchmarks.duel import duel
from benchmarks.instances import TIME_LIMIT, drawn
from benchmarks.peers.integer_program import integer_program
from benchmarks.row import Row, ratio_text
from benchmarks.rows import right
from benchmarks.worth import LEVELS
from matching.solver import Control, solve

PEER = "HiGHS, plain program, level by level"
THEIR_LIMIT = 90.0


def city(*, quick: bool) -> Row:
    """The city."""
    return _row("city", turns=1 if quick else 3)


def season(*, quick: bool) -> Row:
    """The season."""
    return _row("season", turns=1)


def nation(*, quick: bool) -> Row:
    """The nation."""
    return _row("nation", turns=1)


def _row(name: str, turns: int) -> Row:
    instance = drawn(name).instance
    both = duel(
        lambda: solve(instance, Control(TIME_LIMIT)), lambda: integer_program(instance, THEIR_LIMIT), turns
    )
    result, answer = both.our_answer, both.their_answer
    theirs, wrong = right.against(instance, result, answer.pairs, proven=answer.proven, levels=LEVELS)
    proof = (
        "all levels proven by both" if answer.proven == LEVELS else f"it proves {answer.proven} of 5 levels"
    )
    return Row(
        what=f"{name}, full",
        target="",
        peer=PEER,
        measured=f"{ratio_text(both.ratio)} ({proof})",
        ratio=both.ratio,
        ours=both.ours,
        theirs=both.theirs,
        wrong=tuple(wrong),
        facts={
            "objective": result.objective, "bound": result.bound, "their objective": theirs,
            "their proven levels": answer.proven, "our turns": both.our_seconds,
            "their turns": both.their_seconds,
        },
    )  # fmt: skip

"""Ours against the naive model with intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.duel import duel
from benchmarks.footprint import footprint
from benchmarks.instances import TIME_LIMIT, drawn
from benchmarks.peers.intervals import intervals
from benchmarks.row import Row, ratio_text
from benchmarks.rows import right
from matching.solver import Control, solve

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.duel import Duel
    from benchmarks.peers.intervals import Answer
    from matching.solver import Result, Vector

    Judge = Callable[["Fight"], tuple[float, bool, str]]

PEER = "naive CP-SAT with intervals"
THEIR_LIMIT = 60.0
SHORT_LIMIT = {"city": 10.0, "season": 14.0}
TURNS = 3
GAP = 0.01
PLACING = 3
WORST_GAP = 0.001


@dataclass(frozen=True, eq=False)
class Fight:
    """Both answers and the peer's vector."""

    duel: Duel[Result, Answer]
    theirs: Vector
    wrong: tuple[str, ...]

    @property
    def result(self) -> Result:
        """Our answer."""
        return self.duel.our_answer

    @property
    def answer(self) -> Answer:
        """The peer's."""
        return self.duel.their_answer

    @property
    def proven(self) -> bool:
        """Whether ours is proven on all levels."""
        return self.result.status == "optimal"

    def facts(self) -> dict[str, Any]:
        """Vectors, gaps and times."""
        return {
            "objective": self.result.objective,
            "bound": self.result.bound,
            "their objective": self.theirs,
            "their levels": self.answer.levels,
            "their gap": self.answer.gap,
            "their proof": self.answer.proven,
            "their building": self.answer.building,
            "their seconds over 1 %": self.answer.until(GAP),
            "our turns": self.duel.our_seconds,
            "their turns": self.duel.their_seconds,
        }


def city(*, quick: bool) -> Row:
    """Proven, in at most 1/5 of the time until the naive model is, or until its limit."""

    def judge(fight: Fight) -> tuple[float, bool, str]:
        ratio = fight.duel.ours / fight.answer.seconds
        end = "proven" if fight.answer.proven else f"gap {fight.answer.gap:.2%} at its limit"
        return ratio, fight.proven and ratio <= 1 / 5, f"{ratio_text(ratio)} ({end})"

    return _row("city", "200 x 300", "proven, at most 1/5 of its time", judge, quick=quick)


def season(*, quick: bool) -> Row:
    """Proven, in at most 1/10 of the time in which the naive model still has a gap over 1 %."""

    def judge(fight: Fight) -> tuple[float, bool, str]:
        ratio = fight.duel.ours / fight.answer.until(GAP)
        return ratio, fight.proven and ratio <= 1 / 10, ratio_text(ratio)

    target = "proven, at most 1/10 of the time in which its gap is over 1 %"
    return _row("season", "1,000 x 1,500", target, judge, quick=quick)


def nation(*, quick: bool) -> Row:
    """In at most 1/4 of the naive model's limit at most 0.1 % from the bound on the first three levels."""

    def judge(fight: Fight) -> tuple[float, bool, str]:
        ratio = fight.duel.ours / fight.answer.seconds
        gap = _placing_gap(fight.result)
        text = f"{ratio_text(ratio)}, gap {gap:.3%}; its gap {fight.answer.gap:.2%}"
        return ratio, gap <= WORST_GAP and ratio <= 1 / 4, text

    target = "gap at most 0.1 % on levels 1 to 3, at most 1/4 of its 60 s"
    return _row("nation", "5,000 x 6,000", target, judge, quick=quick)


def _placing_gap(result: Result) -> float:
    """Gap of the first level that has one, of those that say who is placed."""
    for got, most in list(zip(result.objective, result.bound, strict=True))[:PLACING]:
        if most > got:
            return (most - got) / most
    return 0.0


def _row(name: str, size: str, target: str, judge: Judge, *, quick: bool) -> Row:
    instance = drawn(name).instance
    limit = SHORT_LIMIT.get(name, THEIR_LIMIT) if quick else THEIR_LIMIT
    both = duel(lambda: solve(instance, Control(TIME_LIMIT)), lambda: intervals(instance, limit), TURNS, 1)
    answer = both.their_answer
    proven = answer.levels if answer.proven else 0
    theirs, wrong = right.against(
        instance, both.our_answer, answer.pairs, proven=proven, levels=answer.levels
    )
    fight = Fight(both, theirs, tuple(wrong))
    ratio, met, measured = judge(fight)
    return Row(
        what=f"{name} {size}, full",
        target=target,
        peer=PEER,
        measured=measured,
        ratio=ratio,
        met=met,
        ours=both.ours,
        theirs=both.their_answer.seconds,
        peak_megabytes=footprint(name)["megabytes"]["solved"],
        wrong=fight.wrong,
        facts=fight.facts(),
    )

"""Generating the feasible pairs, in passes over the candidates."""

from __future__ import annotations

from benchmarks.duel import duel
from benchmarks.footprint import footprint
from benchmarks.instances import KNOWN, SEED
from benchmarks.peers.gather_and import gather_and, nearby, week_words
from benchmarks.row import Row
from matching.solver import Control
from matching.solver.generate import people
from matching.solver.pairing import Rules, Weights, pairs

MOST = 30


def stress(*, quick: bool) -> Row:
    """At most 30 passes over the candidates, for all rules and the score."""
    everybody = people(KNOWN["stress"], SEED)
    chunks = nearby(everybody)
    volunteers, families = week_words(everybody.volunteers.free), week_words(everybody.families.free)
    both = duel(
        lambda: pairs(everybody, Rules(), Weights(), Control()),
        lambda: gather_and(volunteers, families, chunks),
        3 if quick else 7,
    )
    candidates = sum(len(volunteer) for volunteer, _ in chunks)
    return Row(
        what="stress, generating the pairs",
        target="at most 30 gather-AND passes over the candidates",
        peer="one pass: the 3 words of a week of both sides, AND, any",
        measured=f"{both.ratio:.1f} passes",
        ratio=both.ratio,
        met=both.ratio <= MOST,
        ours=both.ours,
        theirs=both.theirs,
        peak_megabytes=footprint("stress")["megabytes"]["paired"],
        facts={
            "candidates": candidates, "pairs": len(both.our_answer), "our turns": both.our_seconds,
            "their turns": both.their_seconds,
        },
    )  # fmt: skip

"""Instances without clashes, against one sparse assignment and one whole flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.duel import duel
from benchmarks.footprint import footprint
from benchmarks.instances import drawn
from benchmarks.peers.sparse_matching import sparse_matching
from benchmarks.peers.whole_flow import whole_flow
from benchmarks.row import Row, ratio_text
from benchmarks.rows import right
from benchmarks.worth import LEVELS
from matching.solver import solve

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from matching.solver import Instance

    Peer = Callable[[Instance], NDArray[np.int64]]


def plain_nation(*, quick: bool) -> Row:
    """At most 3 times SciPy's assignment on the same arcs, with proof."""
    return _row(
        "plain nation",
        what="nation without clashes",
        target="at most 3, value equal to the unit, with proof",
        most=3.0,
        peer=("scipy min_weight_full_bipartite_matching", sparse_matching),
        turns=5 if quick else 15,
    )


def stress(*, quick: bool) -> Row:
    """By components at most half the time of the whole flow."""
    return _row(
        "stress",
        what="stress 50,000 x 60,000 by components",
        target="at most 1/2 of the whole flow",
        most=0.5,
        peer=("one SimpleMinCostFlow over all", whole_flow),
        turns=2 if quick else 5,
    )


def _row(name: str, *, what: str, target: str, most: float, peer: tuple[str, Peer], turns: int) -> Row:
    instance = drawn(name).instance
    peer_name, work = peer
    both = duel(lambda: solve(instance), lambda: work(instance), turns)
    result = both.our_answer
    theirs, wrong = right.against(instance, result, both.their_answer, proven=LEVELS, levels=LEVELS)
    return Row(
        what=what,
        target=target,
        peer=peer_name,
        measured=ratio_text(both.ratio),
        ratio=both.ratio,
        met=both.ratio <= most and result.status == "optimal" and not wrong,
        ours=both.ours,
        theirs=both.theirs,
        peak_megabytes=footprint(name)["megabytes"]["solved"],
        wrong=tuple(wrong),
        facts={
            "objective": result.objective, "their objective": theirs, "status": result.status,
            "pairs": instance.pair_count, "our turns": both.our_seconds, "their turns": both.their_seconds,
        },
    )  # fmt: skip

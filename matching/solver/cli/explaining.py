"""The command that explains a result: next best volunteers of each family, and why others have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.solver.cli.reading import read_answer
from matching.solver.cli.terminal import watched
from matching.solver.explain.alternatives import alternatives
from matching.solver.explain.competition import competition
from matching.solver.files import line_of, write_text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from matching.solver.explain.alternatives import Alternative
    from matching.solver.explain.competition import Competition
    from matching.solver.instance import Instance

EXPLANATION_FORMAT = "doorlees-explanation/1"


def explain_result(options: argparse.Namespace) -> None:
    """Alternatives of every family with pairs, competition of those among them without readers."""
    instance, result = read_answer(options.instance, options.result)
    with watched() as control:
        others = alternatives(instance, result, most=options.most, control=control)
    rivals = competition(instance, result)
    has_pairs = np.bincount(instance.family, minlength=len(instance.families)) > 0
    order = np.argsort(instance.family_rank).tolist()
    write_text(options.out, line_of({
        "format": EXPLANATION_FORMAT,
        "alternatives": [_alternatives(instance, row, others[row]) for row in order if row in others],
        "competition": [_competition(instance, rivals[row]) for row in order if row in rivals],
        "without_pair": [instance.families[row] for row in order if not has_pairs[row]],
    }))  # fmt: skip


def _alternatives(instance: Instance, family: int, others: Sequence[Alternative]) -> dict[str, object]:
    pairs = [
        {
            "volunteer": instance.volunteers[int(instance.volunteer[other.pair])],
            "change": list(other.change),
            "exact": other.exact,
        }
        for other in others
    ]
    return {"family": instance.families[family], "pairs": pairs}


def _competition(instance: Instance, rivals: Competition) -> dict[str, object]:
    urgent, band = rivals.lowest
    return {
        "family": instance.families[rivals.family],
        "families": [instance.families[row] for row in rivals.families],
        "volunteers": [instance.volunteers[row] for row in rivals.volunteers],
        "places": rivals.places,
        "lowest": {"urgent": bool(urgent), "band": band},
    }

"""The command that prices a decision: pins and bans together, or a swap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.solver.cli.reading import read_answer
from matching.solver.cli.terminal import watched
from matching.solver.errors import SolverError
from matching.solver.explain.price import price, swap
from matching.solver.files import Names, line_of, write_text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from matching.solver.instance import Instance

PRICE_FORMAT = "doorlees-price/1"


def price_decision(options: argparse.Namespace) -> None:
    """How the objective would change, and which pairs would come and go."""
    if bool(options.swap) == bool(options.pin or options.ban):
        raise SolverError("give --pin and --ban, or --swap")
    instance, result = read_answer(options.instance, options.result)
    names = Names.of(instance)
    with watched() as control:
        if options.swap:
            ends = options.swap[:2], options.swap[2:]
            one, other = (_pair(names, end, "--swap") for end in ends)
            found = swap(instance, result, one, other, control=control)
        else:
            pins = [_pair(names, end, f"--pin[{n}]") for n, end in enumerate(options.pin)]
            bans = [_pair(names, end, f"--ban[{n}]") for n, end in enumerate(options.ban)]
            found = price(instance, result, pins=pins, bans=bans, control=control)
    write_text(options.out, line_of({
        "format": PRICE_FORMAT,
        "change": list(found.change),
        "exact": found.exact,
        "gained": _ends(instance, found.gained),
        "lost": _ends(instance, found.lost),
    }))  # fmt: skip


def _pair(names: Names, ends: Sequence[str], path: str) -> int:
    volunteer, family = ends
    rows = names.volunteer_at(volunteer, f"{path}[0]"), names.family_at(family, f"{path}[1]")
    return names.pair_of(rows, path)


def _ends(instance: Instance, pairs: Sequence[int]) -> list[dict[str, str]]:
    return [
        {
            "volunteer": instance.volunteers[int(instance.volunteer[pair])],
            "family": instance.families[int(instance.family[pair])],
        }
        for pair in pairs
    ]

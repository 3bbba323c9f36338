"""The commands that make a result of an instance, or of every line of a file."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from matching.solver.baseline import baseline
from matching.solver.cli.reading import of_file
from matching.solver.cli.terminal import watched
from matching.solver.errors import SolverError
from matching.solver.files import (
    document,
    instance_from,
    is_lines,
    read_lines,
    read_text,
    result_text,
    write_text,
)
from matching.solver.solve import solve

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from matching.solver.control import Control
    from matching.solver.instance import Instance
    from matching.solver.result import Result

    Solver = Callable[[Instance, Control], Result]


def solve_file(options: argparse.Namespace) -> None:
    """A best solution of the instance, as far as the time limit and the person at the terminal allow."""
    _answer(options, partial(solve, workers=options.workers), options.time_limit)


def by_hand(options: argparse.Namespace) -> None:
    """The solution that a coordinator would find."""
    _answer(options, baseline, None)


def _answer(options: argparse.Namespace, solver: Solver, time_limit: float | None) -> None:
    if is_lines(options.instance):
        _answer_lines(options, solver, time_limit)
        return
    with of_file(options.instance):
        instance = instance_from(document(read_text(options.instance)))
        with watched(time_limit) as control:
            result = solver(instance, control)
    write_text(options.out, result_text(result))


def _answer_lines(options: argparse.Namespace, solver: Solver, time_limit: float | None) -> None:
    """One result a line; a wrong line gets its error in its place."""
    with of_file(options.instance):
        lines = read_lines(options.instance)
    texts, wrong = [], 0
    for line in lines:
        try:
            instance = instance_from(document(line))
            with watched(time_limit) as control:
                texts.append(result_text(solver(instance, control)))
        except SolverError as error:
            texts.append(json.dumps({"status": "invalid", "error": str(error)}, ensure_ascii=False) + "\n")
            wrong += 1
    write_text(options.out, "".join(texts))
    if wrong:
        raise SolverError(f"{options.instance}: {wrong} of {len(lines)} lines have no result")

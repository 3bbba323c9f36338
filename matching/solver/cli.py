"""The command line: ``python -m matching.solver solve INSTANCE.json --out RESULT.json``, and so on."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from matching.solver.baseline import baseline
from matching.solver.control import Control
from matching.solver.errors import InstanceError, SolverError
from matching.solver.files import (
    document,
    instance_from,
    instance_text,
    is_lines,
    read_lines,
    read_text,
    result_text,
    write_text,
)
from matching.solver.generate import SIZES, generate
from matching.solver.solve import solve
from matching.solver.verify import VerificationError, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matching.solver.instance import Instance
    from matching.solver.result import Result

    Solver = Callable[[Instance, Control], Result]

GOOD, REFUSED, WRONG_INPUT = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all went well, 1 when `verify` refuses a result, 2 when the input is wrong."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except SolverError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m matching.solver", description="The matching engine.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, solver, summary in (
        ("solve", solve, "find a best solution, with proof"),
        ("baseline", baseline, "first come, first served, for comparison"),
    ):
        command = commands.add_parser(name, help=summary)
        command.add_argument(
            "instance", metavar="INSTANCE", help=".json, .json.gz, .jsonl, or - for standard input"
        )
        command.add_argument("--out", default="-", metavar="RESULT", help="file to write (standard output)")
        command.add_argument(
            "--time-limit", type=_seconds, metavar="S", help="seconds after which to stop searching"
        )
        command.set_defaults(run=_solve, solver=solver)
    command = commands.add_parser("verify", help="re-check a result from first principles")
    command.add_argument("instance", metavar="INSTANCE")
    command.add_argument("result", metavar="RESULT")
    command.set_defaults(run=_verify)
    command = commands.add_parser("generate", help="write a realistic instance")
    command.add_argument("--size", choices=SIZES, required=True)
    command.add_argument("--seed", type=int, required=True)
    command.add_argument("--out", default="-", metavar="INSTANCE", help="file to write (standard output)")
    command.set_defaults(run=_generate)
    return parser


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds < float("inf"):
        raise argparse.ArgumentTypeError("must be a number of seconds, 0 or more")
    return seconds


def _solve(options: argparse.Namespace) -> int:
    if is_lines(options.instance):
        return _solve_lines(options)
    try:
        instance = instance_from(document(read_text(options.instance)))
        result = options.solver(instance, Control(options.time_limit))
    except InstanceError as error:
        raise SolverError(f"{options.instance}: {error}") from error
    write_text(options.out, result_text(result))
    return GOOD


def _solve_lines(options: argparse.Namespace) -> int:
    """One result a line; a wrong line gets its error in its place."""
    texts, code = [], GOOD
    for line in read_lines(options.instance):
        try:
            texts.append(
                result_text(options.solver(instance_from(document(line)), Control(options.time_limit)))
            )
        except SolverError as error:
            texts.append(json.dumps({"status": "invalid", "error": str(error)}, ensure_ascii=False) + "\n")
            code = WRONG_INPUT
    write_text(options.out, "".join(texts))
    return code


def _verify(options: argparse.Namespace) -> int:
    lines = is_lines(options.instance)
    instances, results = (
        read_lines(name) if lines else [read_text(name)] for name in (options.instance, options.result)
    )
    if len(instances) != len(results):
        print(f"{len(instances)} instances and {len(results)} results", file=sys.stderr)
        return REFUSED
    for number, (instance, result) in enumerate(zip(instances, results, strict=True), start=1):
        try:
            verify(_fields(instance, options.instance), _fields(result, options.result))
        except VerificationError as error:
            print(f"line {number}: {error}" if lines else error, file=sys.stderr)
            return REFUSED
    return GOOD


def _fields(text: str, name: str) -> dict[str, object]:
    try:
        value = document(text)
    except InstanceError as error:
        raise SolverError(f"{name}: {error}") from error
    if not isinstance(value, dict):
        raise SolverError(f"{name}: must be an object")
    return value


def _generate(options: argparse.Namespace) -> int:
    write_text(options.out, instance_text(generate(SIZES[options.size], options.seed)))
    return GOOD

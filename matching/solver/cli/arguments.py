"""The commands and their arguments."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from matching.solver.cli.explaining import explain_result
from matching.solver.cli.generating import write_drawn
from matching.solver.cli.pricing import price_decision
from matching.solver.cli.solving import by_hand, solve_file
from matching.solver.cli.verifying import verify_file
from matching.solver.generate import SIZES

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[[argparse.Namespace], None]

_MOST_WORKERS = 256


def parser() -> argparse.ArgumentParser:
    """All commands; each sets `run` to what does it."""
    top = argparse.ArgumentParser(
        prog="python -m matching.solver",
        description="The matching engine. Files are .json or .json.gz; - is standard input or output.",
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    solve = _command(commands, "solve", solve_file, "find a best solution, with proof")
    solve.add_argument("instance", metavar="INSTANCE", help="instance; .jsonl: one on each line")
    solve.add_argument("--workers", type=_workers, default=1, metavar="N", help="processes to use (1)")
    solve.add_argument("--time-limit", type=_seconds, metavar="S", help="seconds to search at most")
    hand = _command(commands, "baseline", by_hand, "first come, first served, for comparison")
    hand.add_argument("instance", metavar="INSTANCE", help="as for solve")
    check = commands.add_parser("verify", help="re-check a result, and its proof, from first principles")
    check.set_defaults(run=verify_file)
    explain = _command(commands, "explain", explain_result, "who else could read, and who took the places")
    price = _command(commands, "price", price_decision, "what pins, bans or a swap would cost")
    for command in (check, explain, price):
        command.add_argument("instance", metavar="INSTANCE")
        command.add_argument("result", metavar="RESULT")
    explain.add_argument("--most", type=_count, default=3, metavar="N", help="alternatives of a family (3)")
    for name in ("pin", "ban"):
        price.add_argument(
            f"--{name}", nargs=2, action="append", default=[], metavar=("VOLUNTEER", "FAMILY"),
            help=f"a pair to {name}; may be given several times",
        )  # fmt: skip
    price.add_argument(
        "--swap", nargs=4, metavar=("VOLUNTEER", "FAMILY", "OTHER", "ITS_FAMILY"),
        help="two pairs of the result that exchange families; not together with the others",
    )  # fmt: skip
    draw = _command(commands, "generate", write_drawn, "write a realistic instance")
    draw.add_argument("--size", choices=SIZES, required=True)
    draw.add_argument("--seed", type=int, required=True, metavar="N")
    return top


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Command,
    summary: str,
) -> argparse.ArgumentParser:
    """A command that writes a file."""
    command = commands.add_parser(name, help=summary)
    command.add_argument("--out", default="-", metavar="FILE", help="file to write (standard output)")
    command.set_defaults(run=run)
    return command


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds < float("inf"):
        raise argparse.ArgumentTypeError("must be a number of seconds, 0 or more")
    return seconds


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return count


def _workers(text: str) -> int:
    workers = _count(text)
    if workers > _MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"must be at most {_MOST_WORKERS}")
    return workers

"""Shares of an instance over processes of one machine."""

from __future__ import annotations

import multiprocessing
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, TypeAlias

from matching.solver.components import part_of
from matching.solver.control import Control
from matching.solver.errors import SolverError
from matching.solver.solve.strategy import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection

    from matching.solver.components import Share
    from matching.solver.instance import Instance
    from matching.solver.solve.ledger import Settled

    Said: TypeAlias = "Settled | SolverError | None"

_LOOK_EVERY = 0.1


def settle_all(
    instance: Instance, shares: Sequence[Share], control: Control, workers: int
) -> Iterator[Settled]:
    """Settle every share, in this process or in `workers` others; in others what is ready comes first.

    The processes are copies of this one, so that the instance need not be sent. Where a system cannot copy
    processes, this one does all.
    """
    workers = min(workers, len(shares))
    if workers > 1 and "fork" in multiprocessing.get_all_start_methods():
        yield from _by_others(instance, shares, control, workers)
        return
    for share in shares:
        yield from settle(part_of(instance, share.row, share.component), control)


def _by_others(
    instance: Instance, shares: Sequence[Share], control: Control, workers: int
) -> Iterator[Settled]:
    stop = multiprocessing.get_context("fork").Event()
    largest_first = iter(sorted(range(len(shares)), key=lambda number: (-len(shares[number].row), number)))

    def work(line: Connection) -> None:
        _work(line, instance, shares, Control(control.time_left, stop=stop.is_set))

    with _staff(work, workers) as lines:
        while lines:
            ready = wait(lines, timeout=_LOOK_EVERY)
            for line in [line for line in lines if line in ready]:
                said = _heard(line)
                if said is not None:
                    yield said
                elif not _give_work(line, next(largest_first, None)):
                    lines.remove(line)
            if control.should_stop:
                stop.set()


@contextmanager
def _staff(work: Callable[[Connection], None], workers: int) -> Iterator[list[Connection]]:
    """The lines to processes that do this work; none is left when the block is."""
    context = multiprocessing.get_context("fork")
    processes, lines = [], []
    try:
        for _ in range(workers):
            ours, theirs = context.Pipe()
            process = context.Process(target=work, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            processes.append(process)
            lines.append(ours)
        yield lines.copy()
    finally:
        for process, line in zip(processes, lines, strict=True):
            process.kill()
            process.join()
            line.close()


def _heard(line: Connection) -> Settled | None:
    """What a process has settled, or None when it asks for work."""
    try:
        said: Said = line.recv()
    except EOFError as error:
        raise SolverError("a process that was solving has been ended from outside") from error
    if isinstance(said, SolverError):
        raise said
    return said


def _give_work(line: Connection, number: int | None) -> bool:
    line.send(number)
    return number is not None


def _work(line: Connection, instance: Instance, shares: Sequence[Share], control: Control) -> None:
    """Settle the shares that the line names until it names none."""
    line.send(None)
    try:
        while (number := line.recv()) is not None:
            share = shares[number]
            for settled in settle(part_of(instance, share.row, share.component), control):
                line.send(settled)
            line.send(None)
    except SolverError as error:
        line.send(error)
    except EOFError:
        return

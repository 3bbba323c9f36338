"""What the process of a computation does: keep to its limits, listen, compute, answer in lines."""

from __future__ import annotations

import os
import resource
import sys
import threading
import traceback
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import NoReturn

from matching.domain.computation.division import Division, solve_piece
from matching.domain.computation.pricing import price_of
from matching.domain.computation.wire import PIECE, Broken, Order, Progress, Said
from matching.domain.computation.words import GATHERED, STOP, Gathered, SolvePiece, Word
from matching.domain.computation.work import compute
from matching.solver import Control, PinError
from matching.solver import Progress as Step

STDIN, STDOUT = 0, 1
GENTLENESS = 10
SECONDS_BETWEEN_LINES = 0.1


@dataclass
class Teller:
    """Writes lines of progress, not more often than they are read."""

    control: Control | None = None
    began: float = 0.0
    last: tuple[str, float] = ("", 0.0)
    stop: threading.Event = field(default_factory=threading.Event)
    words: SimpleQueue[Word] = field(default_factory=SimpleQueue)

    def attach(self, time_limit: float) -> Control:
        """Make the control of this computation; its clock starts now."""
        self.control = Control(time_limit, self.tell, self.stop.is_set)
        self.began = self.control.clock()
        return self.control

    def tell(self, step: Step) -> None:
        """Write one step, unless the same phase was told just now and is not done."""
        now = self.control.clock() if self.control else 0.0
        phase, before = self.last
        if phase == step.phase and step.done < step.total and now - before < SECONDS_BETWEEN_LINES:
            return
        self.last = (step.phase, now)
        say(Progress(step.phase, step.done, step.total, step.found, step.at_most, round(now - self.began, 2)))


def say(words: Said) -> None:
    """Write one line whole."""
    line = memoryview(words.to_line())
    while line:
        line = line[os.write(STDOUT, line) :]


def read_exactly(size: int) -> bytes:
    """Read so many bytes of standard input; the end of it ends this process."""
    content = bytearray()
    while len(content) < size:
        part = os.read(STDIN, size - len(content))
        if not part:
            os._exit(1)
        content += part
    return bytes(content)


def read_line() -> bytes:
    """Read up to the end of a line and not a byte further."""
    line = bytearray()
    while not line.endswith(b"\n"):
        line += read_exactly(1)
    return bytes(line)


def listen(teller: Teller) -> None:
    """Pass on what the worker says meanwhile; without a worker there is nobody to compute for."""
    while True:
        line = read_line()
        if line == STOP:
            teller.stop.set()
        else:
            teller.words.put(word_of(line))


def word_of(line: bytes) -> Word:
    """Read a word whose line has come, with the bytes that follow it."""
    kind, *numbers = line.split()
    if kind == GATHERED:
        return Gathered(tuple(read_exactly(int(size)) for size in numbers))
    return SolvePiece(int(numbers[0]))


def answer(order: Order, content: bytes, teller: Teller) -> Said:
    """Compute, and name what went wrong if something did."""
    control = teller.attach(order.time_limit)
    try:
        if order.kind == PIECE:
            return solve_piece(content, control)
        if order.question is not None:
            return price_of(content, order, order.question, control)
        return compute(content, order, control, Division(order, teller.words, say).solve)
    except PinError:
        traceback.print_exc()
        return Broken("pin")
    except MemoryError:
        return Broken("memory_limit")
    except Exception:  # noqa: BLE001 - the worker must hear of every fault, and this process ends with it
        traceback.print_exc()
        return Broken("computation")


def serve() -> NoReturn:
    """Carry out one order, and end this process."""
    os.nice(GENTLENESS)
    order = Order.of_line(read_line())
    content = read_exactly(order.size)
    teller = Teller()
    threading.Thread(target=listen, args=(teller,), daemon=True).start()
    resource.setrlimit(resource.RLIMIT_DATA, (order.memory_bytes, order.memory_bytes))
    say(answer(order, content, teller))
    sys.stderr.flush()
    # The listening thread still waits for a word: an orderly end would wait for it.
    os._exit(0)

"""The worker's end of a computation: start it, feed it, hear it, end it; never wait for it blindly."""

from __future__ import annotations

import logging
import os
import selectors
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

from matching.domain.computation.wire import Order, Said, read
from matching.domain.computation.words import STOP, Word

if TYPE_CHECKING:
    from types import TracebackType

ROOT = Path(__file__).resolve().parents[3]
PASSED_ON = frozenset(
    {"PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONHOME", "TMPDIR", "VIRTUAL_ENV"}
)
PART = 1 << 16
LAST_WORDS = 4_000
OUT_OF_MEMORY = (b"bad_alloc", b"MemoryError", b"Cannot allocate memory")
logger = logging.getLogger(__name__)


class BrokeOffError(Exception):
    """The computation ended without an answer.

    Attributes
    ----------
    out_of_memory : bool
        Its last words were that there was no memory left.
    """

    def __init__(self, code: int, *, out_of_memory: bool) -> None:
        super().__init__(f"exit code {code}")
        self.out_of_memory = out_of_memory


class Computation:
    """One computation process; leaving the block ends it, however the block is left.

    It imports the solver at once, so that the caller can load its order meanwhile.
    """

    def __init__(self) -> None:
        self._last_words = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the block is left
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", "matching.domain.computation", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._last_words,
            cwd=ROOT,
            # It needs no key and no address of a database.
            env={name: value for name, value in os.environ.items() if name in PASSED_ON},
            bufsize=0,
        )
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        assert self._process.stdout is not None  # noqa: S101 - asked for above
        self._to, self._from = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._to, False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._from, selectors.EVENT_READ)
        self._outgoing = memoryview(b"")
        self._incoming = bytearray()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._selector.close()
        for pipe in (self._process.stdin, self._process.stdout, self._last_words):
            if pipe is not None:
                pipe.close()

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def send(self, order: Order, content: bytes) -> None:
        """Hand over the order and the snapshot; they go out in `listen`."""
        self._put(order.to_line() + content)

    def stop(self) -> None:
        """Ask it to finish with what it has found."""
        self._put(STOP)

    def tell(self, word: Word) -> None:
        """Say which piece to solve, or give the results of all; it goes out in `listen`."""
        self._put(word.to_bytes())

    def listen(self, *, wait: float) -> list[Said]:
        """Move what can be moved within `wait` seconds, and return what was said.

        Raises
        ------
        BrokeOffError
            When it ended and left nothing more to read.
        """
        lines: list[bytes] = []
        for key, _ in self._selector.select(wait):
            if key.fd == self._to:
                self._write()
            elif not (part := os.read(self._from, PART)):
                raise self._broke_off()
            else:
                lines += self._ended_by(part)
        return [read(line) for line in lines]

    def _ended_by(self, part: bytes) -> list[bytes]:
        """Give the lines that end in what was just read; a long line is put together once, at its end."""
        *ends, rest = part.split(b"\n")
        lines = []
        for end in ends:
            lines.append(bytes(self._incoming + end))
            self._incoming.clear()
        self._incoming += rest
        return lines

    def _put(self, words: bytes) -> None:
        if not self._outgoing:
            self._selector.register(self._to, selectors.EVENT_WRITE)
        self._outgoing = memoryview(bytes(self._outgoing) + words)

    def _write(self) -> None:
        try:
            self._outgoing = self._outgoing[os.write(self._to, self._outgoing) :]
        except BrokenPipeError:
            # It ended: reading will tell.
            self._outgoing = memoryview(b"")
        if not self._outgoing:
            self._selector.unregister(self._to)

    def last_words(self) -> bytes:
        """Give the end of what it wrote for people to read: numbers and code, no data of anyone."""
        size = self._last_words.seek(0, os.SEEK_END)
        self._last_words.seek(max(0, size - LAST_WORDS))
        return self._last_words.read()

    def _broke_off(self) -> BrokeOffError:
        code, words = self._process.wait(), self.last_words()
        logger.error("computation ended with %s: %s", code, words.decode(errors="replace"))
        return BrokeOffError(code, out_of_memory=any(sign in words for sign in OUT_OF_MEMORY))

"""What a divided run and its computation say to each other besides: pieces, and the results of pieces."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from typing import Any

STOP = b"stop\n"
SOLVE = b"solve"
GATHERED = b"gathered"


@dataclass(frozen=True)
class Piece:
    """One piece of a divided run: the `number`-th, from 0, of so many.

    Attributes
    ----------
    pairs, families
        Its possible pairs, and the families in them.
    content
        Bytes of its `matching.solver.Instance`.
    """

    number: int
    pieces: int
    pairs: int
    families: int
    content: bytes

    def to_line(self) -> bytes:
        """Give a line of what a computation says."""
        return _line("piece", asdict(self))


@dataclass(frozen=True)
class Solved:
    """The result of the piece that was asked for: bytes of `matching.solver.Result`, and what they say."""

    seconds: float
    found: int
    at_most: int
    content: bytes

    def to_line(self) -> bytes:
        """Give a line of what a computation says."""
        return _line("solved", asdict(self))


@dataclass(frozen=True)
class SolvePiece:
    """The word to solve a piece that the computation has divided off."""

    number: int

    def to_bytes(self) -> bytes:
        """Give what is written to a computation."""
        return b"%s %d\n" % (SOLVE, self.number)


@dataclass(frozen=True)
class Gathered:
    """The results of all pieces, in their order."""

    results: tuple[bytes, ...]

    def to_bytes(self) -> bytes:
        """Give what is written to a computation: a line with the sizes, and then the bytes."""
        sizes = " ".join(str(len(result)) for result in self.results)
        return b"%s %s\n%s" % (GATHERED, sizes.encode(), b"".join(self.results))


Word = SolvePiece | Gathered


def read_piece(told: dict[str, Any]) -> Piece:
    """Read what stands in a line under ``piece``."""
    return Piece(**{**told, "content": b64decode(told["content"])})


def read_solved(told: dict[str, Any]) -> Solved:
    """Read what stands in a line under ``solved``."""
    return Solved(**{**told, "content": b64decode(told["content"])})


def _line(kind: str, told: dict[str, Any]) -> bytes:
    plain = {**told, "content": b64encode(told["content"]).decode()}
    return json.dumps({kind: plain}, separators=(",", ":")).encode() + b"\n"

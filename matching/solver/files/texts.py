"""Text in and out of files, gzipped or not, and standard streams; JSON without NaN and infinities."""

from __future__ import annotations

import gzip
import json
import os
import sys
import zlib
from pathlib import Path
from typing import NoReturn

from matching.solver.errors import InstanceError, SolverError

STANDARD = "-"
LINES = (".jsonl", ".jsonl.gz")


def read_text(name: str) -> str:
    """Whole text of a file, or of standard input for ``-``; `InstanceError` when it cannot be read."""
    try:
        data = sys.stdin.buffer.read() if name == STANDARD else Path(name).read_bytes()
        return (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InstanceError("", f"is no UTF-8 text: byte {error.start}") from error
    except (OSError, EOFError, zlib.error) as error:
        raise InstanceError("", f"cannot be read: {getattr(error, 'strerror', None) or error}") from error


def read_lines(name: str) -> list[str]:
    """Lines of a file that are not empty."""
    return [line for line in read_text(name).split("\n") if line.strip()]


def is_lines(name: str) -> bool:
    """Whether a file's name says that it holds one document a line."""
    return name.endswith(LINES)


def write_text(name: str, text: str) -> None:
    """Write a file whole or not at all, or to standard output for ``-``; `SolverError` when it cannot be."""
    data = text.encode()
    if name == STANDARD:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = Path(name)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        beside.write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise SolverError(f"{name}: cannot be written: {error.strerror}") from error


def document(text: str) -> object:
    """JSON text as Python values; `InstanceError` with line and column when it is none."""
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise InstanceError(
            f"line {error.lineno}, column {error.colno}", f"is no JSON: {error.msg}"
        ) from error
    except RecursionError as error:
        raise InstanceError("", "is nested too deep") from error
    except ValueError as error:
        raise InstanceError("", f"is no JSON: {error}") from error


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")

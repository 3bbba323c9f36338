"""The command that re-checks results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.solver.cli.reading import fields_of, of_file
from matching.solver.cli.terminal import say
from matching.solver.files import is_lines, read_lines, read_text
from matching.solver.verify import VerificationError, Verified, verify

if TYPE_CHECKING:
    import argparse


def verify_file(options: argparse.Namespace) -> None:
    """Check a result, or every line of a file of results against the same line of a file of instances."""
    lines = is_lines(options.instance)
    names = options.instance, options.result
    instances, results = (_texts(name, lines) for name in names)
    if len(instances) != len(results):
        raise VerificationError(f"{len(instances)} instances and {len(results)} results")
    found = []
    for number, texts in enumerate(zip(instances, results, strict=True), start=1):
        one, other = (fields_of(text, name) for text, name in zip(texts, names, strict=True))
        try:
            found.append(verify(one, other))
        except VerificationError as error:
            raise VerificationError(f"line {number}: {error}" if lines else str(error)) from error
    say(_sentence(found))


def _texts(name: str, lines: bool) -> list[str]:  # noqa: FBT001 - as is_lines says
    with of_file(name):
        return read_lines(name) if lines else [read_text(name)]


def _sentence(found: list[Verified]) -> str:
    total = sum(one.components for one in found)
    certified = sum(one.certified for one in found)
    searched = sum(one.proven for one in found) - certified
    return (
        f"valid: {certified} of {total} components proven by the certificate, {searched} by search, "
        f"{total - certified - searched} not proven"
    )

"""The command that draws an instance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.solver.files import instance_text, write_text
from matching.solver.generate import SIZES, generate

if TYPE_CHECKING:
    import argparse


def write_drawn(options: argparse.Namespace) -> None:
    """An instance of a size, the same for the same seed."""
    write_text(options.out, instance_text(generate(SIZES[options.size], options.seed)))

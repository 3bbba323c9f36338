"""The command line: ``python -m matching.solver solve INSTANCE.json --out RESULT.json``, and so on.

It ends with 0 when all went well, 1 when a result is no true answer to its instance, 2 when the input is
wrong: a file that cannot be read, a wrong value (named by its path), a pin that cannot hold (with its rule).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.solver.cli.arguments import parser
from matching.solver.cli.terminal import tell
from matching.solver.errors import SolverError
from matching.solver.verify import VerificationError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["GOOD", "INTERRUPTED", "REFUSED", "WRONG_INPUT", "main"]

GOOD, REFUSED, WRONG_INPUT = 0, 1, 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the code to exit with."""
    options = parser().parse_args(arguments)
    try:
        options.run(options)
    except VerificationError as error:
        tell(str(error))
        return REFUSED
    except SolverError as error:
        tell(str(error))
        return WRONG_INPUT
    except MemoryError:
        tell("this needs more memory than there is")
        return WRONG_INPUT
    except KeyboardInterrupt:
        tell("interrupted")
        return INTERRUPTED
    return GOOD

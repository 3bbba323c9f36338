"""Lines of the log: kinds of errors and places in the code, never what an error says about people."""

import logging
import traceback
from types import TracebackType

Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class CodesOnlyFormatter(logging.Formatter):
    """Writes a traceback without the texts of errors: a database puts the row that it refuses in there."""

    def formatException(self, ei: Fault) -> str:  # noqa: N802 - a name of the standard library
        lines = []
        error = ei[1]
        while error is not None:
            lines += [line.rstrip() for line in traceback.format_tb(error.__traceback__)]
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or error.__context__
        return "\n".join(lines)

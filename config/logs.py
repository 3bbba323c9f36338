"""Lines of the log: kinds of errors and places in the code, never people or the secrets of their links."""

import logging
import re
import traceback
from types import TracebackType

Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


# Whoever reads the log must not be able to open what a person was sent.
SECRET_PATHS = (
    "inloggen/link",
    "meedoen/bevestigen",
    "meedoen/samen",
    "voorstel",
    "bezoek",
    "antwoord",
    "uitnodiging",
    "calendar",
)
# A mail programme that breaks an address writes it with two strokes, or in capitals.
SECRET = re.compile(rf"(/(?:{'|'.join(SECRET_PATHS)})/+)[^/\s?#\"'<>&]+", re.IGNORECASE)


class CodesOnlyFormatter(logging.Formatter):
    """Writes a traceback without the texts of errors: a database puts the row that it refuses in there.

    Of the address of a personal link it writes no secret.
    """

    def format(self, record: logging.LogRecord) -> str:
        return SECRET.sub(r"\1***", super().format(record))

    def formatException(self, ei: Fault) -> str:  # noqa: N802 - a name of the standard library
        lines = []
        error = ei[1]
        while error is not None:
            lines += [line.rstrip() for line in traceback.format_tb(error.__traceback__)]
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or error.__context__
        return "\n".join(lines)

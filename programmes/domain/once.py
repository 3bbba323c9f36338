"""One sweep at a time: whoever comes second does nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


def alone(number: int) -> bool:
    """Take the lock of a sweep until the end of the caller's transaction; tell whether it was free."""
    return _ask("SELECT pg_try_advisory_xact_lock(%s)", number)


@contextmanager
def alone_over_transactions(number: int, part: int) -> Iterator[bool]:
    """Hold the lock of one part of a long round, over its transactions; tell whether it was free.

    The lock ends with the process at the latest. One that hangs keeps it, so a round that has to go
    on without it takes another `part` after a while.
    """
    free = _ask("SELECT pg_try_advisory_lock(%s, %s)", number, part)
    try:
        yield free
    finally:
        if free:
            _ask("SELECT pg_advisory_unlock(%s, %s)", number, part)


def _ask(words: str, *numbers: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(words, numbers)
        (answer,) = cursor.fetchone() or (False,)
    return bool(answer)

"""One sweep at a time: whoever comes second does nothing."""

from django.db import connection


def alone(number: int) -> bool:
    """Take the lock of a sweep until the end of the caller's transaction; tell whether it was free."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        (free,) = cursor.fetchone() or (False,)
    return bool(free)

"""The clock that all processes share."""

from datetime import datetime

from django.db import connection


def database_now() -> datetime:
    """Read the database's clock: leases and due times use it, whatever a machine's own clock says."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone() or (None,)
    assert isinstance(now, datetime)  # noqa: S101 - a clock gives a time
    return now

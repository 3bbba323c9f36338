"""Where some words stand in the database: every table, every column, as text."""

from django.db import connection


def where(*words: str) -> list[str]:
    """List the tables in which any of these words stands, in upper or lower case."""
    return [table for table in connection.introspection.table_names() if _holds(table, words)]


def _holds(table: str, words: tuple[str, ...]) -> bool:
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT lower(t::text) FROM {name} t")  # noqa: S608 - the name of a table of ours
        rows = [text for (text,) in cursor.fetchall()]
    return any(word.lower() in text for text in rows for word in words)

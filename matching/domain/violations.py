"""Which constraint the database kept: what turns a violation into a sentence."""

from django.db import IntegrityError


def broken_constraint(error: IntegrityError) -> str:
    """Name the constraint that a write would have broken; empty when the database does not say."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""

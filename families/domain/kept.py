"""What is kept of a family."""

from families.models import Child, Consent, Family, Home, HomeWindow
from programmes.domain.kept import Kept, kept_of


def kept_of_families() -> list[Kept]:
    """List what the register of families keeps, by kind."""
    return kept_of((Family, Child, Home, HomeWindow, Consent))

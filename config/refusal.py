"""What the house raises when it cannot do its work here."""


class CannotStartError(RuntimeError):
    """Say in one plain sentence what is in the way and what to do about it."""

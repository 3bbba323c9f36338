"""How the verifier says no."""


class VerificationError(Exception):
    """The result is no true answer to the instance; the message says why."""


def require(holds: bool, reason: str) -> None:  # noqa: FBT001 - reads as a sentence: require this, else that
    """Refuse the result for this reason unless it holds."""
    if not holds:
        raise VerificationError(reason)

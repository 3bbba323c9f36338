"""What can be wrong with what the solver is given; every message says where and what."""

from __future__ import annotations


class SolverError(Exception):
    """Base of all errors that the solver raises on purpose."""


class SlotError(SolverError, ValueError):
    """A text or a number that is no slot of the week."""


class InstanceError(SolverError, ValueError):
    """A wrong value in the input.

    Parameters
    ----------
    path : str
        Where the value stands, for instance ``pairs[3].options[0][1]``.
    reason : str
        What is wrong with it, as a sentence without its subject.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[InstanceError], tuple[str, ...]]:
        """Cross from one process to another."""
        return type(self), (self.path, self.reason)


class PinError(InstanceError):
    """A pin that cannot hold.

    Parameters
    ----------
    path, reason : str
        As in `InstanceError`.
    rule : str
        The rule that forbids it: a code of ``pairing.RULE_CODES``, ``need`` (a family gets that many readers,
        no more and no fewer) or ``pair`` (the two are no feasible pair of this instance).
    """

    def __init__(self, path: str, reason: str, rule: str) -> None:
        super().__init__(path, reason)
        self.rule = rule

    def __reduce__(self) -> tuple[type[InstanceError], tuple[str, ...]]:
        """Cross from one process to another."""
        return type(self), (self.path, self.reason, self.rule)


class CostRangeError(SolverError):
    """The costs of a network do not fit in the 64 bits of the flow solver."""


class FlowError(SolverError):
    """The flow solver gave an answer that cannot be: a fault in the network, never in the input."""

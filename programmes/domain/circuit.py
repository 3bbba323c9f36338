"""A circuit breaker: what failed a few times running is left alone for a while."""

import time
from dataclasses import dataclass, field
from threading import Lock

from django.conf import settings


@dataclass
class Circuit:
    """Counts the failures of one service in this process; opens for a while after too many running.

    Attributes
    ----------
    failures
        How many calls in a row failed.
    closed_again_at
        Moment of the monotonic clock until which nobody is to call.
    """

    failures: int = 0
    closed_again_at: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def may_call(self) -> bool:
        """Tell whether the service may be tried now."""
        return time.monotonic() >= self.closed_again_at

    def succeeded(self) -> None:
        """Forget the failures: the service answers."""
        with self._lock:
            self.failures = 0

    def failed(self) -> None:
        """Count a failure; the last one that is allowed opens the circuit."""
        with self._lock:
            self.failures += 1
            if self.failures >= settings.GEOCODER_FAILURES:
                self.failures = 0
                self.closed_again_at = time.monotonic() + settings.GEOCODER_PAUSE_SECONDS

    def reset(self) -> None:
        """Start anew, as a fresh process does."""
        with self._lock:
            self.failures, self.closed_again_at = 0, 0.0

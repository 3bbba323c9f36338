"""An answer that takes as long for somebody who is known as for somebody who is not (quality S6)."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


@contextmanager
def same_time() -> Iterator[None]:
    """Hold back what follows until a fixed time has passed, longer than the longest way takes.

    Doing the same work for strangers would be a guess at what the work costs; waiting is none. Who may ask
    is throttled, so that nobody can keep the server waiting. A refusal of what was typed is not held back:
    it says nothing of anybody.
    """
    ends = time.monotonic() + settings.SAME_TIME_SECONDS
    yield
    time.sleep(max(0.0, ends - time.monotonic()))

"""The time that the server takes for a page, and what it asks the database."""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TYPE_CHECKING

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

if TYPE_CHECKING:
    from benchmarks.pages.towns import Place

TURNS = 15
DONE = 200


class PageError(Exception):
    """A page did not answer as it should."""


@dataclass(frozen=True)
class Timing:
    """Seconds of the turns, and the number of queries of one."""

    seconds: tuple[float, ...]
    queries: int

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.seconds)

    @property
    def high(self) -> float:
        """The 95th percentile."""
        return quantiles(self.seconds, n=20)[-1]


def timing(place: Place, address: str) -> Timing:
    """Ask for a page some times, as the coordinator of a place, after once to warm up.

    Raises
    ------
    PageError
        When the answer is not the page.
    """
    path = address.format(**place.numbers)
    client = Client(SERVER_NAME="localhost")
    client.force_login(place.coordinator)
    with CaptureQueriesContext(connection) as asked:
        _get(client, path)
    # Counted at once: the next request empties the log.
    queries = len(asked)
    return Timing(tuple(_seconds(client, path) for _ in range(TURNS)), queries)


def _seconds(client: Client, path: str) -> float:
    began = time.perf_counter()
    _get(client, path)
    return time.perf_counter() - began


def _get(client: Client, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != DONE:
        raise PageError(f"{path} answers {answer.status_code}")
    b"".join(getattr(answer, "streaming_content", ()))

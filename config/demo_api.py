"""The demo as a client of its own public API, as any other system would be."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from config.refusal import CannotStartError

TIMEOUT = 20.0
ENDED = {"succeeded", "failed", "cancelled"}
# No proxy: the demo is on this machine.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))

Answer = dict[str, Any]


@dataclass(frozen=True)
class Client:
    """Requests of one account; `pause` waits between two looks and keeps the servers running."""

    url: str
    token: str
    pause: Callable[[], None]

    def wait_until_ready(self, *, limit: float) -> None:
        """Return when database, queue and worker answer.

        Raises
        ------
        CannotStartError
            When they did not within `limit` seconds.
        """
        deadline = time.monotonic() + limit
        while self._status("/readyz") != HTTPStatus.OK:
            if time.monotonic() > deadline:
                raise CannotStartError(f"The servers were not ready within {limit:.0f} s. See .local/log.")
            self.pause()

    def run(self, identity: str) -> Answer | None:
        """Return a run, or nothing when there is none of that name."""
        status, answer, _ = self._ask("GET", f"/api/v1/matching-runs/{identity}")
        return answer if status == HTTPStatus.OK else None

    def start_run(self, *, region: object, programme: object) -> str:
        """Ask for a run; return its address, or that of the one already going."""
        asked = {"region": region, "programme": programme}
        status, answer, location = self._ask("POST", "/api/v1/matching-runs", asked)
        if status not in {HTTPStatus.ACCEPTED, HTTPStatus.CONFLICT} or not location:
            raise CannotStartError(f"The run could not be started: {status} {answer}")
        return location.rpartition("/")[2]

    def follow(self, identity: str, show: Callable[[Answer], None], *, limit: float) -> Answer:
        """Look at a run until it has ended."""
        deadline = time.monotonic() + limit
        while (answer := self.run(identity)) is None or answer["state"] not in ENDED:
            if time.monotonic() > deadline:
                raise CannotStartError(f"The run did not end within {limit:.0f} s. See .local/log.")
            if answer is not None:
                show(answer)
            self.pause()
        return answer

    def _status(self, path: str) -> int:
        try:
            return self._ask("GET", path)[0]
        except OSError:
            return 0

    def _ask(self, method: str, path: str, body: Answer | None = None) -> tuple[int, Answer, str]:
        request = urllib.request.Request(  # noqa: S310 - the address is our own, http on this machine
            self.url + path,
            method=method,
            data=json.dumps(body).encode() if body is not None else None,
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        try:
            with OPENER.open(request, timeout=TIMEOUT) as response:
                return response.status, _read(response.read()), response.headers.get("Location", "")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, _read(error.read()), error.headers.get("Location", "")


def _read(text: bytes) -> Answer:
    try:
        answer = json.loads(text)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}

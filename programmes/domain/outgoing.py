"""One outgoing request: to an allowed host only, no redirect, within a time and a size."""

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLateError
from contextlib import closing, suppress
from functools import lru_cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from socket import SHUT_RDWR, socket
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

HTTP_OK = 200
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
AT_ONCE = 4


class OutgoingError(Exception):
    """The other side did not give an answer that can be used, or may not be asked."""


def fetch(address: str, *, hosts: frozenset[str], at_most: int) -> bytes:
    """Get what stands at an address.

    Parameters
    ----------
    hosts
        Names of hosts that may be asked, by https only; this machine itself may be asked without.
    at_most
        Bytes that the answer may have.

    Raises
    ------
    OutgoingError
        When the host is not allowed, when it takes longer than ``OUTGOING_SECONDS`` in all, or when the
        answer is anything but 200 with a body of that size.
    """
    parts = urlsplit(address)
    if not (_is_here(parts) or (parts.scheme == "https" and parts.hostname in hosts)):
        raise OutgoingError("host")
    call = _Call(parts, at_most)
    # Beside this thread, since looking a name up knows no limit of time.
    answer: Future[bytes] = _pool().submit(call.get)
    try:
        return answer.result(timeout=settings.OUTGOING_SECONDS)
    except (OSError, HTTPException, TooLateError, ValueError) as fault:
        answer.cancel()
        call.cut_off()
        raise OutgoingError(type(fault).__name__) from None


def _is_here(parts: SplitResult) -> bool:
    return parts.scheme == "http" and parts.hostname in LOOPBACK


class _Call:
    """One request, which another thread may cut off: an answer in drops knows no limit of time either."""

    def __init__(self, parts: SplitResult, at_most: int) -> None:
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self.line = kind(parts.hostname or "", parts.port, timeout=settings.OUTGOING_CONNECT_SECONDS)
        self.path = f"{parts.path}?{parts.query}"
        self.at_most = at_most
        self.socket: socket | None = None

    def get(self) -> bytes:
        with closing(self.line):
            self.line.connect()
            self.socket = self.line.sock
            self.socket.settimeout(settings.OUTGOING_SECONDS)
            self.line.request("GET", self.path, headers={"Accept": "application/json"})
            with self.line.getresponse() as answer:
                body = answer.read(self.at_most + 1)
        if answer.status != HTTP_OK or len(body) > self.at_most:
            raise OutgoingError(str(answer.status))
        return body

    def cut_off(self) -> None:
        with suppress(OSError):
            if self.socket is not None:
                self.socket.shutdown(SHUT_RDWR)


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="outgoing")

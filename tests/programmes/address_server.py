"""A register of addresses on this machine, which answers in the manner of the PDOK Locatieserver."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

BOEKENLAAN = {
    "postcode": "5211AB",
    "huisnummer": 14,
    "straatnaam": "Boekenlaan",
    "woonplaatsnaam": "'s-Hertogenbosch",
    "gemeentenaam": "'s-Hertogenbosch",
    "centroide_rd": "POINT(149321.123 411456.9)",
}


@dataclass
class AddressServer:
    """What it answers, and what it was asked."""

    url: str = ""
    rows: list[dict[str, Any]] = field(default_factory=lambda: [BOEKENLAAN])
    status: int = 200
    body: bytes | None = None
    waits: float = 0.0
    drips: bool = False
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    def answer(self) -> bytes:
        """Give the body: the rows in the agreed form, or what a test put in its place."""
        if self.body is not None:
            return self.body
        found = {"numFound": len(self.rows), "start": 0, "numFoundExact": True, "docs": self.rows}
        return json.dumps({"response": found}).encode()


@contextmanager
def serving() -> Iterator[AddressServer]:
    """Serve on a free port of this machine until the block ends."""
    state = AddressServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append(parse_qs(urlsplit(self.path).query))
            time.sleep(state.waits)
            body = state.answer()
            self.send_response(state.status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Location", f"{state.url}/elsewhere")
            self.end_headers()
            self._write(body)

        def _write(self, body: bytes) -> None:
            pieces = [bytes([byte]) for byte in body] if state.drips else [body]
            try:
                for piece in pieces:
                    self.wfile.write(piece)
                    time.sleep(0.2 if state.drips else 0)
            except OSError:
                # Whoever asked has gone.
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing: what is asked is an address."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_address[1]}/free"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

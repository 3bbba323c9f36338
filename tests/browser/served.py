"""The pages as an installation serves them: gunicorn, and files compressed and named by content."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.supervision import Program, start, stop
from tests.workers import database_url

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
LIMIT = 60.0


def collect(folder: Path) -> None:
    """Gather style sheets, fonts and scripts as an installation does: not as the settings of tests say."""
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(
        command, cwd=ROOT, env={**os.environ, "STATIC_ROOT": str(folder)}, check=True, timeout=LIMIT
    )


@contextmanager
def serving(folder: Path, *, static: Path) -> Iterator[str]:
    """Serve what is in the database of the test, until the block ends; gives the address."""
    port = _free_port()
    url = f"http://{HOST}:{port}"
    command = (
        *(sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", f"{HOST}:{port}"),
        *("--threads", "4", "--no-control-socket"),
    )
    environment = {"DATABASE_URL": database_url(), "STATIC_ROOT": str(static), "PUBLIC_URL": url}
    web = Program("web", command, log=folder / "web.log", environment=environment)
    process = start(web)
    try:
        _wait(url, process)
        yield url
    finally:
        stop(process, web, limit=10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + LIMIT
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):  # noqa: S310 - of this machine
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server did not come up; its log is web.log in the folder of the test.")

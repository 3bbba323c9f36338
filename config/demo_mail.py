"""The mail of a demo: a server that keeps what the worker sends, and what points the others to it."""

import socket
import sys
from pathlib import Path

from config.mail_server import HOST
from config.supervision import Program


def free_port() -> int:
    """Find a port for the mail server on which nothing listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def folder(state: Path) -> Path:
    """Say where the mails of a demo are kept."""
    return state / "mails"


def program(state: Path, *, port: int) -> Program:
    """Describe the mail server."""
    keep_in = str(folder(state))
    return Program(
        name="The mail server",
        command=[sys.executable, "-m", "config.mail_server", "--port", str(port), "--folder", keep_in],
        log=state / "log" / "mail.log",
    )


def environment(state: Path, *, port: int) -> dict[str, str]:
    """Give what the web server and the worker need to send their mail there, and to show it."""
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": HOST,
        "EMAIL_PORT": str(port),
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
        "EMAIL_USE_TLS": "0",
        "DEMO_MAIL_FOLDER": str(folder(state)),
    }

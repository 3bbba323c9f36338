"""What must be in place before the demo's web server and worker start."""

import os
import secrets
import signal
import socket
import subprocess
import sys
from pathlib import Path

from config import demo_mail
from config.premises import write_safely
from config.refusal import CannotStartError
from config.supervision import Program, start, stop

ROOT = Path(__file__).resolve().parent.parent
STEP_LIMIT = 900.0
HOST = "127.0.0.1"


def check_port(port: int) -> None:
    """Refuse a port on which something already listens.

    Raises
    ------
    CannotStartError
        With another port to try.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CannotStartError(
                f"Port {port} cannot be used ({error.strerror}). Choose another: make demo PORT={port + 1}"
            ) from error


def secret_key(state: Path) -> str:
    """Return the key of this installation, made once and readable by its owner only."""
    path = state / "secret-key"
    if not path.exists():
        write_safely(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii")


def step(name: str, *command: str, state: Path) -> None:
    """Run one Django command and say what it is for.

    Raises
    ------
    CannotStartError
        With the last words of a command that failed.
    """
    print(f"  {name} ...", flush=True)
    log = state / "log" / "setup.log"
    program = Program(name, [sys.executable, "manage.py", *command], log=log)
    process = start(program)
    try:
        code = process.wait(STEP_LIMIT)
    except subprocess.TimeoutExpired:
        code = None
    finally:
        stop(process, program, limit=5)
    if code != 0:
        last = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:])
        raise CannotStartError(f"{last}\n{name} did not succeed. The whole log is {log}.")


def crew_programs(*, state: Path, port: int) -> list[Program]:
    """Describe the mail server, the worker with its clock, and the web server."""
    log = state / "log"
    mail_port = demo_mail.free_port()
    to_mail_server = demo_mail.environment(state, port=mail_port)
    return [
        demo_mail.program(state, port=mail_port),
        Program(
            name="The worker",
            command=[
                *(sys.executable, "-m", "celery", "-A", "config", "worker", "-B", "-c", "2"),
                *("--schedule", str(state / "schedule"), "--loglevel", "INFO"),
                *("--without-gossip", "--without-mingle"),
            ],
            # At once: its task goes back to the queue, and nobody is left to wait for a gentle end.
            ends_with=signal.SIGQUIT,
            log=log / "worker.log",
            environment=to_mail_server,
        ),
        Program(
            name="The web server",
            command=[
                *(sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", f"{HOST}:{port}"),
                *("--workers", "2", "--threads", "4", "--graceful-timeout", "4", "--no-control-socket"),
            ],
            log=log / "web.log",
            environment=to_mail_server,
        ),
    ]


def prepare(*, state: Path, port: int, size: str, accounts: Path) -> None:
    """Bring tables, files and demo people up to date."""
    os.environ["SECRET_KEY"] = os.environ.get("SECRET_KEY") or secret_key(state)
    os.environ.setdefault("PUBLIC_URL", f"http://{HOST}:{port}")
    step("Tables up to date", "migrate", "--no-input", state=state)
    step("Style sheets and pictures", "collectstatic", "--no-input", state=state)
    step(f"Demo people ({size})", "seed_demo", "--size", size, "--accounts", str(accounts), state=state)

"""The embedded PostgreSQL."""

import shutil
import signal
import subprocess
from pathlib import Path

import psycopg

from config.binaries import postgres_programs
from config.premises import Premises
from config.refusal import CannotStartError
from config.servers import Server
from config.supervision import Program, start

NAME = "doorlees"
INITIALISE_LIMIT = 120.0
# Errors are logged by their kind only: neither statements nor parameters nor the values of a violated row.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "password_encryption": "scram-sha-256",
}
# For tests: their data need not survive a power cut, but they must survive the kill of a process.
FAST_SETTINGS = {"fsync": "off", "full_page_writes": "off"}


def address(premises: Premises) -> str:
    """Return the URL of the database, on a socket."""
    return f"postgresql://{NAME}@/{NAME}?host={premises.sockets}"


def database_server(premises: Premises, *, fast: bool) -> Server:
    """Describe the server of `premises`; `fast` trades safety at a power cut for speed."""
    data = premises.data / "postgres"
    settings = {
        **SETTINGS,
        **(FAST_SETTINGS if fast else {}),
        "unix_socket_directories": str(premises.sockets),
    }
    return Server(
        program=Program(
            name="PostgreSQL",
            command=[
                str(postgres_programs(premises.owner) / "postgres"),
                *("-D", str(data)),
                *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
            ],
            ends_with=signal.SIGINT,
            log=premises.state / "log" / "postgres.log",
            owner=premises.owner,
        ),
        data=data,
        pid_file=data / "postmaster.pid",
        lock=premises.state / "postgres.lock",
        prepare=lambda: _prepare(premises, data),
        answers=lambda: _answers(address(premises)),
    )


def _prepare(premises: Premises, data: Path) -> None:
    """Make the data folder under another name first: one that exists is complete."""
    for socket in premises.sockets.glob(".s.PGSQL.*"):
        socket.unlink()
    if data.exists():
        return
    fresh = premises.data / "postgres.new"
    shutil.rmtree(fresh, ignore_errors=True)
    programs = postgres_programs(premises.owner)
    manner = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
    _run(premises, [str(programs / "initdb"), "-D", str(fresh), "-U", NAME, "--auth=trust", *manner])
    _run(
        premises,
        [str(programs / "postgres"), "--single", "-D", str(fresh), "postgres"],
        f"CREATE DATABASE {NAME};\n",
    )
    fresh.rename(data)


def _run(premises: Premises, command: list[str], words: str = "") -> None:
    log = premises.state / "log" / "initialise.log"
    program = Program("initialising PostgreSQL", command, log=log, owner=premises.owner)
    process = start(program, words=words.encode())
    try:
        code = process.wait(INITIALISE_LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        code = process.wait()
    if code != 0:
        raise CannotStartError(f"PostgreSQL could not make its data folder. See {log}.")


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True

"""PostgreSQL and Redis for an installation that has none, for as long as they are needed.

``python -m config.embedded exec [--fast] [--alone] -- COMMAND ...`` starts what
``DATABASE_URL`` and ``REDIS_URL`` do not name, exports both, runs the command,
hands on signals and returns its exit code. In Python, `services` does the same
around a block. The data live under ``.local/`` or ``DOORLEES_STATE``.
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from config import broker_server, database_server, premises
from config.locks import held
from config.refusal import CannotStartError
from config.servers import serving
from config.supervision import Program, start, stop

ROOT = Path(__file__).resolve().parent.parent
NEEDED = ("DATABASE_URL", "REDIS_URL")
ENDED_BY_SIGNAL = 128


@dataclass(frozen=True)
class Services:
    """Where the two services are; `redis_url` is in the form that Celery reads."""

    database_url: str
    redis_url: str


def state_folder() -> Path:
    """Return the folder of everything that this installation keeps on its own."""
    return Path(os.environ.get("DOORLEES_STATE") or ROOT / ".local").absolute()


@contextlib.contextmanager
def services(state: Path, *, fast: bool = False) -> Iterator[Services]:
    """Have both services answer, started here or elsewhere; call it from the main thread.

    Raises
    ------
    CannotStartError
        When a server cannot be started, with what to do about it.
    """
    database_url, redis_url = (os.environ.get(name, "") for name in NEEDED)
    with contextlib.ExitStack() as running:
        if not (database_url and redis_url):
            house = premises.take(state)
            if not database_url:
                running.enter_context(serving(database_server.database_server(house, fast=fast)))
                database_url = database_server.address(house)
            if not redis_url:
                running.enter_context(serving(broker_server.broker_server(house)))
                redis_url = broker_server.address(house)
        yield Services(database_url=database_url, redis_url=redis_url)


@contextlib.contextmanager
def exported(state: Path, *, fast: bool = False) -> Iterator[None]:
    """Have both services answer, and their addresses in the environment of this process."""
    with services(state, fast=fast) as found:
        given = {
            "DATABASE_URL": found.database_url,
            "REDIS_URL": found.redis_url,
            "DOORLEES_STATE": str(state),
        }
        before = {name: os.environ.get(name) for name in given}
        os.environ.update(given)
        try:
            yield
        finally:
            for name, value in before.items():
                os.environ.pop(name) if value is None else os.environ.update({name: value})


def execute(command: Sequence[str], *, state: Path, fast: bool) -> int:
    """Run `command` beside the services and return its exit code."""
    with _signals_handed_on() as children, exported(state, fast=fast):
        program = Program(command[0], command, own_session=False)
        process = start(program)
        children.append(process)
        try:
            code = process.wait()
        finally:
            stop(process, program, limit=10)
    return code if code >= 0 else ENDED_BY_SIGNAL - code


@contextlib.contextmanager
def _signals_handed_on() -> Iterator[list[subprocess.Popen[bytes]]]:
    children: list[subprocess.Popen[bytes]] = []

    def hand_on(number: int, _frame: FrameType | None) -> None:
        if not children:
            raise SystemExit(ENDED_BY_SIGNAL + number)
        if number == signal.SIGINT and _in_foreground():
            return  # The terminal has told the child itself.
        for child in children:
            child.send_signal(number)

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2)
    before = {number: signal.signal(number, hand_on) for number in numbers}
    try:
        yield children
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _in_foreground() -> bool:
    try:
        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (OSError, ValueError):
        return False


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer the command line."""
    parser = argparse.ArgumentParser(prog="python -m config.embedded")
    parser.add_argument("action", choices=["exec"])
    parser.add_argument("--fast", action="store_true", help="data need not survive a power cut")
    parser.add_argument("--alone", action="store_true", help="refuse when another such command runs")
    parser.add_argument("command", nargs="+", metavar="-- COMMAND")
    options = parser.parse_args(arguments)
    state = state_folder()
    try:
        with _alone(state) if options.alone else contextlib.nullcontext():
            return execute(options.command, state=state, fast=options.fast)
    except CannotStartError as error:
        print(error, file=sys.stderr)
        return 1


@contextlib.contextmanager
def _alone(state: Path) -> Iterator[None]:
    state.parent.mkdir(parents=True, exist_ok=True)
    with held(state.with_name(f"{state.name}.alone.lock"), wait=False) as first:
        if not first:
            raise CannotStartError("The same command already runs in this folder. Wait until it has ended.")
        yield


if __name__ == "__main__":
    sys.exit(main())

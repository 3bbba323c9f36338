"""``make demo``: everything on this machine, from an empty folder to a proven matching run.

``python -m config.demo run`` serves until it is told to end; with ``--once`` it
ends after the run, with exit code 0 only if the run succeeded. ``forget``
removes all that a demo has kept.
"""

import argparse
import contextlib
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from config import demo_report, premises
from config.crew import Crew
from config.demo_api import Client
from config.demo_setup import HOST, ROOT, check_port, crew_programs, prepare
from config.embedded import exported, state_folder
from config.locks import held
from config.messages import LANGUAGES, compile_catalogue
from config.refusal import CannotStartError

READY_LIMIT = 90.0
RUN_LIMIT = 900.0
END_LIMIT = 40.0
PAUSE = 0.2
SIZES = ("city", "season", "nation")


def run(state: Path, *, port: int, size: str, once: bool) -> int:
    """Serve the demo; return 0 when its run succeeded."""
    check_port(port)
    for language in LANGUAGES:
        compile_catalogue(ROOT, language)
    accounts = state / "demo-accounts.json"
    print("Starting the database and the queue ...", flush=True)
    with exported(state):
        prepare(state=state, port=port, size=size, accounts=accounts)
        with Crew(crew_programs(state=state, port=port)) as crew:
            people = json.loads(accounts.read_text(encoding="utf-8"))
            facts = _first_run(crew, people, state=state, port=port, size=size, once=once)
            premises.write_safely(state / "demo.json", json.dumps(facts, indent=2) + "\n")
            demo_report.tell(facts, serving=not once)
            if not once:
                _serve(crew)
    return 0 if facts["state"] == "succeeded" else 1


def forget(state: Path) -> int:
    """Remove what the demo keeps; a demo that still runs is ended first."""
    if not state.exists():
        print("There is nothing to forget.")
        return 0
    _end_live(state)
    premises.forget(state)
    for path in state.iterdir():
        # Tests keep their own servers in a folder of their own.
        if path.name.startswith("test"):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    print("The demo's data are removed.")
    return 0


def _first_run(
    crew: Crew, people: dict[str, Any], *, state: Path, port: int, size: str, once: bool
) -> dict[str, Any]:
    """Follow a new run, unless a succeeded one of this size is there already."""

    def pause() -> None:
        time.sleep(PAUSE)
        crew.tend()

    url = f"http://{HOST}:{port}"
    client = Client(url, people["accounts"]["coordinator"]["token"], pause)
    client.wait_until_ready(limit=READY_LIMIT)
    answer = None if once else _succeeded_before(client, state, size)
    if answer is None:
        print("Starting a matching run ...", flush=True)
        identity = client.start_run(region=people["region"], programme=people["programme"])
        answer = client.follow(identity, demo_report.show_progress, limit=RUN_LIMIT)
    return {
        "url": url,
        "size": size,
        **people,
        "run": answer["id"],
        "state": answer["state"],
        "figures": answer["figures"],
    }


def _succeeded_before(client: Client, state: Path, size: str) -> dict[str, Any] | None:
    try:
        before = json.loads((state / "demo.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    answer = client.run(before["run"]) if before.get("size") == size else None
    return answer if answer and answer["state"] == "succeeded" else None


def _serve(crew: Crew) -> NoReturn:
    while True:
        time.sleep(PAUSE)
        crew.tend()


@contextlib.contextmanager
def _only_one(state: Path) -> Iterator[None]:
    pid_file = state / "demo.pid"
    with held(state / "demo.lock", wait=False) as first:
        if not first:
            raise CannotStartError(
                f"A demo of this folder already runs (process {pid_file.read_text()})."
                " End it with Ctrl-C, or `make clean-demo`."
            )
        pid_file.write_text(str(os.getpid()), encoding="ascii")
        yield


def _end_live(state: Path) -> None:
    deadline = time.monotonic() + END_LIMIT
    asked = False
    while time.monotonic() < deadline:
        with held(state / "demo.lock", wait=False) as free:
            if free:
                return
        if not asked:
            os.kill(int((state / "demo.pid").read_text(encoding="ascii")), signal.SIGTERM)
            asked = True
        time.sleep(PAUSE)
    raise CannotStartError("The demo that still runs does not end. End it, then try again.")


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    for further in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(further, signal.SIG_IGN)
    print("\nEnding ...", flush=True)
    # Asked for by a person: nothing went wrong.
    raise SystemExit(0 if number == signal.SIGINT else 128 + number)


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer the command line."""
    parser = argparse.ArgumentParser(prog="python -m config.demo")
    parser.add_argument("action", choices=["run", "forget"])
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--size", choices=SIZES, default="city")
    parser.add_argument("--once", action="store_true", help="end after the run")
    options = parser.parse_args(arguments)
    os.chdir(ROOT)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    state = state_folder()
    try:
        if options.action == "forget":
            return forget(state)
        premises.take(state)
        with _only_one(state):
            return run(state, port=options.port, size=options.size, once=options.once)
    except CannotStartError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())

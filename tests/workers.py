"""Real Celery worker processes for tests."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit, urlunsplit

import redis
from django.conf import settings
from django.db import connection

from config.supervision import Program, start, stop

READY = " ready."
READY_LIMIT = 60.0
QUEUE = "celery"


@dataclass(frozen=True)
class Worker:
    """One running worker and its log."""

    program: Program
    process: subprocess.Popen[bytes]
    log: Path


class Workers:
    """The workers of one process of tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[Worker] = []
        self.started = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_reason: object) -> None:
        self.end_all()

    def keep_one(self) -> Worker:
        """Return the worker that is there, or a new one; its queue is empty."""
        self.empty_queue()
        alive = [worker for worker in self.running if worker.process.poll() is None]
        return alive[0] if alive else self.start()

    def start(self, *options: str, **environment: str) -> Worker:
        """Start a worker (with its clock: ``"-B"``) and wait until it takes tasks."""
        self.started += 1
        log = self.folder / f"worker-{self.started}.log"
        schedule = str(self.folder / f"schedule-{self.started}")
        clock = ("--schedule", schedule) if "-B" in options else ()
        command = (
            *(
                sys.executable,
                "-m",
                "celery",
                "-A",
                "config",
                "worker",
                "-c",
                "1",
                "-n",
                f"{self.started}@test",
            ),
            *("--loglevel", "INFO", "--without-gossip", "--without-mingle", *options, *clock),
        )
        program = Program(
            "worker", command, log=log, environment={"DATABASE_URL": database_url(), **environment}
        )
        worker = Worker(program, start(program), log)
        self.running.append(worker)
        self._wait(worker)
        return worker

    def end_all(self) -> None:
        """End every worker and forget what is queued."""
        for worker in self.running:
            stop(worker.process, worker.program, limit=10)
        self.running.clear()
        self.empty_queue()

    def empty_queue(self) -> None:
        with client() as queue:
            queue.delete(f"{settings.CELERY_BROKER_TRANSPORT_OPTIONS.get('global_keyprefix', '')}{QUEUE}")

    @staticmethod
    def _wait(worker: Worker) -> None:
        deadline = time.monotonic() + READY_LIMIT
        while READY not in (words := worker.log.read_text(encoding="utf-8", errors="replace")):
            assert worker.process.poll() is None, words
            assert time.monotonic() < deadline, words
            time.sleep(0.05)


def client() -> redis.Redis:
    """Open the queue's database; Celery's address of a socket has another form than redis-py's."""
    url = urlsplit(settings.REDIS_URL)
    if url.scheme == "redis+socket":
        return redis.Redis(unix_socket_path=url.path, db=int(url.query.partition("=")[2]), socket_timeout=5)
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=5)


def database_url() -> str:
    """Return the address of the database that this process of tests made for itself."""
    url = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(url._replace(path=f"/{connection.settings_dict['NAME']}"))

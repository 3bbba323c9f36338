"""The embedded Redis-compatible server, Valkey."""

import os
import signal

import redis

from config.binaries import valkey_server
from config.premises import Premises
from config.servers import Server
from config.supervision import Program

DATABASES = 64


def address(premises: Premises, *, database: int = 0) -> str:
    """Return the URL in Celery's form; ``unix://PATH?db=N`` is redis-py's for the same."""
    return f"redis+socket://{premises.sockets}/valkey.sock?virtual_host={database}"


def broker_server(premises: Premises) -> Server:
    """Describe the server of `premises`: no port, nothing evicted, every change kept on disk."""
    data = premises.data / "valkey"
    socket = premises.sockets / "valkey.sock"
    pid_file = data / "valkey.pid"
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(data),
        "pidfile": str(pid_file),
        "databases": str(DATABASES),
        "appendonly": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
    }
    return Server(
        program=Program(
            name="Redis",
            command=[
                str(valkey_server(premises.owner)),
                *(part for name, value in options.items() for part in (f"--{name}", value)),
            ],
            ends_with=signal.SIGTERM,
            log=premises.state / "log" / "valkey.log",
            owner=premises.owner,
        ),
        data=data,
        pid_file=pid_file,
        lock=premises.state / "valkey.lock",
        prepare=lambda: _prepare(premises),
        answers=lambda: _answers(str(socket)),
    )


def _prepare(premises: Premises) -> None:
    data = premises.data / "valkey"
    data.mkdir(mode=0o700, exist_ok=True)
    if premises.owner:
        os.chown(data, premises.owner.uid, premises.owner.gid)


def _answers(socket: str) -> bool:
    try:
        with redis.Redis(unix_socket_path=socket, socket_timeout=2) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False

"""The mark that the queue is alive: written by a task that came through it, read by the health page."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

KEY = "doorlees:beat-mark"
LIMIT_SECONDS = 1.0


def mark(now: datetime) -> None:
    """Write down that a task was carried out at this moment."""
    with _client() as broker:
        broker.set(KEY, int(now.timestamp()))


def last() -> datetime | None:
    """Tell when a task was last carried out; None when none ever was.

    Raises
    ------
    redis.exceptions.RedisError
        When the broker does not answer within a second.
    """
    with _client() as broker:
        text = broker.get(KEY)
    return datetime.fromtimestamp(int(text), UTC) if isinstance(text, bytes) else None


def _client() -> Redis:
    """Open the broker; Celery writes the address of a socket in its own way."""
    limits: dict[str, Any] = {
        "socket_timeout": LIMIT_SECONDS,
        "socket_connect_timeout": LIMIT_SECONDS,
        "retry": Retry(NoBackoff(), 0),
    }
    url = urlsplit(settings.REDIS_URL)
    if url.scheme != "redis+socket":
        return Redis.from_url(settings.REDIS_URL, **limits)
    number = parse_qs(url.query).get("virtual_host", ["0"])[0]
    return Redis(unix_socket_path=url.path, db=int(number), password=url.password, **limits)

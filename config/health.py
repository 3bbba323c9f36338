"""Is the installation alive, and can it do its work? Answers within three seconds."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import connections
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programmes.domain import heartbeat

OLDEST_BEAT = timedelta(seconds=60)
LIMIT_SECONDS = 2.5
CONNECT_SECONDS = 2
OK = "ok"


@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """Tell that this process answers; stays green while services are down."""
    return JsonResponse({"process": OK})


@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """Tell whether the database, the broker and the worker behind it can be reached."""
    found = _all_at_once({"database": _database, "broker": _broker, "worker": _worker})
    is_ready = set(found.values()) == {OK}
    return JsonResponse(found, status=200 if is_ready else 503)


def _all_at_once(checks: dict[str, Callable[[], str]]) -> dict[str, str]:
    found = dict.fromkeys(checks, "no answer")
    threads = [
        threading.Thread(target=_note, args=(found, name, check), daemon=True)
        for name, check in checks.items()
    ]
    for thread in threads:
        thread.start()
    end = time.monotonic() + LIMIT_SECONDS
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    return dict(found)


def _note(found: dict[str, str], name: str, check: Callable[[], str]) -> None:
    try:
        found[name] = check()
    except Exception as error:  # noqa: BLE001 - whatever is in the way, the answer is that it is not there
        found[name] = type(error).__name__


def _database() -> str:
    """Ask over a connection of its own: those of this process may be waiting for the same server."""
    connection = connections["default"].copy()
    connection.settings_dict["OPTIONS"] = {
        **connection.settings_dict["OPTIONS"],
        "connect_timeout": CONNECT_SECONDS,
    }
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return OK
    finally:
        connection.close()


def _broker() -> str:
    heartbeat.last()
    return OK


def _worker() -> str:
    last = heartbeat.last()
    if last is None:
        return "no task yet"
    return OK if timezone.now() - last < OLDEST_BEAT else "last task too long ago"

"""Log-ins of a demo: drawn for each installation, written to a file that only its owner reads."""

import json
import os
import secrets
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from programmes.domain import tokens
from programmes.models import ApiToken, User

TOKEN_NAME = "demo"  # noqa: S105 - what the token is for, not the token
# Without those that look alike.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 3, 4

LogIns = dict[str, dict[str, str]]


def keep_or_renew(users: dict[str, User], *, file: Path, facts: dict[str, str], now: datetime) -> bool:
    """Leave a file alone whose log-ins still work; else give new passwords and tokens and write it.

    Returns
    -------
    bool
        Whether the log-ins are new.
    """
    if _works(_read(file), users, facts=facts, now=now):
        return False
    log_ins = {role: _renew(user, now=now) for role, user in users.items()}
    _write(file, {"accounts": log_ins, **facts})
    return True


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _works(found: dict[str, Any], users: dict[str, User], *, facts: dict[str, str], now: datetime) -> bool:
    log_ins: LogIns = found.get("accounts", {})
    return (
        {name: found.get(name) for name in facts} == facts
        and set(log_ins) == set(users)
        and all(_logs_in(log_ins[role], user, now=now) for role, user in users.items())
    )


def _logs_in(log_in: dict[str, str], user: User, *, now: datetime) -> bool:
    token = tokens.find(log_in.get("token", ""), now=now)
    return (
        log_in.get("email") == user.email
        and token is not None
        and token.user_id == user.pk
        and user.check_password(log_in.get("password", ""))
    )


def _renew(user: User, *, now: datetime) -> dict[str, str]:
    password = "-".join("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    user.set_password(password)
    user.save(update_fields=["password"])
    ApiToken.objects.filter(user=user, name=TOKEN_NAME).delete()
    _, key = tokens.issue(name=TOKEN_NAME, user=user, now=now)
    return {"email": user.email, "password": password, "token": key}


def _write(file: Path, content: dict[str, Any]) -> None:
    """Replace the file whole; a temporary file is readable by its owner only."""
    with tempfile.NamedTemporaryFile(
        "w", dir=file.parent, prefix=f".{file.name}.", encoding="utf-8", delete=False
    ) as new:
        json.dump(content, new, indent=2)
        new.flush()
        os.fsync(new.fileno())
    Path(new.name).replace(file)

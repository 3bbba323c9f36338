"""Where embedded servers keep their data and sockets, and which user they run as.

PostgreSQL refuses to run as root. A run as root therefore gives its servers to
the user nobody, who exists everywhere, and leaves the rights of every folder
that it did not make as they are. Where nobody cannot reach the state folder (a
clone below ``/root``), the data lie in ``/var/lib/doorlees-express`` instead.
The choice is written into the state folder once, so that the data are found
again whatever changes around them.
"""

import contextlib
import json
import os
import pwd
import secrets
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.locks import held
from config.refusal import CannotStartError
from config.supervision import Owner

FAR_DATA = Path("/var/lib/doorlees-express")
SOCKETS = Path("/tmp")  # noqa: S108 - a socket's path must be short; the folder in it is private and checked
RECORD = "embedded.json"


@dataclass(frozen=True)
class Premises:
    """The folders of one installation's embedded servers."""

    state: Path
    data: Path
    sockets: Path
    owner: Owner | None


def take(state: Path) -> Premises:
    """Find or make the folders that belong to `state`.

    Raises
    ------
    CannotStartError
        When the folders belong to another user.
    """
    state = state.absolute()
    record = _record(state)
    data = Path(record["data"]) if record["data"] else state / "servers"
    owner = _owner_of(data)
    sockets = SOCKETS / f"doorlees-{record['id'][:16]}"
    _private(sockets, owner)
    return Premises(state=state, data=data, sockets=sockets, owner=owner)


def forget(state: Path) -> None:
    """Remove the data, the sockets and the record of where they were; nothing may be running."""
    if (state / RECORD).exists():
        with contextlib.suppress(CannotStartError):
            house = take(state)
            for folder in (house.data, house.sockets):
                shutil.rmtree(folder)
        (state / RECORD).unlink()


@contextlib.contextmanager
def acting_as(owner: Owner) -> Iterator[None]:
    """Ask the file system as `owner` would; only root can."""
    groups, gid = os.getgroups(), os.getegid()
    os.setgroups([])
    os.setegid(owner.gid)
    os.seteuid(owner.uid)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(gid)
        os.setgroups(groups)


def write_safely(path: Path, text: str, *, mode: int = 0o600) -> None:
    """Replace a file so that a reader sees the old or the new text, also after a power cut."""
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _record(state: Path) -> dict[str, str]:
    path = state / RECORD
    try:
        if not path.exists():
            _make(state)
            with held(state / "premises.lock", wait=True):
                if not path.exists():
                    _settle(state, path)
        found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except PermissionError as error:
        raise CannotStartError(_of_another(state)) from error
    return found


def _make(state: Path) -> None:
    if not state.exists():
        state.mkdir(parents=True, exist_ok=True)
        # Root's servers run as nobody, who may pass through but not look around.
        state.chmod(0o711 if os.geteuid() == 0 else 0o700)


def _settle(state: Path, path: Path) -> None:
    identity = secrets.token_hex(16)
    data = state / "servers"
    if not _furnish(data):
        data.rmdir()
        data = FAR_DATA / identity
        FAR_DATA.mkdir(parents=True, exist_ok=True)
        FAR_DATA.chmod(0o755)
        _furnish(data)
    far = str(data) if data.parent == FAR_DATA else ""
    write_safely(path, json.dumps({"id": identity, "data": far}))


def _furnish(data: Path) -> bool:
    """Make the data folder; tell whether the user of the servers can use it."""
    data.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() != 0:
        return True
    if data.stat().st_uid == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(data, nobody.pw_uid, nobody.pw_gid)
    found = data.stat()
    with acting_as(Owner(uid=found.st_uid, gid=found.st_gid)):
        return os.access(data, os.R_OK | os.W_OK | os.X_OK, effective_ids=True)


def _owner_of(data: Path) -> Owner | None:
    try:
        found = data.stat()
    except FileNotFoundError:
        raise CannotStartError(
            f"The data of this installation were in {data}, which is gone."
            " Put it back, or forget them with `make clean-demo`."
        ) from None
    except PermissionError as error:
        raise CannotStartError(_of_another(data)) from error
    if os.geteuid() == 0:
        return Owner(uid=found.st_uid, gid=found.st_gid)
    if found.st_uid != os.geteuid():
        raise CannotStartError(_of_another(data))
    return None


def _private(folder: Path, owner: Owner | None) -> None:
    uid = owner.uid if owner else os.geteuid()
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        if owner:
            os.chown(folder, owner.uid, owner.gid)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid or found.st_mode & 0o077:
        raise CannotStartError(
            f"{folder} is not a private folder of this installation. Remove it and try again."
        )


def _of_another(path: Path) -> str:
    return (
        f"{path} belongs to another user. Work as that user, or choose another folder with DOORLEES_STATE=."
    )

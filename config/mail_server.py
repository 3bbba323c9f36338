"""A mail server for this machine that delivers nothing: what it takes, it keeps as files to look at.

``python -m config.mail_server --port 2525 --folder mail`` is the demo's; tests have one of their own.
"""

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"
SUFFIX = ".eml"
LONGEST_MAIL = 5_000_000


class Keeper:
    """Takes every mail and puts it in a folder, whole, before it says that it has it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - a name of the library
        """Answer a mail."""
        keep(self.folder, bytes(envelope.original_content or b""))
        return "250 Kept"


def keep(folder: Path, mail: bytes) -> Path:
    """Write a mail under a name of its own; a reader of the folder never sees half of one.

    Names sort by the moment of arrival.
    """
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as file:
        file.write(mail)
        file.flush()
        os.fsync(file.fileno())
    arrived = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    path = folder / f"{arrived}-{Path(file.name).name.lstrip('.')}{SUFFIX}"
    return Path(file.name).rename(path)


async def serve(keeper: Keeper, *, port: int) -> None:
    """Take mail until this process is asked to end."""
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    server = await loop.create_server(
        lambda: SMTP(keeper, data_size_limit=LONGEST_MAIL, enable_SMTPUTF8=True, loop=loop), HOST, port
    )
    async with server:
        await ended.wait()


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer the command line."""
    parser = argparse.ArgumentParser(prog="python -m config.mail_server")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args(arguments)
    asyncio.run(serve(Keeper(options.folder), port=options.port))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The demo's mail server, which can be told to stop between taking a mail and saying so.

While there is a file ``stall`` beside its folder, it keeps a mail, makes a file ``stalled``, and never
answers.
"""

import asyncio
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from config.mail_server import Keeper, serve


class Stalling(Keeper):
    """Keeps mail as the demo's server does."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - a name of the library
        answer = await super().handle_DATA(server, session, envelope)
        if (self.folder.parent / "stall").exists():
            (self.folder.parent / "stalled").touch()
            await asyncio.Event().wait()
        return answer


if __name__ == "__main__":
    asyncio.run(serve(Stalling(Path(sys.argv[1])), port=int(sys.argv[2])))

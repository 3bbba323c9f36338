"""The mails that a demo has sent, so that whoever tries it can press their links. Nowhere else."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import get_current_timezone

from config.mail_server import SUFFIX

MOST = 100


@dataclass(frozen=True)
class Mail:
    """One mail of the demo's folder."""

    name: str
    arrived: datetime
    message: EmailMessage

    @property
    def subject(self) -> str:
        """What it is about."""
        return str(self.message["Subject"])

    @property
    def recipient(self) -> str:
        """To whom it was sent."""
        return str(self.message["To"])

    @property
    def text(self) -> str:
        """The words, as text."""
        part = self.message.get_body(("plain",))
        return str(part.get_content()) if part else ""


def mails(request: HttpRequest) -> HttpResponse:
    newest = sorted(_folder().glob(f"*{SUFFIX}"), reverse=True)[:MOST]
    return render(request, "demo/mails.html", {"mails": [_read(path) for path in newest]})


def mail(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail. Its name is looked up in the folder, so that it leads nowhere else."""
    found = next((path for path in _folder().glob(f"*{SUFFIX}") if path.stem == name), None)
    if found is None:
        raise Http404
    return render(request, "demo/mail.html", {"mail": _read(found)})


def _folder() -> Path:
    if not settings.DEMO_MAIL_FOLDER:
        raise Http404
    return Path(settings.DEMO_MAIL_FOLDER)


def _read(path: Path) -> Mail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    arrived = datetime.fromtimestamp(path.stat().st_mtime, tz=get_current_timezone())
    return Mail(path.stem, arrived, message)

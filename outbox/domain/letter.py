"""The words of a message: one template per kind, in the recipient's language, with one link."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from outbox.models import Message, MessageKind
from programmes.models import User


def letter(message: Message) -> EmailMultiAlternatives:
    """Write the e-mail of a message.

    The subject holds no personal data, the link is built from the configured address, and the
    Message-ID follows from the row, so that a mail server or a reader can tell a repetition.
    """
    kind = MessageKind(message.kind)
    address = reverse("work-run", args=[message.subject_id]) if kind == MessageKind.RUN_FINISHED else ""
    found = sample(kind=kind, recipient=message.recipient, address=address)
    found.extra_headers["Message-ID"] = message_id(message)
    return found


def sample(*, kind: MessageKind, recipient: User, address: str = "") -> EmailMultiAlternatives:
    """Write the e-mail that a person would get, before there is a message: what a preview shows.

    Parameters
    ----------
    address
        The page to which its link leads; without it, where the person begins.
    """
    with translation.override(recipient.language):
        words = {"name": recipient.name, "link": settings.PUBLIC_URL + (address or reverse("start"))}
        template = f"outbox/{kind}"
        found = EmailMultiAlternatives(
            subject=" ".join(render_to_string(f"{template}.subject.txt").split()),
            body=render_to_string(f"{template}.txt", words),
            to=[recipient.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
        found.attach_alternative(render_to_string(f"{template}.html", words), "text/html")
    return found


def message_id(message: Message) -> str:
    """Give the one name that a message has for mail servers, however often it is tried."""
    made = int(message.created_at.timestamp())
    return f"<{message.pk}.{made}@{urlsplit(settings.PUBLIC_URL).hostname}>"

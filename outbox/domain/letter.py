"""The words of a message: one template per kind, in the recipient's language, with one link.

The same words become a mail (HTML and text), a text message or a printed letter; the template of
a kind fills in the form that it is asked for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from outbox.domain import to_parent
from outbox.domain.destination import link_of, sample_link
from outbox.models import Message, MessageKind
from programmes.models import Region, User
from programmes.values.dutch import spoken_phone

__all__ = ["Printed", "Words", "letter", "message_id", "printed", "sample", "text_message"]

_EMPTY_LINES = re.compile(r"\n\s*\n\s*")


@dataclass(frozen=True)
class Words:
    """What the words of a message are made of."""

    kind: MessageKind
    recipient: User
    region: Region | None
    facts: Mapping[str, str | int]
    link: str = ""


@dataclass(frozen=True)
class Printed:
    """A letter on paper: its first line and what follows, as HTML."""

    language: str
    subject: str
    body: SafeString


def letter(message: Message, *, now: datetime) -> EmailMultiAlternatives:
    """Write the e-mail of a message, with the personal link that is made for this attempt.

    The subject holds no personal data, the link is built from the configured address, and the
    Message-ID follows from the row, so that a mail server or a reader can tell a repetition.
    """
    found = _mail(_words(message, link_of(message, now=now)))
    found.extra_headers["Message-ID"] = message_id(message)
    return found


def sample(
    *,
    kind: MessageKind,
    recipient: User,
    region: Region | None = None,
    facts: Mapping[str, str | int] | None = None,
) -> EmailMultiAlternatives:
    """Write the e-mail that a person would get, before there is a message: what a preview shows.

    A personal link is made when a message leaves; here its place is shown.
    """
    return _mail(Words(kind, recipient, region, facts or {}, sample_link(kind)))


def text_message(message: Message, *, language: str = "", link: str) -> str:
    """Write the text message: a sentence or two, and the link.

    Parameters
    ----------
    language
        Of a parent; an account says its own.
    """
    if message.recipient is None:
        return to_parent.text_message(message, language=language, link=link)
    return " ".join(_render(_words(message, link), "as_text_message.txt").split())


def printed(message: Message, *, language: str = "") -> Printed:
    """Write the letter: it has no link, but the person to call.

    Parameters
    ----------
    language
        As for `text_message`.
    """
    if message.recipient is None:
        return Printed(language, *to_parent.printed(message, language=language))
    words = _words(message, "")
    body = SafeString(_render(words, "as_letter.html"))
    return Printed(words.recipient.language, _render(words, "as_subject.txt"), body)


def message_id(message: Message) -> str:
    """Give the one name that a message has for mail servers, however often it is tried."""
    made = int(message.created_at.timestamp())
    return f"<{message.pk}.{made}@{urlsplit(settings.PUBLIC_URL).hostname}>"


def _words(message: Message, link: str) -> Words:
    if message.recipient is None:
        raise ValueError("A parent gets a text or a letter: there is no address to mail to.")
    return Words(MessageKind(message.kind), message.recipient, message.region, message.facts, link)


def _mail(words: Words) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        subject=_render(words, "as_subject.txt"),
        body=_render(words, "as_mail.txt"),
        to=[words.recipient.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(_render(words, "as_mail.html"), "text/html")
    return mail


def _render(words: Words, form: str) -> str:
    region = words.region
    context = {
        "layout": f"outbox/{form}",
        "name": words.recipient.name,
        "link": words.link,
        "contact": region.contact_name if region else "",
        "phone": spoken_phone(region.contact_phone) if region else "",
        "email": region.contact_email if region else "",
        "erase_days": settings.SIGN_UP_ERASE_DAYS,
        **{name: _fact(value) for name, value in words.facts.items()},
    }
    with translation.override(words.recipient.language):
        rendered = render_to_string(f"outbox/{words.kind}.txt", context)
    return _EMPTY_LINES.sub("\n\n", rendered).strip()


def _fact(value: str | int) -> str | int | date:
    """Read a day as one, so that templates write it in full."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value

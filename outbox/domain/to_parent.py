"""The words of a message to a parent: from the texts for parents, in the language they are called in."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from outbox.models import Message
from programmes.models import Region
from programmes.values.dutch import spoken_phone
from programmes.values.parent_texts import ParentWords, parent_words

BETWEEN_SLOTS = ";"


def text_message(message: Message, *, language: str, link: str) -> str:
    """Write the text message: what is asked, the link, and whom to call; no name of anybody who reads."""
    words = parent_words(language)
    return " ".join(
        part for part in (words.message["text"], link, whom_to_call(message.region, words)) if part
    )


def printed(message: Message, *, language: str) -> tuple[str, SafeString]:
    """Write the first line of a letter, and what follows: it has no link, but the person to call."""
    words = parent_words(language)
    slots = [slot for slot in str(message.facts.get("slots", "")).split(BETWEEN_SLOTS) if slot]
    when = "; ".join(words.moments(slots, minutes=int(message.facts.get("minutes", 0))))
    lines = [str(line).format(when=when) for line in words.message["letter"]]
    lines += [call] if (call := whom_to_call(message.region, words)) else []
    body = format_html_join("", "<p>{}</p>", ((line,) for line in lines))
    return words.message["subject"], format_html('<div dir="{}">{}</div>', words.direction, body)


def whom_to_call(region: Region | None, words: ParentWords) -> str:
    """Say whom to call, where somebody answers."""
    if region is None or not region.contact_phone:
        return ""
    return words.call(person=region.contact_name or region.name, phone=spoken_phone(region.contact_phone))

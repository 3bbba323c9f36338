"""What was written to an account: kinds and dates, for who asks what is kept about them."""

from django.utils.translation import gettext_lazy as _

from outbox.models import Message
from programmes.domain.privacy import Chapter, Part, Person, contribute, facts_of

TOLD = ("kind", "channel", "state", "created_at", "sent_at")


def register() -> None:
    """Let the outbox tell what it keeps; its messages go with their account."""
    contribute(Part("outbox", chapters=chapters_of))


def chapters_of(person: Person) -> list[Chapter]:
    """List the messages that were written to somebody; their words are kept nowhere."""
    if person.account is None:
        return []
    rows = Message.objects.filter(recipient=person.account).order_by("created_at", "pk")
    records = [[fact for fact in facts_of(message) if fact.name in TOLD] for message in rows]
    return [Chapter("messages", _("Messages to you"), records)]
